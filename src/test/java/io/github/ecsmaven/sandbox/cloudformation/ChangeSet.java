package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.query.Xml;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a stack is to become, and what that would change. Guarded by the lock of {@link CloudFormationSandbox}. */
final class ChangeSet {
    /**
     * What was asked for.
     *
     * @param creation whether the stack is made by it
     * @param role that CloudFormation takes on, if any
     * @param caller who acts on the resources: that role, or who asked
     * @param onFailure ROLLBACK, DELETE or DO_NOTHING
     */
    record Request(
            String name,
            boolean creation,
            Template template,
            Map<String, String> parameters,
            Map<String, String> tags,
            List<String> capabilities,
            String description,
            @Nullable String role,
            Caller caller,
            String onFailure,
            String token) {}

    final String id;
    final Stack stack;
    final Request request;
    final Instant createdAt;
    final Instant readyAt;
    final List<Change> changes;
    /** Why it failed; empty when it did not. */
    final String failure;
    /** What early validation found, for DescribeEvents. */
    final List<ValidationEvent> validation;

    String executionStatus = "AVAILABLE";

    ChangeSet(
            String id,
            Stack stack,
            Request request,
            Instant now,
            Instant readyAt,
            List<Change> changes,
            String failure,
            List<ValidationEvent> validation) {
        this.id = id;
        this.stack = stack;
        this.request = request;
        this.createdAt = now;
        this.readyAt = readyAt;
        this.changes = changes;
        this.failure = failure;
        this.validation = validation;
        if (!failure.isEmpty()) {
            executionStatus = "UNAVAILABLE";
        }
    }

    boolean isReady(Instant now) {
        return !now.isBefore(readyAt);
    }

    String status(Instant now) {
        if (!isReady(now)) {
            return "CREATE_IN_PROGRESS";
        }
        return failure.isEmpty() ? "CREATE_COMPLETE" : "FAILED";
    }

    private String executionStatus(Instant now) {
        return isReady(now) ? executionStatus : "UNAVAILABLE";
    }

    /** What ListChangeSets tells. */
    void writeSummary(Xml xml, Instant now) {
        xml.text("StackId", stack.id)
                .text("StackName", stack.name)
                .text("ChangeSetId", id)
                .text("ChangeSetName", request.name())
                .text("ExecutionStatus", executionStatus(now))
                .text("Status", status(now));
        writeReason(xml, now);
        xml.text("CreationTime", createdAt.truncatedTo(ChronoUnit.MILLIS));
        Stack.writeText(xml, "Description", request.description());
        xml.text("IncludeNestedStacks", false);
    }

    private void writeReason(Xml xml, Instant now) {
        if (isReady(now)) {
            Stack.writeText(xml, "StatusReason", failure);
        }
    }

    void write(Xml xml, Instant now, List<Change> page, boolean withValues) {
        writeSummary(xml, now);
        xml.members(
                        "Parameters",
                        request.parameters().entrySet(),
                        (one, it) -> Stack.writeParameter(
                                one,
                                it,
                                request.template()
                                        .parameters()
                                        .get(it.getKey())
                                        .path("NoEcho")
                                        .asBoolean(false)))
                .texts("NotificationARNs", List.of())
                .element("RollbackConfiguration", nothing -> {})
                .texts("Capabilities", request.capabilities())
                .members("Tags", request.tags().entrySet(), Stack::writeTag)
                .members("Changes", page, (one, change) -> change.write(one, withValues))
                .text("OnStackFailure", request.onFailure());
    }
}
