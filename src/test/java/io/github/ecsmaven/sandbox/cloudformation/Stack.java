package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.cloudformation.Outputs.Output;
import io.github.ecsmaven.sandbox.query.Xml;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stack with all that happened to it. Guarded by the lock of {@link CloudFormationSandbox}. */
final class Stack {
    static final String TYPE = "AWS::CloudFormation::Stack";

    /** From which another update may begin. */
    private static final Set<String> UPDATABLE =
            Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE");

    final String name;
    final String id;
    final Instant createdAt;
    final Map<String, StackResource> resources = new LinkedHashMap<>();
    /** The oldest first. */
    final List<StackEvent> events = new ArrayList<>();

    final Map<String, ChangeSet> changeSets = new LinkedHashMap<>();
    Template template = Template.empty();
    Map<String, String> parameters = Map.of();
    Map<String, String> tags = Map.of();
    List<String> capabilities = List.of();
    Map<String, Output> outputs = Map.of();
    String status = "REVIEW_IN_PROGRESS";
    String token = "";
    boolean rollbackDisabled;

    @Nullable
    String reason;

    @Nullable
    String role;

    @Nullable
    String changeSetId;

    @Nullable
    Instant updatedAt;

    @Nullable
    Instant deletedAt;

    @Nullable
    Instant driftCheckedAt;

    String driftStatus = "NOT_CHECKED";

    @Nullable
    Operation operation;

    Stack(String name, String id, Instant now) {
        this.name = name;
        this.id = id;
        this.createdAt = now;
    }

    boolean isDeleted() {
        return status.equals("DELETE_COMPLETE");
    }

    boolean isUpdatable() {
        return UPDATABLE.contains(status);
    }

    boolean isInReview() {
        return status.equals("REVIEW_IN_PROGRESS");
    }

    /** The stack itself enters a status. */
    void enter(String newStatus, String why, Instant now) {
        status = newStatus;
        reason = why.isEmpty() ? null : why;
        events.add(new StackEvent(UUID.randomUUID().toString(), now, this, name, id, TYPE, newStatus, why, "", token));
    }

    /** A resource enters a status, or says something more in the one that it has. */
    void say(StackResource resource, String newStatus, String why, Instant now) {
        resource.status = newStatus;
        resource.reason = why.isEmpty() ? null : why;
        resource.timestamp = now;
        events.add(new StackEvent(
                resource.logicalId + "-" + newStatus + "-" + now.truncatedTo(ChronoUnit.MILLIS),
                now,
                this,
                resource.logicalId,
                resource.physicalId(),
                resource.type.name(),
                newStatus,
                why,
                resource.properties.toString(),
                token));
    }

    /** Whether what is given would change nothing. */
    boolean isMadeOf(Template other, Map<String, String> values, Map<String, String> otherTags) {
        return template.body().equals(other.body()) && parameters.equals(values) && tags.equals(otherTags);
    }

    void write(Xml xml) {
        xml.text("StackId", id).text("StackName", name);
        writeText(xml, "ChangeSetId", changeSetId == null ? "" : changeSetId);
        writeText(xml, "Description", template.description());
        xml.members(
                "Parameters",
                parameters.entrySet(),
                (one, it) -> writeParameter(
                        one,
                        it,
                        template.parameters().get(it.getKey()).path("NoEcho").asBoolean(false)));
        xml.text("CreationTime", createdAt.truncatedTo(ChronoUnit.MILLIS));
        writeTime(xml, "DeletionTime", deletedAt);
        writeTime(xml, "LastUpdatedTime", updatedAt);
        xml.element("RollbackConfiguration", nothing -> {});
        xml.text("StackStatus", status);
        writeText(xml, "StackStatusReason", reason == null ? "" : reason);
        xml.text("DisableRollback", rollbackDisabled)
                .texts("NotificationARNs", List.of())
                .texts("Capabilities", capabilities)
                .members("Outputs", outputs.entrySet(), Stack::writeOutput);
        writeText(xml, "RoleARN", role == null ? "" : role);
        xml.members("Tags", tags.entrySet(), Stack::writeTag)
                .text("EnableTerminationProtection", false)
                .element("DriftInformation", drift -> {
                    drift.text("StackDriftStatus", driftStatus);
                    writeTime(drift, "LastCheckTimestamp", driftCheckedAt);
                });
    }

    private static void writeOutput(Xml xml, Map.Entry<String, Output> output) {
        xml.text("OutputKey", output.getKey())
                .text("OutputValue", output.getValue().value());
        writeText(xml, "Description", output.getValue().description());
    }

    static void writeParameter(Xml xml, Map.Entry<String, String> parameter, boolean hidden) {
        xml.text("ParameterKey", parameter.getKey()).text("ParameterValue", hidden ? "****" : parameter.getValue());
    }

    static void writeTag(Xml xml, Map.Entry<String, String> tag) {
        xml.text("Key", tag.getKey()).text("Value", tag.getValue());
    }

    static void writeText(Xml xml, String name, String text) {
        if (!text.isEmpty()) {
            xml.text(name, text);
        }
    }

    static void writeTime(Xml xml, String name, @Nullable Instant at) {
        if (at != null) {
            xml.text(name, at.truncatedTo(ChronoUnit.MILLIS));
        }
    }
}
