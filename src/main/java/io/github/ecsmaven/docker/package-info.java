/**
 * The Docker Engine: finding and reaching it, the user's {@code config.json}, classic builds, tags and pushes. The only package that
 * knows docker-java.
 */
@NullMarked
package io.github.ecsmaven.docker;

import org.jspecify.annotations.NullMarked;
