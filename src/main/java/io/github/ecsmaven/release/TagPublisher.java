package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives an image that is in its repository already the tags that it lacks. Needs no engine, and moves no layer. */
public final class TagPublisher {
    private final PublishedImages published;
    private final PublishListener listener;

    public TagPublisher(PublishedImages published, PublishListener listener) {
        this.published = published;
        this.listener = listener;
    }

    /**
     * Publishes, where the repository has the image: the one with its content tag, unless it was built by force; else the one that the
     * engine knows by the same id.
     *
     * @return empty when the repository has no such image
     * @throws ActionableException when a tag that cannot be moved is another image's; then nothing is changed
     */
    public Optional<Publication> publish(ImageRecord built, Repository repository) {
        Map<Tag, PublishedImage> there = published.find(repository.name(), built.tags());
        Optional<PublishedImage> image = imageOf(built, there);
        there.forEach((tag, holder) -> {
            boolean others =
                    image.filter(own -> own.digest().equals(holder.digest())).isEmpty();
            if (others && repository.mutability().isImmutable(tag)) {
                throw occupied(repository.uri().withTag(tag), holder.digest(), nameOf(built, image));
            }
        });
        return image.map(own -> complete(own, built.tags(), there, repository));
    }

    private static Optional<PublishedImage> imageOf(ImageRecord built, Map<Tag, PublishedImage> there) {
        return built.contentTag()
                .filter(tag -> !built.forced())
                .flatMap(tag -> Optional.ofNullable(there.get(tag)))
                .or(() -> built.imageId().flatMap(id -> there.values().stream()
                        .filter(image -> image.is(id))
                        .findFirst()));
    }

    private static String nameOf(ImageRecord built, Optional<PublishedImage> image) {
        return image.map(PublishedImage::digest)
                .or(built::imageId)
                .map(digest -> "(" + digest + ")")
                .orElse("now");
    }

    private Publication complete(
            PublishedImage image, List<Tag> tags, Map<Tag, PublishedImage> there, Repository repository) {
        List<Tag> missing = tags.stream()
                .filter(tag -> Optional.ofNullable(there.get(tag))
                        .filter(holder -> holder.digest().equals(image.digest()))
                        .isEmpty())
                .toList();
        List<Tag> present = tags.stream().filter(tag -> !missing.contains(tag)).toList();
        listener.alreadyPublished(repository.uri(), image.digest(), present);
        missing.forEach(tag -> add(tag, image, repository));
        return new Publication(image.digest(), false, !missing.isEmpty());
    }

    /**
     * Gives further tags to an image that was just pushed.
     *
     * @throws ActionableException when somebody took one that cannot be moved, or deleted the image
     */
    void addAll(List<Tag> tags, Digest pushed, Repository repository) {
        if (tags.isEmpty()) {
            return;
        }
        PublishedImage image = published
                .find(repository.name(), pushed)
                .orElseThrow(() -> new ActionableException(
                        repository.uri() + " has no image " + pushed
                                + ", which was just pushed: somebody deletes images.",
                        "See who, then run mvn deploy again."));
        tags.forEach(tag -> add(tag, image, repository));
    }

    private void add(Tag tag, PublishedImage image, Repository repository) {
        ImageReference reference = repository.uri().withTag(tag);
        if (!published.tag(repository.name(), image, tag)) {
            Digest holder = published.digestOf(repository.name(), tag).orElse(image.digest());
            throw occupied(reference, holder, "(" + image.digest() + ")");
        }
        listener.tagged(reference, image.digest());
    }

    static ActionableException occupied(ImageReference reference, Digest there, String built) {
        return new ActionableException(
                reference + " is another image (" + there + ") than the one that was built " + built
                        + ", and the repository does not let the tag be moved.",
                "Give the image another tag (a new project version, <tags>, -Decs.tags), or let tags be moved with"
                        + " <imageTagMutability>MUTABLE</imageTagMutability>.");
    }
}
