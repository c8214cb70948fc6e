package io.github.ecsmaven.stack;

import java.time.Instant;
import java.util.Optional;

/**
 * What CloudFormation wrote about a stack or one of its resources.
 *
 * @param at when, by AWS's clock
 * @param logicalId name in the template; the stack's name when it is about the stack itself
 * @param type such as {@code AWS::ECS::Service}, or {@code AWS::CloudFormation::Stack}
 * @param status CloudFormation's word, such as {@code CREATE_IN_PROGRESS}
 * @param reason why, where CloudFormation says
 * @param physicalId name or ARN in AWS, once there is one
 */
public record StackEvent(
        Instant at,
        String logicalId,
        String type,
        String status,
        Optional<String> reason,
        Optional<String> physicalId) {
    private static final String STACK = "AWS::CloudFormation::Stack";

    /** Whether it is about the stack itself. */
    public boolean isOfStack() {
        return type.equals(STACK);
    }

    /** Whether something failed by itself, and not because something else had. */
    public boolean isCause() {
        return status.endsWith("_FAILED")
                && !isOfStack()
                && reason.filter(text -> text.endsWith("cancelled")).isEmpty();
    }

    /** As it stands in a sentence: {@code Service (AWS::ECS::Service) is CREATE_FAILED: …}. */
    @Override
    public String toString() {
        return logicalId + " (" + type + ") is " + status
                + reason.map(text -> ": " + text.strip()).orElse("");
    }
}
