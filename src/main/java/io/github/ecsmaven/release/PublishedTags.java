package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks which tags of a built image its repository has. */
public final class PublishedTags {
    private PublishedTags() {}

    /**
     * What a push of the image has left to do.
     *
     * @param built what is known of the image
     * @param repository where it goes; absent while that is to be created
     * @param elsewhere images that may be this one although no tag of its says so; asked for when none does
     * @throws ActionableException when a tag that cannot be moved is another image's
     */
    public static ImageDecision of(
            ImageRecord built,
            Optional<Repository> repository,
            Supplier<List<ImageReference>> elsewhere,
            PublishedImages published) {
        if (built.imageId().isEmpty() && built.imageDigest().isEmpty()) {
            return absent(built);
        }
        List<Tag> missing = new ArrayList<>();
        Optional<Digest> digest = Optional.empty();
        for (Tag tag : built.tags()) {
            Optional<PublishedImage> there = repository.flatMap(known -> published.find(known.name(), tag));
            Optional<PublishedImage> same = there.filter(image -> isSame(image, built));
            if (same.isEmpty()) {
                there.ifPresent(other -> refuseOccupied(repository.orElseThrow(), tag, other, built));
                missing.add(tag);
            }
            digest = digest.or(() -> same.map(PublishedImage::digest));
        }
        Optional<Digest> known = digest.or(() -> repository.flatMap(where -> elsewhere.get().stream()
                .filter(image -> image.withoutTagAndDigest().equals(where.uri()))
                .flatMap(image -> image.digest().stream())
                .flatMap(each -> published.find(where.name(), each).stream())
                .filter(image -> isSame(image, built))
                .map(PublishedImage::digest)
                .findFirst()));
        return known.<ImageDecision>map(there -> new ImageDecision.InRepository(Optional.empty(), there, missing))
                .orElseGet(() -> absent(built));
    }

    private static boolean isSame(PublishedImage there, ImageRecord built) {
        return built.imageDigest().filter(there.digest()::equals).isPresent()
                || built.imageId().filter(there::is).isPresent();
    }

    private static void refuseOccupied(Repository repository, Tag tag, PublishedImage there, ImageRecord built) {
        if (repository.mutability().isImmutable(tag)) {
            throw ImagePublisher.occupied(repository.uri().withTag(tag), there.digest(), idOf(built));
        }
    }

    private static Digest idOf(ImageRecord built) {
        return built.imageId()
                .or(built::imageDigest)
                .orElseThrow(() -> new IllegalStateException("tags are looked for without an id: " + built.image()));
    }

    private static ImageDecision absent(ImageRecord built) {
        return built.imageId()
                .<ImageDecision>map(id -> new ImageDecision.InEngine(Optional.empty(), id))
                .orElseGet(() -> new ImageDecision.Build(
                        Optional.empty(),
                        "the BuildKit daemon has it in its cache, and builds it from there to push it"));
    }
}
