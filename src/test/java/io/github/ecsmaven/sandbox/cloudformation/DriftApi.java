package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.cloudformation.CloudFormationSandbox.Action;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What is no longer as its stack made it (API reference, "DetectStackDrift" and its neighbours). */
final class DriftApi {
    private static final Set<String> DETECTABLE =
            Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED");

    private record Detection(String id, Stack stack, Instant startedAt, Instant readyAt, int drifted) {}

    /** @param type ADD, REMOVE or NOT_EQUAL */
    private record Difference(String path, String expected, String actual, String type) {}

    private record Drift(
            StackResource resource, String status, ObjectNode actual, List<Difference> differences, Instant at) {}

    private final CloudFormationSandbox cloud;
    private final Map<String, Detection> detections = new LinkedHashMap<>();
    private final Map<Stack, List<Drift>> drifts = new LinkedHashMap<>();

    DriftApi(CloudFormationSandbox cloud) {
        this.cloud = cloud;
    }

    void addTo(Map<String, Action> actions) {
        actions.put("DetectStackDrift", this::detect);
        actions.put("DetectStackResourceDrift", this::detectOne);
        actions.put("DescribeStackDriftDetectionStatus", this::status);
        actions.put("DescribeStackResourceDrifts", this::describe);
    }

    private Xml detect(QueryForm form, Caller caller) throws AwsError {
        String name = form.required("StackName");
        cloud.require(caller, "DetectStackDrift", cloud.arn(name));
        form.refuseRest();
        Stack stack = cloud.stack(name);
        refuseUndetectable(stack);
        Instant now = cloud.now();
        Workshop workshop = workshop(stack, caller);
        List<Drift> found = new ArrayList<>();
        for (StackResource resource : stack.resources.values()) {
            Drift drift = of(resource, workshop, now);
            found.add(drift);
            resource.driftStatus = drift.status();
            resource.driftCheckedAt = now;
        }
        drifts.put(stack, found);
        int drifted = (int)
                found.stream().filter(one -> !one.status().equals("IN_SYNC")).count();
        stack.driftStatus = drifted > 0 ? "DRIFTED" : "IN_SYNC";
        stack.driftCheckedAt = now;
        String id = UUID.randomUUID().toString();
        detections.put(id, new Detection(id, stack, now, now.plus(cloud.pace().drift()), drifted));
        return new Xml().text("StackDriftDetectionId", id);
    }

    private static void refuseUndetectable(Stack stack) throws AwsError {
        if (!DETECTABLE.contains(stack.status)) {
            throw Errors.validation("Drift detection cannot be performed on stack [" + stack.id
                    + "] while it is in the status " + stack.status);
        }
    }

    private Workshop workshop(Stack stack, Caller caller) {
        return cloud.workshop(cloud.actor(stack.role, caller), stack, stack.template, stack.parameters);
    }

    /** Of one resource, and told at once (API reference, "DetectStackResourceDrift"). */
    private Xml detectOne(QueryForm form, Caller caller) throws AwsError {
        String name = form.required("StackName");
        String logicalId = form.required("LogicalResourceId");
        cloud.require(caller, "DetectStackResourceDrift", cloud.arn(name));
        form.refuseRest();
        Stack stack = cloud.stack(name);
        refuseUndetectable(stack);
        StackResource resource = stack.resources.get(logicalId);
        if (resource == null) {
            throw Errors.validation("Resource " + logicalId + " does not exist for stack " + stack.id);
        }
        Drift drift = of(resource, workshop(stack, caller), cloud.now());
        resource.driftStatus = drift.status();
        resource.driftCheckedAt = drift.at();
        return new Xml().element("StackResourceDrift", one -> write(one, stack, drift));
    }

