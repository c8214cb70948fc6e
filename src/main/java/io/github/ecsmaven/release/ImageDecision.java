package io.github.ecsmaven.release;

import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.image.BuiltImage;
import java.util.List;

/** Whether a module's image has to be built, and why. */
public sealed interface ImageDecision {
    /** The engine has an image of this content. */
    record InEngine(ContentKey content, BuiltImage image) implements ImageDecision {}

    /** The repository has an image of this content. */
    record InRepository(ContentKey content, PublishedImage image) implements ImageDecision {}

    /** It is to be built. */
    record Build(ImageContent content, Cause cause) implements ImageDecision {}

    /** Why an image is built. */
    sealed interface Cause {
        /** It has no content tag, by which one could know whether it is there. */
        record Untagged(String reason) implements Cause {}

        /** The user wants it. */
        record Forced() implements Cause {}

        /**
         * Something is not as it was when this module's image was built here last.
         *
         * @param parts what; empty when it is the same and the image is gone
         */
        record Changed(List<ContentKey.Part> parts) implements Cause {
            public Changed {
                parts = List.copyOf(parts);
            }
        }

        /** Nothing is known of an earlier build here. */
        record First() implements Cause {}
    }
}
