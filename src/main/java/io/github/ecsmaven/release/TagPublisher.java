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
     * Publishes, where the repository has the image.
     *
     * @return empty when the repository has no such image
     * @throws ActionableException when a tag that cannot be moved is another image's; then nothing is changed
     */
    public Optional<Publication> publish(ImageRecord built, Repository repository) {
        return published(built, repository).or(() -> publish(look(built, repository), repository));
    }

    /** What needs no look, since a list of the repository has just shown one image under all tags, and that by its content. */
    Optional<Publication> published(ImageRecord built, Repository repository) {
        boolean isKnownByContent = !built.forced()
                && built.contentTag().filter(built.tags()::contains).isPresent();
        Optional<Digest> digest =
                isKnownByContent ? published.knownDigestOf(repository.name(), built.tags()) : Optional.empty();
        return digest.map(own -> {
            listener.alreadyPublished(repository.uri(), own, built.tags());
            return new Publication(own, false, false);
        });
    }

    /** Under which tags the repository has the image. */
    PublishedTags look(ImageRecord built, Repository repository) {
        PublishedTags tags = PublishedTags.of(built, repository, published);
        tags.archived().tell(listener, published, repository);
        return tags;
    }

    Optional<Publication> publish(PublishedTags tags, Repository repository) {
        return tags.image().map(image -> {
            listener.alreadyPublished(repository.uri(), image.digest(), tags.present());
            tags.missing().forEach(tag -> add(tag, image, repository));
            return new Publication(image.digest(), false, !tags.missing().isEmpty());
        });
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
            throw PublishedTags.occupied(reference, holder, image.digest());
        }
        listener.tagged(reference, image.digest());
    }
}
