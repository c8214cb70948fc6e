package io.github.ecsmaven.ecr;

import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All images of a repository at one moment. Immutable.
 *
 * @param images every one, archived ones too
 * @param indexesOf for an image that an index names, the indexes that do; empty until it was read
 */
public record RepositoryContents(List<ListedImage> images, Map<Digest, Set<Digest>> indexesOf) {
    public RepositoryContents {
        images = List.copyOf(images);
        indexesOf = Map.copyOf(indexesOf);
    }

    /** Nothing, as in a repository that does not exist. */
    public static RepositoryContents none() {
        return new RepositoryContents(List.of(), Map.of());
    }

    /** The digest that a tag points to. */
    public Optional<Digest> digestOf(Tag tag) {
        return images.stream()
                .filter(image -> image.tags().contains(tag.value()))
                .map(ListedImage::digest)
                .findFirst();
    }

    /** The digest of the one image that has all the tags, and is not in ECR's archive. */
    Optional<Digest> digestOf(List<Tag> tags) {
        return images.stream()
                .filter(image -> !image.isArchived())
                .filter(image -> tags.stream().map(Tag::value).allMatch(image.tags()::contains))
                .map(ListedImage::digest)
                .findFirst();
    }

    public Optional<ListedImage> find(Digest digest) {
        return images.stream().filter(image -> image.digest().equals(digest)).findFirst();
    }

    /** Whether there is an index whose images may be among the others. */
    public boolean hasIndexes() {
        return images.stream().anyMatch(ListedImage::index);
    }

    /**
     * The images that count: without those that an index names, since they stay as long as it does (ECR user guide, "Automate the cleanup
     * of images": an image that a manifest list refers to cannot be expired without the list being deleted first).
     */
    public List<ListedImage> whole() {
        return images.stream()
                .filter(image ->
                        indexesOf.getOrDefault(image.digest(), Set.of()).isEmpty())
                .toList();
    }

    /** As they will be when this image is pushed; its tags leave the images that have them now. */
    public RepositoryContents withPush(ListedImage pushed) {
        List<ListedImage> after = new ArrayList<>();
        images.forEach(image -> after.add(image.without(pushed.tags())));
        after.add(pushed);
        return new RepositoryContents(after, indexesOf);
    }
}
