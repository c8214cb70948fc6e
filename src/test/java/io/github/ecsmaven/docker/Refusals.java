package io.github.ecsmaven.docker;

import io.github.ecsmaven.image.ImageReference;

/** Refused pushes, for tests of other packages. */
public final class Refusals {
    private Refusals() {}

    /** A push that failed with that sentence of the engine's. */
    public static PushRefusedException refusal(ImageReference reference, String sentence) {
        return PushRefusedException.of(reference, sentence);
    }
}
