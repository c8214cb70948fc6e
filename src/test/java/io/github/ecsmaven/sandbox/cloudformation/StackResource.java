package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One resource of a stack: what it was made of, and what it is. Guarded by the lock of {@link CloudFormationSandbox}. */
final class StackResource {
    final String logicalId;
    final ResourceType type;
    /** Without functions, stack tags included. */
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    /** What Fn::GetAtt answers, and what its handler keeps for itself. */
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();

    @Nullable
    String physicalId;

    String status = "CREATE_IN_PROGRESS";

    @Nullable
    String reason;

    String deletionPolicy = "Delete";
    String updateReplacePolicy = "Delete";
    Instant timestamp;
    /** Whether an operation under way has changed it or tried to. */
    boolean touched;

    String driftStatus = "NOT_CHECKED";

    @Nullable
    Instant driftCheckedAt;

    StackResource(String logicalId, ResourceType type, Instant now) {
        this.logicalId = logicalId;
        this.type = type;
        this.timestamp = now;
    }

    StackResource copy() {
        StackResource copy = new StackResource(logicalId, type, timestamp);
        copy.properties = properties.deepCopy();
        copy.attributes = attributes.deepCopy();
        copy.physicalId = physicalId;
        copy.status = status;
        copy.reason = reason;
        copy.deletionPolicy = deletionPolicy;
        copy.updateReplacePolicy = updateReplacePolicy;
        return copy;
    }

    void put(Made made) {
        physicalId = made.physicalId();
        attributes = made.attributes();
    }

    String physicalId() {
        return physicalId == null ? "" : physicalId;
    }
}
