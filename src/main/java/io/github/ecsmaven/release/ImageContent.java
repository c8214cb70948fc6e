package io.github.ecsmaven.release;

import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.util.Map;

/** What decides the image that a build would make, as far as it can be known before the build. */
public sealed interface ImageContent {
    /**
     * All of it is known.
     *
     * @param bases digests of the base images that it was computed with
     */
    record Known(ContentKey key, Map<ImageReference, Digest> bases) implements ImageContent {
        public Known {
            bases = Map.copyOf(bases);
        }
    }

    /**
     * Something is not, so that the image is built every time and has no content tag.
     *
     * @param reason a whole sentence
     */
    record Unknown(String reason) implements ImageContent {}
}
