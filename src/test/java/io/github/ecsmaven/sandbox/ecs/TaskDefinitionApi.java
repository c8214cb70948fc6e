package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operations on task definitions. */
final class TaskDefinitionApi {
    private static final Set<String> STATUSES = Set.of("ACTIVE", "INACTIVE", "DELETE_IN_PROGRESS");

    private final Region region;

    TaskDefinitionApi(Region region) {
        this.region = region;
    }

    ObjectNode register(ObjectNode request, Caller caller) throws AwsError {
        for (String role : List.of("taskRoleArn", "executionRoleArn")) {
            if (request.hasNonNull(role)) {
                caller.require(
                        "iam:PassRole", region.arns.role(request.get(role).asText()), IamResources.TO_TASKS);
            }
        }
        new TaskDefinitionRules(request, region.images).check();
        ResourceTags tags = ResourceTags.of(request.path("tags"));
        if (request.has("tags")
                && request.path("tags").isEmpty()
                && request.path("tags").isArray()) {
            throw EcsErrors.invalidParameter("Tags can not be empty.");
        }
        ObjectNode json = new TaskDefinitionDefaults(region.images).fillIn(request);
        String name = request.get("family").asText();
        TaskDefinitionFamily family = region.families.computeIfAbsent(name, any -> new TaskDefinitionFamily());
        int revision = family.nextRevision();
        String arn = region.arns.taskDefinition(name + ":" + revision);
        json.put("taskDefinitionArn", arn).put("revision", revision).put("registeredBy", caller.arn());
        json.put("registeredAt", Wire.epoch(region.now()));
        TaskDefinition definition = new TaskDefinition(name, revision, arn, json, tags);
        family.add(definition);
        return answer(definition, request.hasNonNull("tags"));
    }

    private static ObjectNode answer(TaskDefinition definition, boolean withTags) {
        ObjectNode answer = Wire.object();
        answer.set("taskDefinition", definition.toJson());
        if (withTags) {
            answer.set("tags", definition.tags.toJson());
        }
        return answer;
    }

    ObjectNode describe(ObjectNode request) throws AwsError {
        String reference = Wire.text(request, "taskDefinition")
                .orElseThrow(() -> EcsErrors.client("Task definition should not be null or empty."));
        List<String> include = Enumerated.all(request, "include", Set.of("TAGS"));
        TaskDefinition found = region.findTaskDefinition(reference)
                .orElseThrow(() -> EcsErrors.client("Unable to describe task definition."));
        return answer(found, include.contains("TAGS"));
    }

    /** A revision that ran once stays describable and running; it cannot be run anew. */
    ObjectNode deregister(ObjectNode request) throws AwsError {
        String reference = Wire.text(request, "taskDefinition")
                .orElseThrow(() -> EcsErrors.client("Task definition should not be null or empty."));
        if (!Arns.name(reference).contains(":")) {
            throw EcsErrors.client("Invalid revision number. Number: null");
        }
        TaskDefinition found = region.findTaskDefinition(reference)
                .orElseThrow(() -> EcsErrors.client("The specified task definition does not exist. Specify a valid"
                        + " account, family, revision and try again."));
        found.deregister(region.now());
        return answer(found, false);
    }

    ObjectNode list(ObjectNode request) throws AwsError {
        String status = Enumerated.one(request, "status", STATUSES, "ACTIVE");
        String sort = Enumerated.one(request, "sort", Set.of("ASC", "DESC"), "ASC");
        String family = Wire.text(request, "familyPrefix").orElse("");
        List<TextNode> arns = new ArrayList<>();
        for (Map.Entry<String, TaskDefinitionFamily> entry : region.families.entrySet()) {
            // The API reference: "This filter must be a full family name", its old name notwithstanding.
            if (family.isEmpty() || entry.getKey().equals(family)) {
                addArns(arns, entry.getValue(), status);
            }
        }
        if (sort.equals("DESC")) {
            Collections.reverse(arns);
        }
        return Page.answer(request, "taskDefinitionArns", arns, 100);
    }

    private static void addArns(List<TextNode> arns, TaskDefinitionFamily family, String status) {
        for (TaskDefinition revision : family.revisions()) {
            if (status.equals(revision.isActive() ? "ACTIVE" : "INACTIVE")) {
                arns.add(TextNode.valueOf(revision.arn));
            }
        }
    }
}
