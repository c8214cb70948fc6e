package io.github.ecsmaven.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One rule, as far as it decides when an image goes (ECR user guide, "Lifecycle policy evaluation rules" and "Lifecycle policy
 * properties").
 *
 * @param tagStatus tagged, untagged or any
 * @param tags patterns of tags, for each of which an image must have one
 * @param ofArchive whether it is about archived images
 */
record ForecastRule(
        int priority,
        String tagStatus,
        List<Pattern> tags,
        boolean ofArchive,
        String countType,
        int countNumber,
        boolean archives) {

    static ForecastRule of(JsonNode rule) {
        JsonNode selection = rule.path("selection");
        List<Pattern> tags = new ArrayList<>();
        selection.path("tagPrefixList").forEach(prefix -> tags.add(pattern(prefix.asText() + "*")));
        selection.path("tagPatternList").forEach(pattern -> tags.add(pattern(pattern.asText())));
        return new ForecastRule(
                rule.path("rulePriority").asInt(),
                selection.path("tagStatus").asText(),
                tags,
                selection.path("storageClass").asText().equals("archive"),
                selection.path("countType").asText(),
                selection.path("countNumber").asInt(),
                rule.path("action").path("type").asText().equals("transition"));
    }

    private static Pattern pattern(String wildcards) {
        List<String> parts = List.of(wildcards.split("\\*", -1));
        return Pattern.compile(parts.stream().map(Pattern::quote).collect(Collectors.joining(".*")), Pattern.DOTALL);
    }

    boolean takes(ListedImage image) {
        return image.isArchived() == ofArchive && takesTags(image.tags());
    }

    boolean takesTags(List<String> ofImage) {
        return switch (tagStatus) {
            case "any" -> true;
            case "untagged" -> ofImage.isEmpty();
            default -> tags.stream().allMatch(pattern -> ofImage.stream()
                    .anyMatch(tag -> pattern.matcher(tag).matches()));
        };
    }

    /** Whether ECR has learnt a way to count that is not known here. */
    boolean isUnknown() {
        return !LifecycleRuleCheck.COUNT_TYPES.contains(countType);
    }

    /**
     * When each of these images is due, if nothing is pushed meanwhile. Those over a count are due at once.
     *
     * @param matching all images that the rule is about, those of earlier rules too: it counts them
     */
    Map<ListedImage, Instant> due(List<ListedImage> matching, Instant now) {
        Map<ListedImage, Instant> due = new LinkedHashMap<>();
        if (countType.equals("imageCountMoreThan")) {
            matching.stream()
                    .sorted(Comparator.comparing(ListedImage::pushedAt).reversed())
                    .skip(countNumber)
                    .forEach(image -> due.put(image, now));
            return due;
        }
        for (ListedImage image : matching) {
            since(image)
                    .map(begin -> begin.plus(Duration.ofDays(countNumber)))
                    .ifPresent(then -> due.put(image, then.isBefore(now) ? now : then));
        }
        return due;
    }

    private Optional<Instant> since(ListedImage image) {
        return switch (countType) {
            case "sinceImagePushed" -> Optional.of(image.pushedAt());
            case "sinceImagePulled" -> image.pulledAt().or(() -> Optional.of(image.pushedAt()));
            case "sinceImageTransitioned" -> image.archivedAt();
            default -> Optional.empty();
        };
    }
}
