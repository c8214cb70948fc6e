package io.github.ecsmaven.ecs;

import java.time.Instant;

/**
 * What ECS wrote into the service's list of events.
 *
 * @param at when, by AWS's clock
 * @param message ECS's sentence, such as {@code (service shop) has started 1 tasks: (task 1a2b…).}
 */
public record DeploymentEvent(Instant at, String message) {}
