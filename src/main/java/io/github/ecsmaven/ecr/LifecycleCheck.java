package io.github.ecsmaven.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What ECR demands of a whole lifecycle policy; {@link LifecycleRuleCheck} looks at each rule (ECR user guide, "Lifecycle policy
 * properties" and "Lifecycle policy evaluation rules").
 */
final class LifecycleCheck {
    private static final int MAX_RULES = 50;

    private final List<JsonNode> rules;
    private final LifecyclePlaces places;
    private final List<LifecycleFinding> findings = new ArrayList<>();

    LifecycleCheck(List<JsonNode> rules, LifecyclePlaces places) {
        this.rules = rules;
        this.places = places;
    }

    List<LifecycleFinding> findings() {
        if (rules.isEmpty()) {
            findings.add(new LifecycleFinding(places.policy(), "there is no rule"));
        } else if (rules.size() > MAX_RULES) {
            findings.add(new LifecycleFinding(
                    places.policy(), "there are " + rules.size() + " rules, and " + MAX_RULES + " are allowed"));
        }
        for (int index = 0; index < rules.size(); index++) {
            findings.addAll(new LifecycleRuleCheck(index, rules.get(index), places).findings());
        }
        prioritiesAreUnique();
        oneRuleFor("untagged");
        oneRuleFor("any");
        anyComesLast();
        listsDoNotRepeat("tagPrefixList");
        return findings;
    }

    static List<LifecycleFinding> unknownMembers(JsonNode node, String place, String... known) {
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        Set.of(known).forEach(unknown::remove);
        return unknown.stream()
                .map(name -> new LifecycleFinding(
                        place.isEmpty() ? name : place + "." + name,
                        "ECR knows no such member here (it knows " + String.join(", ", known) + ")"))
                .toList();
    }

    private void prioritiesAreUnique() {
        Map<Long, Integer> first = new HashMap<>();
        for (int index = 0; index < rules.size(); index++) {
            long priority = priority(index);
            Integer earlier = first.putIfAbsent(priority, index);
            if (earlier != null && rules.get(index).has("rulePriority")) {
                add(index, "rulePriority", "is " + priority + ", as that of " + places.rule(earlier));
            }
        }
    }

    private void oneRuleFor(String status) {
        Map<String, Integer> first = new HashMap<>();
        for (int index = 0; index < rules.size(); index++) {
            if (!status(index).equals(status)) {
                continue;
            }
            Integer earlier = first.putIfAbsent(storageClass(index), index);
            if (earlier != null) {
                add(
                        index,
                        "selection.tagStatus",
                        "only one rule may select " + status + " images, and " + places.rule(earlier) + " does");
            }
        }
    }

    private void anyComesLast() {
        for (int index = 0; index < rules.size(); index++) {
            if (status(index).equals("any") && isFollowed(index)) {
                add(
                        index,
                        "rulePriority",
                        "the rule for any image must have the highest number, because it is evaluated last");
            }
        }
    }

    private boolean isFollowed(int any) {
        for (int other = 0; other < rules.size(); other++) {
            boolean sameImages = storageClass(other).equals(storageClass(any));
            if (sameImages && !status(other).equals("any") && priority(other) > priority(any)) {
                return true;
            }
        }
        return false;
    }

    private void listsDoNotRepeat(String name) {
        Map<String, Integer> first = new HashMap<>();
        for (int index = 0; index < rules.size(); index++) {
            Set<String> values = new HashSet<>();
            rules.get(index).path("selection").path(name).forEach(value -> values.add(value.asText()));
            if (values.isEmpty()) {
                continue;
            }
            Integer earlier = first.putIfAbsent(storageClass(index) + new TreeSet<>(values), index);
            if (earlier != null) {
                add(index, "selection." + name, "are those of " + places.rule(earlier) + " again");
            }
        }
    }

    private long priority(int index) {
        return rules.get(index).path("rulePriority").asLong();
    }

    private String status(int index) {
        return rules.get(index).path("selection").path("tagStatus").asText();
    }

    private String storageClass(int index) {
        return rules.get(index).path("selection").path("storageClass").asText("standard");
    }

    private void add(int index, String path, String reason) {
        findings.add(new LifecycleFinding(places.member(index, rules.get(index), path), reason));
    }
}
