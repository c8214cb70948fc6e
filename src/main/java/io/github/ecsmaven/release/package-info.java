/** Decisions and acts that need several rooms at once. Knows no Maven. */
@NullMarked
package io.github.ecsmaven.release;

import org.jspecify.annotations.NullMarked;
