package io.github.ecsmaven.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What ECR demands of one rule of a lifecycle policy (ECR user guide, "Lifecycle policy properties"). */
final class LifecycleRuleCheck {
    private static final int MAX_WILDCARDS = 4;
    static final Set<String> COUNT_TYPES =
            Set.of("imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned");

    private final int index;
    private final JsonNode rule;
    private final JsonNode selection;
    private final JsonNode action;
    private final LifecyclePlaces places;
    private final List<LifecycleFinding> findings = new ArrayList<>();

    LifecycleRuleCheck(int index, JsonNode rule, LifecyclePlaces places) {
        this.index = index;
        this.rule = rule;
        this.selection = rule.path("selection");
        this.action = rule.path("action");
        this.places = places;
    }

    List<LifecycleFinding> findings() {
        members();
        priority();
        tags();
        count();
        storage();
        return findings;
    }

    private void members() {
        String place = places.rule(index);
        findings.addAll(
                LifecycleCheck.unknownMembers(rule, place, "rulePriority", "description", "selection", "action"));
        findings.addAll(LifecycleCheck.unknownMembers(
                selection,
                place + ".selection",
                "tagStatus",
                "tagPrefixList",
                "tagPatternList",
                "storageClass",
                "countType",
                "countUnit",
                "countNumber"));
        findings.addAll(LifecycleCheck.unknownMembers(action, place + ".action", "type", "targetStorageClass"));
    }

    private void priority() {
        JsonNode priority = rule.path("rulePriority");
        require(priority.isIntegralNumber() && priority.asLong() > 0, "rulePriority", "must be a whole number from 1");
    }

    private void tags() {
        String status = selection.path("tagStatus").asText();
        boolean prefixes = !selection.path("tagPrefixList").isEmpty();
        boolean patterns = !selection.path("tagPatternList").isEmpty();
        boolean tagged = status.equals("tagged");
        require(
                Set.of("tagged", "untagged", "any").contains(status),
                "selection.tagStatus",
                "must be tagged, untagged or any");
        require(!tagged || prefixes || patterns, "selection.tagStatus", "tagged needs prefixes or patterns of tags");
        require(!(prefixes && patterns), "selection.tagPatternList", "exclude prefixes of tags in the same rule");
        String without = "belong to rules for tagged images only, and this one is for " + status;
        require(tagged || !prefixes, "selection.tagPrefixList", without);
        require(tagged || !patterns, "selection.tagPatternList", without);
        texts("tagPrefixList");
        texts("tagPatternList");
        selection.path("tagPatternList").forEach(this::wildcards);
    }

    private void texts(String list) {
        JsonNode values = selection.path(list);
        require(values.isMissingNode() || values.isArray(), "selection." + list, "must be a list");
        for (JsonNode value : values) {
            require(value.isTextual() && !value.asText().isBlank(), "selection." + list, "has an empty entry");
        }
    }

    private void wildcards(JsonNode pattern) {
        long wildcards = pattern.asText().chars().filter(c -> c == '*').count();
        require(
                wildcards <= MAX_WILDCARDS,
                "selection.tagPatternList",
                "'" + pattern.asText() + "' has " + wildcards + " '*', and " + MAX_WILDCARDS + " are allowed");
    }

    private void count() {
        String type = selection.path("countType").asText();
        JsonNode number = selection.path("countNumber");
        require(
                COUNT_TYPES.contains(type),
                "selection.countType",
                "must be imageCountMoreThan, sinceImagePushed, sinceImagePulled or sinceImageTransitioned");
        require(
                number.isIntegralNumber() && number.asLong() > 0,
                "selection.countNumber",
                "must be a whole number from 1");
        boolean days = selection.path("countUnit").asText().equals("days");
        require(!type.startsWith("since") || days, "selection.countUnit", "must be days with " + type);
        require(
                !type.equals("imageCountMoreThan") || !selection.has("countUnit"),
                "selection.countUnit",
                "does not go with imageCountMoreThan");
    }

    private void storage() {
        String type = action.path("type").asText();
        String count = selection.path("countType").asText();
        String storage = selection.path("storageClass").asText("standard");
        boolean transition = type.equals("transition");
        boolean toArchive = action.path("targetStorageClass").asText().equals("archive");
        require(transition || type.equals("expire"), "action.type", "must be expire or transition");
        require(!transition || toArchive, "action.targetStorageClass", "must be archive with transition");
        require(
                transition || !action.has("targetStorageClass"),
                "action.targetStorageClass",
                "goes with transition only");
        require(
                storage.equals("standard") || storage.equals("archive"),
                "selection.storageClass",
                "must be standard or archive");
        require(
                !count.equals("sinceImagePulled") || transition,
                "selection.countType",
                "sinceImagePulled goes with the action transition only");
        require(
                !count.equals("sinceImageTransitioned") || storage.equals("archive"),
                "selection.countType",
                "sinceImageTransitioned goes with the storage class archive only");
    }

    private void require(boolean holds, String path, String reason) {
        if (!holds) {
            findings.add(new LifecycleFinding(places.member(index, rule, path), reason));
        }
    }
}
