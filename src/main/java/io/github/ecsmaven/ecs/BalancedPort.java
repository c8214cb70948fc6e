package io.github.ecsmaven.ecs;

/**
 * A port that a service's tasks are registered with.
 *
 * @param targetGroupArn the target group
 * @param container name of the container
 * @param port the container's port
 */
public record BalancedPort(String targetGroupArn, String container, int port) {}
