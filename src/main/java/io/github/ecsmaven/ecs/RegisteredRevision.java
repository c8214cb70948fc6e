package io.github.ecsmaven.ecs;

import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * A revision that ECS knows.
 *
 * @param arn its ARN
 * @param definition what registers it again, with its tags
 * @param status {@code ACTIVE}, {@code INACTIVE} or {@code DELETE_IN_PROGRESS}
 */
record RegisteredRevision(TaskDefinitionArn arn, RegisterTaskDefinitionRequest definition, String status) {

    /** Whether a service can be updated to it. */
    boolean isActive() {
        return "ACTIVE".equals(status);
    }

    /** Leaves out the definition, whose environment may hold secrets. */
    @Override
    public String toString() {
        return arn.name();
    }
}
