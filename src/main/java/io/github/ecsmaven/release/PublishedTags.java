package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecr.TaggedImages;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Under which tags a repository has a built image.
 *
 * @param image the image there; empty when the repository does not have it, as far as its tags tell
 * @param present tags that are the image's
 * @param missing tags that are to become the image's
 * @param archived tags of images in ECR's archive; those that leave it are missing too
 */
record PublishedTags(Optional<PublishedImage> image, List<Tag> present, List<Tag> missing, ArchivedTags archived) {
    PublishedTags {
        present = List.copyOf(present);
        missing = List.copyOf(missing);
    }

    /**
     * Looks. The image there is the very one that was built, under whichever of its tags; else, unless this one was built by force, the one
     * with the content tag. A content tag that another image has stays with it where the repository has the very one. What is in ECR's
     * archive is not there.
     *
     * @throws ActionableException when a tag that cannot be moved is another image's
     */
    static PublishedTags of(ImageRecord built, Repository repository, PublishedImages published) {
        TaggedImages found = published.look(repository.name(), built.tags());
        Map<Tag, PublishedImage> there = found.images();
        Optional<PublishedImage> image = imageOf(built, there);
        boolean isTheVeryOne = image.filter(own -> isSame(own, built)).isPresent();
        Predicate<Tag> stays = tag -> isTheVeryOne
                && !built.forced()
                && built.contentTag().equals(Optional.of(tag))
                && !isOf(image, there.get(tag));
        there.forEach((tag, holder) -> {
            if (!isOf(image, holder)
                    && !stays.test(tag)
                    && repository.mutability().isImmutable(tag)) {
                throw occupied(repository.uri().withTag(tag), holder.digest(), nameOf(built, image));
            }
        });
        ArchivedTags archived = ArchivedTags.of(found.archived(), repository);
        List<Tag> present = built.tags().stream()
                .filter(tag -> Optional.ofNullable(there.get(tag))
                        .filter(holder -> isOf(image, holder))
                        .isPresent())
                .toList();
        return new PublishedTags(
                image,
                present,
                built.tags().stream()
                        .filter(tag -> !present.contains(tag) && !(there.containsKey(tag) && stays.test(tag)))
                        .filter(tag -> !archived.staying().contains(tag))
                        .toList(),
                archived);
    }

    private static boolean isOf(Optional<PublishedImage> image, @Nullable PublishedImage holder) {
        return holder != null
                && image.filter(own -> own.digest().equals(holder.digest())).isPresent();
    }

    private static Optional<PublishedImage> imageOf(ImageRecord built, Map<Tag, PublishedImage> there) {
        return there.values().stream()
                .filter(image -> isSame(image, built))
                .findFirst()
                .or(() -> built.contentTag()
                        .filter(tag -> !built.forced())
                        .flatMap(tag -> Optional.ofNullable(there.get(tag))));
    }

    /** Whether an image of the repository is the one that was built. */
    static boolean isSame(PublishedImage there, ImageRecord built) {
        return built.imageDigest().filter(there.digest()::equals).isPresent()
                || built.imageId().filter(there::is).isPresent();
    }

    private static String nameOf(ImageRecord built, Optional<PublishedImage> image) {
        return image.map(PublishedImage::digest)
                .or(built::imageId)
                .map(PublishedTags::inWords)
                .orElse("");
    }

    private static String inWords(Digest digest) {
        return " (" + digest + ")";
    }

    static ActionableException occupied(ImageReference reference, Digest there, Digest built) {
        return occupied(reference, there, inWords(built));
    }

    private static ActionableException occupied(ImageReference reference, Digest there, String built) {
        return new ActionableException(
                reference + " is another image (" + there + ") than this module's" + built
                        + ", and the repository does not let the tag be moved.",
                reference.tag().filter(ContentKey::isContentTag).isPresent()
                        ? "Build without -Decs.force, which made another image of the same content, or let content tags be"
                                + " moved: <imageTagMutability>IMMUTABLE_WITH_EXCLUSION</imageTagMutability> with"
                                + " <imageTagMutabilityExclusions><filter>c-*</filter></imageTagMutabilityExclusions>."
                        : "Give the image another tag (a new project version, <tags>, -Decs.tags), or let tags be moved with"
                                + " <imageTagMutability>MUTABLE</imageTagMutability>.");
    }
}
