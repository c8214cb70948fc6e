package io.github.ecsmaven.release;

import io.github.ecsmaven.context.ContentChanges;
import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.image.BuiltImage;

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

        /** ECR has one of this content in its archive, from where nobody can pull it. */
        record Archived() implements Cause {}

        /** The user wants it. */
        record Forced() implements Cause {}

        /**
         * Something is not as it was when this module's image was built last, here or elsewhere.
         *
         * @param changes what; empty when it is the same and the image is gone
         */
        record Changed(ContentChanges changes) implements Cause {}

        /** Nothing is known of an earlier build. */
        record First() implements Cause {}
    }
}
