package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.query.Xml;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What early validation found of a change set (API reference, "OperationEvent"; user guide, "Validate stack deployments").
 *
 * @param name PROPERTY_VALIDATION or NAME_CONFLICT_VALIDATION
 * @param path such as {@code /Resources/Service/Properties}
 */
record ValidationEvent(String id, Instant at, String logicalId, String type, String name, String reason, String path) {
    void write(Xml xml, ChangeSet changeSet) {
        xml.text("EventId", id)
                .text("StackId", changeSet.stack.id)
                .text("OperationId", changeSet.id.substring(changeSet.id.lastIndexOf('/') + 1))
                .text("OperationType", "CREATE_CHANGESET")
                .text("EventType", "VALIDATION_ERROR")
                .text("LogicalResourceId", logicalId)
                .text("PhysicalResourceId", "")
                .text("ResourceType", type)
                .text("Timestamp", at.truncatedTo(ChronoUnit.MILLIS))
                .text("ValidationFailureMode", "FAIL")
                .text("ValidationName", name)
                .text("ValidationStatus", "FAILED")
                .text("ValidationStatusReason", reason)
                .text("ValidationPath", path);
    }
}
