package io.github.ecsmaven.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Says what rules do, in words. */
final class LifecycleSentences {
    private LifecycleSentences() {}

    static List<String> of(List<JsonNode> rules) {
        List<String> sentences = new ArrayList<>();
        for (JsonNode rule : rules) {
            sentences.add(sentence(rule, sentences.isEmpty()));
        }
        return sentences;
    }

    private static String sentence(JsonNode rule, boolean first) {
        JsonNode selection = rule.path("selection");
        boolean any = selection.path("tagStatus").asText().equals("any");
        String does = rule.path("action").path("type").asText().equals("transition") ? "move to the archive" : "expire";
        boolean byNumber = selection.path("countType").asText().equals("imageCountMoreThan");
        String said = byNumber ? allButTheNewest(selection, any, does) : afterDays(selection, any, does);
        // An image that an earlier rule matches is counted by a later one, but left to the earlier (ECR user guide).
        return any && !first ? said + " (what a rule above matches is left to it)" : said;
    }

    private static String allButTheNewest(JsonNode selection, boolean any, String does) {
        long number = selection.path("countNumber").asLong();
        return "of " + (any ? "all " : "the ") + images(selection) + ", all but the newest "
                + (number == 1 ? "one" : number) + " " + does;
    }

    private static String afterDays(JsonNode selection, boolean any, String does) {
        long number = selection.path("countNumber").asLong();
        return (any ? "all " : "") + images(selection) + " " + does + " " + number + (number == 1 ? " day" : " days")
                + " after " + event(selection);
    }

    private static String event(JsonNode selection) {
        return switch (selection.path("countType").asText()) {
            case "sinceImagePulled" -> "their last pull";
            case "sinceImageTransitioned" -> "their move to the archive";
            default -> "their push";
        };
    }

    private static String images(JsonNode selection) {
        String archived = selection.path("storageClass").asText().equals("archive") ? "archived " : "";
        return switch (selection.path("tagStatus").asText()) {
            case "untagged" -> archived + "untagged images";
            case "tagged" -> archived + tagged(patterns(selection));
            default -> archived + "images";
        };
    }

    private static List<String> patterns(JsonNode selection) {
        List<String> patterns = new ArrayList<>();
        selection.path("tagPrefixList").forEach(prefix -> patterns.add(prefix.asText() + "*"));
        selection.path("tagPatternList").forEach(pattern -> patterns.add(pattern.asText()));
        return patterns;
    }

    private static String tagged(List<String> patterns) {
        return patterns.size() == 1
                ? "images tagged " + patterns.get(0)
                : "images that have tags for all of " + String.join(" and ", patterns);
    }
}
