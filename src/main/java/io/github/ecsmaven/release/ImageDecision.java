package io.github.ecsmaven.release;

import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.Tag;
import java.util.List;
import java.util.Optional;

/** What has to happen so that a module's image is in its repository under all its tags. */
public sealed interface ImageDecision {
    /**
     * The repository has it.
     *
     * @param contentTag the tag that its content gives it, where that is known
     * @param digest digest of its manifest
     * @param missing the tags that it still has to get
     */
    record InRepository(Optional<Tag> contentTag, Digest digest, List<Tag> missing) implements ImageDecision {
        public InRepository {
            missing = List.copyOf(missing);
        }
    }

    /**
     * It has to be built and pushed; its digest is known afterwards.
     *
     * @param contentTag the tag that its content gives it, where that is known
     * @param reason why, as the rest of a sentence
     */
    record Build(Optional<Tag> contentTag, String reason) implements ImageDecision {}

    /**
     * It is built and has to be pushed; its digest is known afterwards.
     *
     * @param contentTag the tag that its content gives it, where that is known
     * @param id what the engine calls it
     */
    record InEngine(Optional<Tag> contentTag, Digest id) implements ImageDecision {}
}