    private static Drift of(StackResource resource, Workshop workshop, Instant now) throws AwsError {
        Optional<ObjectNode> actual;
        try {
            actual = workshop.handler(resource.type).read(resource);
        } catch (AwsError e) {
            if (!Failures.isNotFound(e)) {
                throw e;
            }
            actual = Optional.empty();
        }
        if (actual.isEmpty()) {
            return new Drift(resource, "DELETED", Services.object(), List.of(), now);
        }
        ObjectNode whole = resource.properties.deepCopy();
        List<Difference> differences = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : actual.get().properties()) {
            compare(property.getKey(), resource.properties.path(property.getKey()), property.getValue(), differences);
            if (property.getValue().isNull()) {
                whole.remove(property.getKey());
            } else if (resource.properties.has(property.getKey())) {
                whole.set(property.getKey(), property.getValue());
            }
        }
        return new Drift(resource, differences.isEmpty() ? "IN_SYNC" : "MODIFIED", whole, differences, now);
    }

    /** What the template left to AWS's defaults is not looked at. */
    private static void compare(String name, JsonNode expected, JsonNode actual, List<Difference> differences) {
        if (expected.isMissingNode() || text(expected).equals(text(actual))) {
            return;
        }
        differences.add(
                new Difference("/" + name, text(expected), text(actual), actual.isNull() ? "REMOVE" : "NOT_EQUAL"));
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private Xml status(QueryForm form, Caller caller) throws AwsError {
        String id = form.required("StackDriftDetectionId");
        form.refuseRest();
        Detection detection = detections.get(id);
        if (detection == null) {
            throw Errors.validation("Drift detection with id " + id + " does not exist");
        }
        cloud.require(caller, "DescribeStackDriftDetectionStatus", detection.stack().id);
        boolean over = !cloud.now().isBefore(detection.readyAt());
        Xml xml = new Xml()
                .text("StackId", detection.stack().id)
                .text("StackDriftDetectionId", id)
                .text("DetectionStatus", over ? "DETECTION_COMPLETE" : "DETECTION_IN_PROGRESS")
                .text("Timestamp", detection.startedAt().truncatedTo(ChronoUnit.MILLIS));
        if (over) {
            xml.text("StackDriftStatus", detection.drifted() > 0 ? "DRIFTED" : "IN_SYNC")
                    .text("DriftedStackResourceCount", detection.drifted());
        }
        return xml;
    }

    private Xml describe(QueryForm form, Caller caller) throws AwsError {
        String name = form.required("StackName");
        cloud.require(caller, "DescribeStackResourceDrifts", cloud.arn(name));
        List<String> statuses = form.list("StackResourceDriftStatusFilters");
        Stack stack = cloud.stack(name);
        List<Drift> found = drifts.getOrDefault(stack, List.of()).stream()
                .filter(drift -> statuses.isEmpty() || statuses.contains(drift.status()))
                .toList();
        Page<Drift> page =
                Page.of(found, form, form.number("MaxResults", 1, 100).orElse(cloud.pageSize()));
        form.refuseRest();
        Xml xml = new Xml().members("StackResourceDrifts", page.items(), (one, drift) -> write(one, stack, drift));
        page.writeNext(xml);
        return xml;
    }

    private static void write(Xml xml, Stack stack, Drift drift) {
        xml.text("StackId", stack.id)
                .text("LogicalResourceId", drift.resource().logicalId)
                .text("PhysicalResourceId", drift.resource().physicalId())
                .text("ResourceType", drift.resource().type.name())
                .text("ExpectedProperties", drift.resource().properties);
        if (!drift.status().equals("DELETED")) {
            xml.text("ActualProperties", drift.actual());
        }
        xml.members("PropertyDifferences", drift.differences(), (one, difference) -> one.text(
                                "PropertyPath", difference.path())
                        .text("ExpectedValue", difference.expected())
                        .text("ActualValue", difference.actual())
                        .text("DifferenceType", difference.type()))
                .text("StackResourceDriftStatus", drift.status())
                .text("Timestamp", drift.at().truncatedTo(ChronoUnit.MILLIS));
    }
}
