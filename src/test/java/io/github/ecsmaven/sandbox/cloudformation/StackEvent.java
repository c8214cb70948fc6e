package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.query.Xml;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One line of a stack's story.
 *
 * @param physicalId may be empty
 * @param reason may be empty
 * @param properties of a resource as JSON; empty for the stack itself
 * @param token of the request that began the operation; may be empty
 */
record StackEvent(
        String id,
        Instant at,
        Stack stack,
        String logicalId,
        String physicalId,
        String type,
        String status,
        String reason,
        String properties,
        String token) {

    void write(Xml xml) {
        xml.text("StackId", stack.id)
                .text("EventId", id)
                .text("StackName", stack.name)
                .text("LogicalResourceId", logicalId)
                .text("PhysicalResourceId", physicalId)
                .text("ResourceType", type)
                .text("Timestamp", at.truncatedTo(ChronoUnit.MILLIS))
                .text("ResourceStatus", status);
        Stack.writeText(xml, "ResourceStatusReason", reason);
        Stack.writeText(xml, "ResourceProperties", properties);
        Stack.writeText(xml, "ClientRequestToken", token);
    }
}
