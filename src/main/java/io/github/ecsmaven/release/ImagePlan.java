package io.github.ecsmaven.release;

import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What has to happen so that a module's image is in its repository under all its tags. */
public sealed interface ImagePlan {
    /** What is known of the image, with the tags that the push gives it. */
    ImageRecord image();

    /**
     * The repository has it.
     *
     * @param digest digest of its manifest
     * @param missing the tags that it still has to get
     */
    record InRepository(ImageRecord image, Digest digest, List<Tag> missing) implements ImagePlan {
        public InRepository {
            missing = List.copyOf(missing);
        }
    }

    /**
     * It has to be built and pushed; its digest is known afterwards.
     *
     * @param reason why, as the rest of a sentence
     */
    record Build(ImageRecord image, String reason) implements ImagePlan {}

    /**
     * It is built and has to be pushed.
     *
     * @param id what the engine calls it
     * @param digest digest of its manifest, where the repository has it without any of its tags; else it is known afterwards
     */
    record InEngine(ImageRecord image, Digest id, Optional<Digest> digest) implements ImagePlan {}

    /**
     * The tags that a push of an image that is still to be built would give it. A content tag that an archived image keeps is none of them.
     *
     * @throws io.github.ecsmaven.ActionableException when a tag that cannot be moved is another image's
     */
    static List<Tag> tagsToPush(ImageRecord toBuild, Repository repository, PublishedImages published) {
        return PublishedTags.of(toBuild, repository, published).missing();
    }

    /** What a push of a built image has to do, as long as nobody asks the repository. */
    static ImagePlan unpublished(ImageRecord built) {
        return built.imageId()
                .<ImagePlan>map(id -> new InEngine(built, id, Optional.empty()))
                .orElseGet(() -> new Build(
                        built, "the BuildKit daemon has it in its cache, and builds it from there to push it"));
    }

    /**
     * What a push of a built image has left to do.
     *
     * @param built what is known of the image
     * @param repository where it goes; absent while that is to be created
     * @param elsewhere images that may be this one although no tag of its says so; asked for when none does
     * @throws io.github.ecsmaven.ActionableException when a tag that cannot be moved is another image's
     */
    static ImagePlan ofBuilt(
            ImageRecord built,
            Optional<Repository> repository,
            Supplier<List<ImageReference>> elsewhere,
            PublishedImages published) {
        Optional<PublishedTags> there = repository.map(known -> PublishedTags.of(built, known, published));
        Optional<Digest> digest = there.flatMap(PublishedTags::image).map(PublishedImage::digest);
        if (digest.isPresent()) {
            return new InRepository(built, digest.get(), there.get().missing());
        }
        if (built.imageId().isEmpty()) {
            return unpublished(built);
        }
        Optional<Digest> untagged = repository.flatMap(where -> elsewhere.get().stream()
                .filter(image -> image.withoutTagAndDigest().equals(where.uri()))
                .flatMap(image -> image.digest().stream())
                .flatMap(each -> published.find(where.name(), each).stream())
                .filter(image -> PublishedTags.isSame(image, built))
                .map(PublishedImage::digest)
                .findFirst());
        boolean keepsContentTag = there.isPresent()
                && built.contentTag()
                        .filter(built.tags()::contains)
                        .filter(tag -> !there.get().missing().contains(tag))
                        .isPresent();
        return new InEngine(
                keepsContentTag ? built.withoutContentTag() : built,
                built.imageId().get(),
                untagged);
    }
}
