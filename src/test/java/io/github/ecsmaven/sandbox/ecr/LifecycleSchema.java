package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The form of a lifecycle policy's JSON. ECR checks a JSON schema and answers with its validator's sentences; those that are known from
 * people's error reports are used here.
 */
final class LifecycleSchema {
    private static final String ONE_SCHEMA = "instance failed to match exactly one schema (matched 0 out of 2)";
    private static final Set<String> SELECTION = Set.of(
            "tagStatus", "tagPrefixList", "tagPatternList", "storageClass", "countType", "countUnit", "countNumber");
    private static final Pattern PATTERN = Pattern.compile("[0-9a-zA-Z._*-]{1,128}");
    private static final int MOST_WILDCARDS = 4;

    private LifecycleSchema() {}

    static AwsError failure(String why) {
        return EcrErrors.invalidParameter("LifecyclePolicyText", "Lifecycle policy validation failure: " + why);
    }

    static JsonNode rules(JsonNode root) throws AwsError {
        requireObject(root, Set.of("rules"), Set.of("rules"));
        JsonNode rules = root.path("rules");
        if (!rules.isArray()) {
            throw wrongType(rules, "array");
        }
        if (rules.isEmpty()) {
            throw failure("array is too short: must have at least 1 elements but instance has 0 elements");
        }
        return rules;
    }

    static LifecycleRule rule(JsonNode rule) throws AwsError {
        requireObject(
                rule,
                Set.of("rulePriority", "description", "selection", "action"),
                Set.of("rulePriority", "selection", "action"));
        if (rule.has("description") && !rule.path("description").isTextual()) {
            throw wrongType(rule.path("description"), "string");
        }
        JsonNode selection = rule.path("selection");
        requireObject(selection, SELECTION, Set.of("tagStatus", "countType", "countNumber"));
        String actionType = action(rule.path("action"));
        String storageClass = choice(selection, "storageClass", "standard", "archive", "standard");
        String countType = countType(selection, actionType, storageClass);
        return new LifecycleRule(
                positive(rule, "rulePriority"),
                choice(selection, "tagStatus", "any", "any", "tagged", "untagged"),
                entries(selection, "tagPrefixList"),
                patterns(selection),
                storageClass,
                countType,
                positive(selection, "countNumber"),
                actionType);
    }

    private static String action(JsonNode action) throws AwsError {
        requireObject(action, Set.of("type", "targetStorageClass"), Set.of("type"));
        String type = choice(action, "type", "expire", "expire", "transition");
        // The target belongs to a transition and to nothing else, not even as null (cloudposse/terraform-aws-ecr #158).
        if (type.equals("transition") != action.has("targetStorageClass")) {
            throw failure(ONE_SCHEMA);
        }
        choice(action, "targetStorageClass", "archive", "archive");
        return type;
    }

    private static String countType(JsonNode selection, String action, String storageClass) throws AwsError {
        String type = selection.path("countType").asText();
        boolean archive = storageClass.equals("archive");
        boolean fits =
                switch (type) {
                    case "imageCountMoreThan", "sinceImagePushed" -> true;
                    case "sinceImagePulled" -> action.equals("transition");
                    case "sinceImageTransitioned" -> archive && action.equals("expire");
                    default -> false;
                };
        boolean inDays = selection.has("countUnit");
        if (!fits || inDays == type.equals("imageCountMoreThan") || archive && action.equals("transition")) {
            throw failure(ONE_SCHEMA);
        }
        choice(selection, "countUnit", "days", "days");
        return type;
    }

    private static List<String> patterns(JsonNode selection) throws AwsError {
        List<String> patterns = entries(selection, "tagPatternList");
        for (String pattern : patterns) {
            long wildcards = pattern.chars().filter(c -> c == '*').count();
            if (!PATTERN.matcher(pattern).matches() || wildcards > MOST_WILDCARDS) {
                throw failure("tag pattern '" + pattern + "' must match " + PATTERN + " with at most " + MOST_WILDCARDS
                        + " wildcards");
            }
        }
        return patterns;
    }

    private static List<String> entries(JsonNode selection, String name) throws AwsError {
        List<String> entries = new ArrayList<>();
        if (!selection.has(name)) {
            return entries;
        }
        JsonNode list = selection.path(name);
        if (!list.isArray()) {
            throw wrongType(list, "array");
        }
        for (JsonNode entry : list) {
            if (!entry.isTextual() || entry.textValue().isEmpty()) {
                throw wrongType(entry, "string");
            }
            entries.add(entry.textValue());
        }
        if (entries.isEmpty()) {
            throw failure("array is too short: must have at least 1 elements but instance has 0 elements");
        }
        return entries;
    }

    private static int positive(JsonNode node, String name) throws AwsError {
        JsonNode number = node.path(name);
        if (!number.isInt()) {
            throw wrongType(number, "integer");
        }
        if (number.intValue() < 1) {
            throw failure("numeric instance is lower than the required minimum (minimum: 1, found: " + number.intValue()
                    + ")");
        }
        return number.intValue();
    }

    private static String choice(JsonNode node, String name, String absent, String... allowed) throws AwsError {
        if (!node.has(name)) {
            return absent;
        }
        String value = node.path(name).asText();
        if (!node.path(name).isTextual() || !Set.of(allowed).contains(value)) {
            throw failure("instance value (" + value + ") not found in enum (possible values: "
                    + quoted(new TreeSet<>(Set.of(allowed))) + ")");
        }
        return value;
    }

    private static void requireObject(JsonNode node, Set<String> allowed, Set<String> required) throws AwsError {
        if (!node.isObject()) {
            throw wrongType(node, "object");
        }
        Set<String> missing = new TreeSet<>(required);
        Set<String> unknown = new TreeSet<>();
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            missing.remove(name);
            if (!allowed.contains(name)) {
                unknown.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw failure("object has missing required properties (" + quoted(missing) + ")");
        }
        if (!unknown.isEmpty()) {
            throw failure("object instance has properties which are not allowed by the schema: " + quoted(unknown));
        }
    }

    private static AwsError wrongType(JsonNode node, String wanted) {
        String found = node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
        return failure("instance type (" + found + ") does not match any allowed primitive type (allowed: [\"" + wanted
                + "\"])");
    }

    private static String quoted(Set<String> names) {
        return "[\"" + String.join("\",\"", names) + "\"]";
    }
}
