package io.github.ecsmaven.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.JsonText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A policy as its values by their places. In a policy one value means the same as a list of it, and the order of a list, and of statements,
 * nothing (IAM user guide, "IAM JSON policy elements" and "Grammar of the IAM JSON policy language").
 */
final class PolicyFields {
    private static final String STATEMENT = "Statement";
    private static final String SID = "Sid";

    private final Map<String, Set<String>> values = new TreeMap<>();

    private PolicyFields() {}

    /** What two policies do not share, in the order of the places. */
    static List<PolicyDifference> differences(JsonNode before, JsonNode after) {
        Set<Map<String, Set<String>>> had = statements(before);
        Set<Map<String, Set<String>>> wanted = statements(after);
        return differences(of(before, wanted).values, of(after, had).values);
    }

    /** @param others statements that the other policy has as well, wherever it has them */
    private static PolicyFields of(JsonNode policy, Set<Map<String, Set<String>>> others) {
        PolicyFields fields = new PolicyFields();
        policy.properties().stream()
                .filter(field -> !field.getKey().equals(STATEMENT))
                .forEach(field -> fields.add(field.getKey(), field.getValue()));
        List<JsonNode> statements = list(policy.path(STATEMENT));
        for (int index = 0; index < statements.size(); index++) {
            JsonNode statement = statements.get(index);
            if (!others.contains(statement(statement).values)) {
                fields.add(statement, nameOf(statement, statements), index);
            }
        }
        return fields;
    }

    private void add(JsonNode statement, Optional<String> name, int index) {
        String place = STATEMENT + "[" + name.orElse(String.valueOf(index)) + "]";
        add(place, statement);
        name.ifPresent(said -> values.remove(place + "." + SID));
    }

    private static Set<Map<String, Set<String>>> statements(JsonNode policy) {
        return list(policy.path(STATEMENT)).stream()
                .map(statement -> statement(statement).values)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static PolicyFields statement(JsonNode statement) {
        PolicyFields fields = new PolicyFields();
        fields.add("", statement);
        return fields;
    }

    private static Optional<String> nameOf(JsonNode statement, List<JsonNode> all) {
        String sid = statement.path(SID).asText();
        boolean itsOwn =
                all.stream().filter(one -> one.path(SID).asText().equals(sid)).count() == 1;
        return sid.isEmpty() || !itsOwn ? Optional.empty() : Optional.of(sid);
    }

    private static List<JsonNode> list(JsonNode node) {
        List<JsonNode> elements = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(elements::add);
        } else if (!node.isMissingNode()) {
            elements.add(node);
        }
        return elements;
    }

    private void add(String path, JsonNode node) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties().forEach(field -> add(path + "." + field.getKey(), field.getValue()));
        } else if (node.isArray() && !node.isEmpty()) {
            node.forEach(element -> add(path, element));
        } else {
            values.computeIfAbsent(path, it -> new TreeSet<>())
                    .add(node.isValueNode() ? node.asText() : JsonText.write(node));
        }
    }

    private static List<PolicyDifference> differences(Map<String, Set<String>> before, Map<String, Set<String>> after) {
        Set<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        return paths.stream()
                .flatMap(path ->
                        differences(path, before.getOrDefault(path, Set.of()), after.getOrDefault(path, Set.of())))
                .toList();
    }

    private static Stream<PolicyDifference> differences(String path, Set<String> before, Set<String> after) {
        if (before.size() == 1 && after.size() == 1) {
            return before.equals(after)
                    ? Stream.empty()
                    : Stream.of(new PolicyDifference(path, first(before), first(after)));
        }
        return Stream.concat(
                before.stream()
                        .filter(value -> !after.contains(value))
                        .map(value -> new PolicyDifference(path, Optional.of(value), Optional.empty())),
                after.stream()
                        .filter(value -> !before.contains(value))
                        .map(value -> new PolicyDifference(path, Optional.empty(), Optional.of(value))));
    }

    private static Optional<String> first(Set<String> values) {
        return values.stream().findFirst();
    }
}
