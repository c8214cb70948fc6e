package io.github.ecsmaven.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rules as the user wrote them in the POM: their JSON, in the same order, and where each member of it comes from. */
final class LifecycleRules implements LifecyclePlaces {
    private final List<LifecycleRule> rules;

    LifecycleRules(List<LifecycleRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** What only this form can get wrong: JSON has one count for a rule, here there are two elements for it. */
    List<LifecycleFinding> findings() {
        return IntStream.range(0, rules.size())
                .filter(index -> hasLimits(rules.get(index)) != 1)
                .mapToObj(index -> new LifecycleFinding(
                        rule(index),
                        hasLimits(rules.get(index)) == 0
                                ? "one of <maximumAgeLimit> (days) and <maximumNumberOfImages> is missing"
                                : "<maximumAgeLimit> and <maximumNumberOfImages> exclude one another; write two rules"))
                .toList();
    }

    private static int hasLimits(LifecycleRule rule) {
        return (rule.maximumAgeLimit().isPresent() ? 1 : 0)
                + (rule.maximumNumberOfImages().isPresent() ? 1 : 0);
    }

    List<JsonNode> toJson() {
        List<JsonNode> nodes = new ArrayList<>();
        for (int index = 0; index < rules.size(); index++) {
            nodes.add(toJson(rules.get(index), priority(index)));
        }
        return nodes;
    }

    private int priority(int index) {
        boolean any = isAny(rules.get(index));
        long othersBefore = IntStream.range(0, rules.size())
                .filter(other -> isAny(rules.get(other)) == any ? other < index : any)
                .count();
        return Math.toIntExact(othersBefore) + 1;
    }

    private static boolean isAny(LifecycleRule rule) {
        return rule.selection() == LifecycleRule.Selection.ANY;
    }

    private static ObjectNode toJson(LifecycleRule rule, int priority) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("rulePriority", priority);
        rule.description().ifPresent(words -> node.put("description", words));
        ObjectNode selection =
                node.putObject("selection").put("tagStatus", rule.selection().word());
        putList(selection, "tagPrefixList", rule.tagPrefixes());
        putList(selection, "tagPatternList", rule.tagPatterns());
        if (rule.maximumAgeLimit().isPresent()) {
            selection.put("countType", "sinceImagePushed").put("countUnit", "days");
        } else {
            selection.put("countType", "imageCountMoreThan");
        }
        // A missing limit is a finding already; as 1 it is not found once more.
        selection.put(
                "countNumber",
                rule.maximumAgeLimit().or(rule::maximumNumberOfImages).orElse(1));
        node.putObject("action").put("type", "expire");
        return node;
    }

    private static void putList(ObjectNode selection, String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode list = selection.putArray(name);
            values.forEach(list::add);
        }
    }

    @Override
    public String policy() {
        return "<lifecycle><rules>";
    }

    @Override
    public String rule(int index) {
        return "<lifecycle><rules><rule>[" + (index + 1) + "]";
    }

    @Override
    public String member(int index, JsonNode rule, String path) {
        return rule(index)
                + switch (path) {
                    case "selection.tagStatus" -> "<selection>";
                    case "selection.tagPrefixList" -> "<tagPrefixes>";
                    case "selection.tagPatternList" -> "<tagPatterns>";
                    case "selection.countNumber" -> rules.get(index)
                                    .maximumAgeLimit()
                                    .isPresent()
                            ? "<maximumAgeLimit>"
                            : "<maximumNumberOfImages>";
                    default -> "";
                };
    }
}
