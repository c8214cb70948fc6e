package io.github.ecsmaven.image;

import java.nio.charset.StandardCharsets;

/** Any text as the reference of an image: refused as such, or one that reads the same when it is written. */
public final class ImageReferenceFuzz {
    private ImageReferenceFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        ImageReference reference;
        try {
            reference = ImageReference.parse(new String(input, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException refused) {
            return;
        }
        ImageReference again = ImageReference.parse(reference.toString());
        if (!again.equals(reference)) {
            throw new AssertionError(reference + " reads as " + again);
        }
    }
}
