package io.github.ecsmaven.release;

import io.github.ecsmaven.image.Digest;

/**
 * An image that is in its repository.
 *
 * @param digest digest of the manifest that its first tag points to
 * @param pushed whether anything had to be pushed
 */
public record Publication(Digest digest, boolean pushed) {}
