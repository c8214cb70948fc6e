package io.github.ecsmaven.ecr;

import io.github.ecsmaven.image.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An image as ECR lists it (ECR API reference, ImageDetail).
 *
 * @param digest digest of its manifest or index
 * @param tags its tags; none for an untagged image
 * @param pushedAt when it was pushed
 * @param index whether it is an index, which names an image for each platform
 * @param archivedAt when it went to the archive; absent when it is not there
 * @param pulledAt when it was last pulled, as far as ECR has recorded it
 */
public record ListedImage(
        Digest digest,
        List<String> tags,
        Instant pushedAt,
        boolean index,
        Optional<Instant> archivedAt,
        Optional<Instant> pulledAt) {
    public ListedImage {
        tags = List.copyOf(tags);
    }

    boolean isArchived() {
        return archivedAt.isPresent();
    }

    ListedImage without(List<String> moved) {
        return new ListedImage(
                digest,
                tags.stream().filter(tag -> !moved.contains(tag)).toList(),
                pushedAt,
                index,
                archivedAt,
                pulledAt);
    }
}
