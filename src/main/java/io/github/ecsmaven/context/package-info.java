/**
 * What a build reads: the context directory without what its {@code .dockerignore} takes out, as a walk and as a tar stream, and the
 * Dockerfile, as far as the images go that it pulls.
 */
@NullMarked
package io.github.ecsmaven.context;

import org.jspecify.annotations.NullMarked;
