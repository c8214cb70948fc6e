package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A lifecycle policy that passed ECR's checks.
 *
 * @param text with the rules sorted by priority, which is how ECR gives it back
 * @param rules in the order of their priority
 */
record LifecyclePolicy(String text, List<LifecycleRule> rules) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHORTEST = 100;
    private static final int LONGEST = 30_720;

    LifecyclePolicy {
        rules = List.copyOf(rules);
    }

    /** @throws AwsError InvalidParameterException as ECR answers to a text that it does not take */
    static LifecyclePolicy parse(String text) throws AwsError {
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            throw AwsError.badRequest(
                    "InvalidParameterException",
                    "1 validation error detected: Value at 'lifecyclePolicyText' failed to satisfy constraint: Member"
                            + " must have length between " + SHORTEST + " and " + LONGEST);
        }
        ObjectNode root = read(text);
        List<LifecycleRule> rules = new ArrayList<>();
        for (JsonNode rule : LifecycleSchema.rules(root)) {
            rules.add(LifecycleSchema.rule(rule));
        }
        rules.sort(Comparator.comparingInt(LifecycleRule::priority));
        LifecycleRuleSet.check(rules);
        return new LifecyclePolicy(sorted(root), rules);
    }

    private static ObjectNode read(String text) throws AwsError {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException notJson) {
            throw LifecycleSchema.failure("Could not map policyString into LifecyclePolicy.");
        }
        throw LifecycleSchema.failure("Could not map policyString into LifecyclePolicy.");
    }

    private static String sorted(ObjectNode root) {
        List<JsonNode> rules = new ArrayList<>();
        root.path("rules").forEach(rules::add);
        rules.sort(Comparator.comparingInt(rule -> rule.path("rulePriority").asInt()));
        ObjectNode copy = JSON.createObjectNode();
        copy.putArray("rules").addAll(rules);
        return copy.toString();
    }

    /**
     * What the policy would do at a moment: at most one rule acts on an image, and an image that matches a rule is out of reach for
     * those after it, though they still count it.
     */
    Map<StoredImage, LifecycleRule> evaluate(ImageStore store, Instant now) {
        List<StoredImage> reachable = store.all().stream()
                .filter(image -> store.indexesOf(image).isEmpty())
                .toList();
        Map<StoredImage, LifecycleRule> actions = new LinkedHashMap<>();
        Set<StoredImage> taken = new HashSet<>();
        for (LifecycleRule rule : rules) {
            List<StoredImage> matching =
                    reachable.stream().filter(rule::matches).toList();
            rule.overdue(matching, now).stream()
                    .filter(image -> !taken.contains(image))
                    .forEach(image -> actions.put(image, rule));
            taken.addAll(matching);
        }
        return actions;
    }
}
