package io.github.ecsmaven.sandbox.ecs;

import java.util.Set;

/** The roles of the account, as ECS meets them. */
@FunctionalInterface
public interface TaskRoles {
    /** Whether the role exists and its trust policy names {@code ecs-tasks.amazonaws.com}. */
    boolean trustEcs(String roleArn);

    /** IAM actions that no policy of the role allows. */
    default Set<String> deniedActions(String roleArn) {
        return Set.of();
    }
}
