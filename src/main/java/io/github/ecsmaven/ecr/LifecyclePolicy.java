package io.github.ecsmaven.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Which images of a repository expire, and when. Two policies are equal when they mean the same: neither the order of rules nor that of
 * prefixes matters to ECR, only priorities do.
 */
public final class LifecyclePolicy {
    private final List<JsonNode> rules;

    private LifecyclePolicy(List<JsonNode> rules) {
        this.rules = CanonicalRules.of(rules);
    }

    /**
     * A policy of rules in the order in which the user wrote them; rules for any image come last, as ECR demands.
     *
     * @throws ActionableException when ECR would refuse it; it lists everything that is wrong and names the XML elements
     */
    public static LifecyclePolicy of(List<LifecycleRule> rules) {
        LifecycleRules written = new LifecycleRules(rules);
        List<LifecycleFinding> findings = new ArrayList<>(written.findings());
        List<JsonNode> nodes = written.toJson();
        findings.addAll(new LifecycleCheck(nodes, written).findings());
        LifecycleFinding.requireNone(findings, "Correct these elements; <lifecycle> takes 1 to 50 rules.");
        return new LifecyclePolicy(nodes).checkedLength("<lifecycle>");
    }

    /**
     * Reads a policy in ECR's own JSON.
     *
     * @throws ActionableException when ECR would refuse it; it lists everything that is wrong and names the places in the JSON
     */
    public static LifecyclePolicy parse(String json) {
        JsonNode policy = read(json);
        List<LifecycleFinding> findings = new ArrayList<>(LifecycleCheck.unknownMembers(policy, "", "rules"));
        List<JsonNode> rules = rulesOf(policy);
        findings.addAll(new LifecycleCheck(rules, LifecyclePlaces.IN_JSON).findings());
        LifecycleFinding.requireNone(
                findings, "Correct the file that <lifecyclePolicyFile> names (ECR user guide, \"Lifecycle policy\").");
        return new LifecyclePolicy(rules).checkedLength("<lifecyclePolicyFile>");
    }

    /** What ECR itself keeps: it is taken as it is, since ECR may know more than we do. */
    static LifecyclePolicy ofEcr(String json) {
        return new LifecyclePolicy(rulesOf(read(json)));
    }

    private static JsonNode read(String json) {
        try {
            return JsonText.read(json);
        } catch (JsonProcessingException e) {
            throw new ActionableException(
                    "The lifecycle policy is no JSON: " + e.getOriginalMessage() + " at line "
                            + e.getLocation().getLineNr() + ".",
                    "Correct the file that <lifecyclePolicyFile> names.",
                    e);
        }
    }

    private static List<JsonNode> rulesOf(JsonNode policy) {
        return StreamSupport.stream(policy.path("rules").spliterator(), false).toList();
    }

    // ECR API reference, PutLifecyclePolicy: lifecyclePolicyText has 100 to 30,720 characters.
    private LifecyclePolicy checkedLength(String element) {
        int length = toJson().length();
        if (length > 30_720) {
            throw new ActionableException(
                    "The lifecycle policy has " + length + " characters, and ECR takes 30720.",
                    "Shorten " + element + ": fewer rules, or shorter descriptions.");
        }
        return this;
    }

    /** The policy in ECR's JSON: rules by priority, members in a fixed order, no white space. */
    public String toJson() {
        ArrayNode ordered = JsonText.array().addAll(rules);
        ObjectNode policy = JsonText.object();
        policy.set("rules", ordered);
        return JsonText.write(policy);
    }

    /** What each rule does, in the order in which ECR applies them, such as "untagged images expire 7 days after their push". */
    public List<String> sentences() {
        return LifecycleSentences.of(rules);
    }

    /** What the rule with a priority does, in the same words; its number alone where it is not known. */
    public String sentence(int priority) {
        List<String> sentences = sentences();
        for (int index = 0; index < rules.size(); index++) {
            if (rules.get(index).path("rulePriority").asInt() == priority) {
                return "rule " + priority + " (" + sentences.get(index) + ")";
            }
        }
        return "rule " + priority;
    }

    /** Whether a rule is about images that have these tags and no others; none for untagged ones. */
    public boolean covers(List<String> tags) {
        return rules.stream().map(ForecastRule::of).anyMatch(rule -> rule.takesTags(tags));
    }

    List<JsonNode> rules() {
        return rules;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LifecyclePolicy policy && policy.rules.equals(rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }

    @Override
    public String toString() {
        return toJson();
    }
}
