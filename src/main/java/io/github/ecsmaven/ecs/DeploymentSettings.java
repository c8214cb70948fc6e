package io.github.ecsmaven.ecs;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How to deploy.
 *
 * @param desiredCount how many tasks the service should run; never sent unless present
 * @param forceNewDeployment whether to replace the tasks although nothing changed
 * @param waitTimeout how long to wait for the verdict, on top of the service's bake time
 */
public record DeploymentSettings(OptionalInt desiredCount, boolean forceNewDeployment, Duration waitTimeout) {
    /** Half an hour, as long as a slow service with a load balancer needs. */
    public static final Duration DEFAULT_WAIT = Duration.ofSeconds(1800);

    /** @throws IllegalArgumentException when a number is negative */
    public DeploymentSettings {
        if (desiredCount.orElse(0) < 0 || waitTimeout.isNegative()) {
            throw new IllegalArgumentException("desiredCount and waitTimeout must not be negative");
        }
    }

    /** Nothing but the revision is sent, and the verdict is awaited for {@link #DEFAULT_WAIT}. */
    public static DeploymentSettings defaults() {
        return new DeploymentSettings(OptionalInt.empty(), false, DEFAULT_WAIT);
    }
}
