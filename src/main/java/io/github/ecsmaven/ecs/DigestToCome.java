package io.github.ecsmaven.ecs;

import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;

/** Stands for the digest of an image that is not built yet, so that a revision with it can be composed and compared before it is. */
public final class DigestToCome {
    /** What a reader is told in its place. */
    public static final String WORDS = "known after build";

    private static final Digest STAND_IN = new Digest("sha256:" + "0".repeat(64));

    private DigestToCome() {}

    /**
     * The image as a container would name it. A revision with it is for a decision alone and never registered.
     *
     * @param tagged repository and tag
     */
    public static ImageReference of(ImageReference tagged) {
        return tagged.withDigest(STAND_IN);
    }

    /** Whether an image is one whose digest is to come. */
    public static boolean isOf(ImageReference image) {
        return image.digest().filter(STAND_IN::equals).isPresent();
    }

    static boolean isStandIn(Digest digest) {
        return digest.equals(STAND_IN);
    }

    /** A value that a reader is shown. */
    public static String inWords(String text) {
        return text.replace(STAND_IN.value(), "(" + WORDS + ")");
    }
}
