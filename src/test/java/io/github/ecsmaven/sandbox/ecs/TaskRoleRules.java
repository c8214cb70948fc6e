package io.github.ecsmaven.sandbox.ecs;

import java.util.Optional;

/** What ECS says of a revision whose roles it may not assume; it finds out when it starts a task, not at registration. */
final class TaskRoleRules {
    private TaskRoleRules() {}

    static Optional<String> refusal(Region region, TaskDefinition definition) {
        return definition.roles().stream()
                .filter(role -> !region.roles.trustEcs(region.arns.role(role)))
                .findFirst()
                .map(role -> "ECS was unable to assume the role '" + region.arns.role(role)
                        + "' that was provided for this task. Please verify that the role being passed has the proper"
                        + " trust relationship and permissions and that your IAM user has permissions to pass this"
                        + " role.");
    }
}
