package io.github.ecsmaven.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** One form for all texts of a rule that mean the same. */
final class CanonicalRules {
    private static final List<String> ORDER = List.of(
            "rulePriority",
            "description",
            "selection",
            "tagStatus",
            "tagPrefixList",
            "tagPatternList",
            "storageClass",
            "countType",
            "countUnit",
            "countNumber",
            "action",
            "type",
            "targetStorageClass");

    private static final Comparator<String> BY_ORDER = Comparator.<String>comparingInt(
                    name -> ORDER.contains(name) ? ORDER.indexOf(name) : ORDER.size())
            .thenComparing(Comparator.naturalOrder());

    private CanonicalRules() {}

    static List<JsonNode> of(List<JsonNode> rules) {
        return rules.stream()
                .map(CanonicalRules::canonical)
                .sorted(Comparator.comparingLong(
                        rule -> rule.path("rulePriority").asLong()))
                .toList();
    }

    private static JsonNode canonical(JsonNode node) {
        if (node.isObject()) {
            return canonicalObject(node);
        }
        return node.isArray() ? sorted(node) : node;
    }

    private static ObjectNode canonicalObject(JsonNode node) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().stream()
                .filter(member -> !saysNothing(member))
                .sorted(Map.Entry.comparingByKey(BY_ORDER))
                .forEach(member -> object.set(member.getKey(), canonical(member.getValue())));
        return object;
    }

    private static boolean saysNothing(Map.Entry<String, JsonNode> member) {
        JsonNode value = member.getValue();
        boolean defaultStorage =
                member.getKey().equals("storageClass") && value.asText().equals("standard");
        return value.isNull() || defaultStorage || value.isArray() && value.isEmpty();
    }

    // An image must match all prefixes or patterns, so their order says nothing.
    private static ArrayNode sorted(JsonNode list) {
        ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
        StreamSupport.stream(list.spliterator(), false)
                .sorted(Comparator.comparing(JsonNode::asText))
                .forEach(sorted::add);
        return sorted;
    }
}
