package io.github.ecsmaven.release;

import io.github.ecsmaven.image.Digest;

/**
 * An image that is in its repository.
 *
 * @param digest digest of the manifest that its tags point to
 * @param pushed whether anything had to be pushed
 * @param tagged whether an image that was there got further tags
 */
public record Publication(Digest digest, boolean pushed, boolean tagged) {}
