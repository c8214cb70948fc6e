package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The permission that is missing most often: to hand the task's roles to ECS. */
final class PassRole {
    private PassRole() {}

    /** Adds the roles of the task definition to an explanation about {@code iam:PassRole}; others stay as they are. */
    static ActionableException named(ActionableException explained, NewRevision revision) {
        String roles = Stream.of(
                        revision.definition().executionRoleArn(),
                        revision.definition().taskRoleArn())
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
        if (!explained.problem().contains("iam:PassRole") || roles.isEmpty()) {
            return explained;
        }
        return new ActionableException(
                explained.problem(),
                explained.remedy() + " iam:PassRole is needed for every role that the task definition names: " + roles
                        + " (condition iam:PassedToService = ecs-tasks.amazonaws.com).",
                explained.getCause());
    }
}
