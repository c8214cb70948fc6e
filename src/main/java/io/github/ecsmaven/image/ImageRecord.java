package io.github.ecsmaven.image;

import java.util.List;
import java.util.Optional;

/**
 * What one goal tells the next about a module's image, written to {@code target/ecs/image.json}.
 *
 * @param image the repository and its first tag: in {@code package} the name in the engine, after the push the name in Amazon ECR
 * @param imageId id of the image in the engine; none when a BuildKit daemon has built it and keeps it in its cache
 * @param imageDigest digest of the pushed manifest, once pushed
 * @param tags tags of the image, the content tag among them
 * @param contentTag tag over all that decides the image, where it is known
 * @param forced whether it was built although its content was there
 * @param platforms what it runs on, mostly one
 * @param imagePushed whether this image is in the registry
 * @param coordinates {@code groupId:artifactId:version} of the module
 * @param revision git commit that was built, where there is one
 * @param configuration fingerprint of the configuration that the image was built with
 */
public record ImageRecord(
        ImageReference image,
        Optional<Digest> imageId,
        Optional<Digest> imageDigest,
        List<Tag> tags,
        Optional<Tag> contentTag,
        boolean forced,
        List<Platform> platforms,
        boolean imagePushed,
        String coordinates,
        Optional<String> revision,
        String configuration) {

    public ImageRecord {
        tags = List.copyOf(tags);
        platforms = List.copyOf(platforms);
    }

    /** The same image after its push under these tags. */
    public ImageRecord pushed(ImageReference reference, Digest digest, List<Tag> published) {
        return new ImageRecord(
                reference,
                imageId,
                Optional.of(digest),
                published,
                contentTag,
                forced,
                platforms,
                true,
                coordinates,
                revision,
                configuration);
    }

    /** The same image under other tags. */
    public ImageRecord withTags(List<Tag> others) {
        return new ImageRecord(
                image,
                imageId,
                imageDigest,
                others,
                contentTag,
                forced,
                platforms,
                imagePushed,
                coordinates,
                revision,
                configuration);
    }

    /** The same image as one of which nobody knows what it was made of. */
    public ImageRecord withoutContentTag() {
        return new ImageRecord(
                image,
                imageId,
                imageDigest,
                tags.stream()
                        .filter(tag -> !contentTag.equals(Optional.of(tag)))
                        .toList(),
                Optional.empty(),
                forced,
                platforms,
                imagePushed,
                coordinates,
                revision,
                configuration);
    }

    /** Whether the content tag waits for the image to run instead of the one that has the tag. */
    public boolean isContentTagLeft() {
        return contentTag.filter(tag -> !tags.contains(tag)).isPresent();
    }
}
