package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.cloudformation.ChangeSet.Request;
import io.github.ecsmaven.sandbox.cloudformation.PropertyCheck.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What fails a change set before anything is done: properties against their schema, names that are taken (user guide, "Validate stack deployments"). */
final class EarlyValidation {
    private static final Pattern REQUIRED = Pattern.compile("required key \\[(.+)] not found");
    private static final Pattern EXTRANEOUS = Pattern.compile("extraneous key \\[(.+)] is not permitted");

    private final Sandbox sandbox;
    private final Request request;
    private final Stack stack;

    EarlyValidation(Sandbox sandbox, Request request, Stack stack) {
        this.sandbox = sandbox;
        this.request = request;
        this.stack = stack;
    }

    /** The reason of a change set that failed for it. */
    static String reason(List<ValidationEvent> found) {
        TreeSet<String> hooks = new TreeSet<>();
        found.forEach(event -> hooks.add(
                event.name().equals("PROPERTY_VALIDATION")
                        ? "AWS::EarlyValidation::PropertyValidation"
                        : "AWS::EarlyValidation::ResourceExistenceCheck"));
        return "The following hook(s)/validation failed: " + hooks
                + ". To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure"
                + " information.";
    }

    List<ValidationEvent> of(ChangePlanner planner, Instant now) {
        List<ValidationEvent> events = new ArrayList<>();
        planner.findings()
                .forEach((name, findings) -> findings.forEach(finding -> events.add(event(
                        now,
                        name,
                        "PROPERTY_VALIDATION",
                        worded(finding),
                        "/Resources/" + name + "/Properties" + finding.path()))));
        for (Map.Entry<String, ObjectNode> planned : planner.planned().entrySet()) {
            if (!stack.resources.containsKey(planned.getKey())) {
                checkName(planned.getKey(), planned.getValue(), now, events);
            }
        }
        return events;
    }

    private ValidationEvent event(Instant now, String logicalId, String name, String reason, String path) {
        String type = request.template().resources().get(logicalId).type().name();
        return new ValidationEvent(ChangeSetCreation.newId(), now, logicalId, type, name, reason, path);
    }

    private static String worded(Finding finding) {
        Matcher required = REQUIRED.matcher(finding.message());
        if (required.matches()) {
            return "Required property [" + required.group(1) + "] not found";
        }
        Matcher extraneous = EXTRANEOUS.matcher(finding.message());
        return extraneous.matches()
                ? "Unsupported property [" + extraneous.group(1) + "]"
                : "#" + finding.path() + ": " + finding.message();
    }

    private void checkName(String logicalId, ObjectNode properties, Instant now, List<ValidationEvent> events) {
        ResourceType type = request.template().resources().get(logicalId).type();
        for (String name : type.ownNames()) {
            String value = properties.path(name).asText("");
            if (!value.isEmpty() && !value.contains(Change.UNKNOWN) && exists(type, properties)) {
                events.add(event(
                        now,
                        logicalId,
                        "NAME_CONFLICT_VALIDATION",
                        "Resource of type '" + type.name() + "' with identifier '" + value + "' already exists.",
                        "/Resources/" + logicalId));
            }
        }
    }

    // Whoever may not look finds out when the resource is made.
    private boolean exists(ResourceType type, ObjectNode properties) {
        try {
            return Handlers.of(type, new Services(sandbox, request.caller())).exists(properties);
        } catch (AwsError e) {
            return false;
        }
    }
}
