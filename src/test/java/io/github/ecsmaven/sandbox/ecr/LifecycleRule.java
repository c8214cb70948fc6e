package io.github.ecsmaven.sandbox.ecr;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a lifecycle policy (aws.md 2.7).
 *
 * @param tagStatus tagged, untagged or any
 * @param prefixes of tags, all of which an image must carry
 * @param patterns of tags with {@code *}, all of which an image must carry
 * @param storageClass standard or archive
 * @param countType imageCountMoreThan, sinceImagePushed, sinceImagePulled or sinceImageTransitioned
 * @param actionType expire or transition
 */
record LifecycleRule(
        int priority,
        String tagStatus,
        List<String> prefixes,
        List<String> patterns,
        String storageClass,
        String countType,
        int countNumber,
        String actionType) {
    LifecycleRule {
        prefixes = List.copyOf(prefixes);
        patterns = List.copyOf(patterns);
    }

    /** Whether the rule is about this image at all. */
    boolean matches(StoredImage image) {
        return image.isArchived() == storageClass.equals("archive") && matchesTags(image.tags());
    }

    private boolean matchesTags(List<String> tags) {
        return switch (tagStatus) {
            case "any" -> true;
            case "untagged" -> tags.isEmpty();
            default -> prefixes.stream().allMatch(prefix -> tags.stream().anyMatch(tag -> tag.startsWith(prefix)))
                    && patterns.stream()
                            .allMatch(pattern -> tags.stream().anyMatch(tag -> Wildcard.matches(pattern, tag)));
        };
    }

    /** Of the images that match, those over the count or the age. */
    List<StoredImage> overdue(List<StoredImage> matching, Instant now) {
        if (countType.equals("imageCountMoreThan")) {
            return matching.stream()
                    .sorted(Comparator.comparing(StoredImage::pushedAt).reversed())
                    .skip(countNumber)
                    .toList();
        }
        Instant limit = now.minus(Duration.ofDays(countNumber));
        return matching.stream()
                .filter(image -> since(image) != null && since(image).isBefore(limit))
                .toList();
    }

    private @Nullable Instant since(StoredImage image) {
        return switch (countType) {
            case "sinceImagePulled" -> image.lastPulledAt() == null ? image.pushedAt() : image.lastPulledAt();
            case "sinceImageTransitioned" -> image.archivedAt();
            default -> image.pushedAt();
        };
    }
}
