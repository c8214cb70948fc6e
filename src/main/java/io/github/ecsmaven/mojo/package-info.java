/** The Maven edge: goals, their configuration, what the user reads. The only package that knows Maven. */
@NullMarked
package io.github.ecsmaven.mojo;

import org.jspecify.annotations.NullMarked;
