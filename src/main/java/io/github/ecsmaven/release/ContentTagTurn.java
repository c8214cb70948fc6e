package io.github.ecsmaven.release;

import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecs.ImageUse;
import io.github.ecsmaven.ecs.ImageUses;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What becomes of a content tag once an image is deployed that was built by force. Another image of the same content may have it, which
 * may run; that is not taken away from it.
 */
public sealed interface ContentTagTurn {
    /** The content tag in its repository. */
    ImageReference tag();

    /** The new image gets it. */
    record Moves(ImageReference tag) implements ContentTagTurn {}

    /**
     * The image that has it keeps it.
     *
     * @param holder the image that has it
     * @param reason why, as a clause that ends a sentence about the holder
     */
    record Stays(ImageReference tag, Digest holder, String reason) implements ContentTagTurn {}

    /**
     * The image with the tags that its push gives it: all but a content tag that another image has, where a deployment follows.
     *
     * @param isDeployed whether one does
     */
    static ImageRecord atPush(ImageRecord built, boolean isDeployed, Repository repository, PublishedImages published) {
        if (!built.forced() || !isDeployed) {
            return built;
        }
        List<Tag> tags = built.tags().stream()
                .filter(tag -> repository.mutability().isImmutable(tag)
                        || !built.contentTag().equals(Optional.of(tag))
                        || published.find(repository.name(), tag).isEmpty())
                .toList();
        return built.withTags(tags);
    }

    /**
     * What becomes of it after the deployment.
     *
     * @param tag the content tag in its repository
     * @param holder the image that has it, if any
     * @param own the new image, where that is known
     * @param uses who runs images of the repository; asked only when that matters
     * @param toCome what is still to happen to services; none after the deployment
     * @return empty when the new image has it
     */
    static Optional<ContentTagTurn> afterDeployment(
            ImageReference tag,
            Optional<Digest> holder,
            Optional<Digest> own,
            Supplier<ImageUses> uses,
            List<ServiceChange> toCome) {
        if (holder.isPresent() && holder.equals(own)) {
            return Optional.empty();
        }
        return Optional.of(
                holder.flatMap(it -> staying(tag, it, uses.get(), toCome)).orElseGet(() -> new Moves(tag)));
    }

    private static Optional<ContentTagTurn> staying(
            ImageReference tag, Digest holder, ImageUses uses, List<ServiceChange> toCome) {
        boolean runs = uses.uses().stream()
                .filter(use -> use.kind() == ImageUse.Kind.CURRENT || use.kind() == ImageUse.Kind.TASK)
                .filter(use -> use.image().path().equals(tag.path()))
                .filter(use -> use.image().digest().equals(Optional.of(holder)))
                .anyMatch(use -> !isReplaced(use, toCome));
        if (runs || toCome.stream().anyMatch(change -> change.wanted().runs(holder))) {
            return Optional.of(new Stays(tag, holder, "which still runs"));
        }
        return uses.unchecked().stream()
                .findFirst()
                .map(missed -> new Stays(
                        tag,
                        holder,
                        "which may still run, for " + missed.what() + " could not be looked at: " + missed.why()));
    }

    /** A service that is deployed to runs in the end what was wanted, and nothing else. */
    private static boolean isReplaced(ImageUse use, List<ServiceChange> toCome) {
        return toCome.stream()
                .anyMatch(change -> change.service().reference().toString().equals(use.user()));
    }
}
