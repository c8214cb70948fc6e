package io.github.ecsmaven.sandbox.ecs;

/** The roles of the account, as ECS meets them. */
@FunctionalInterface
public interface TaskRoles {
    /** Whether the role exists and its trust policy names {@code ecs-tasks.amazonaws.com}. */
    boolean trustEcs(String roleArn);
}
