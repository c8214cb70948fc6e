package io.github.ecsmaven.ecs;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to deploy.
 *
 * @param desiredCount how many tasks the service should run; never sent unless present
 * @param forceNewDeployment whether to replace the tasks although nothing changed
 * @param waitTimeout how long to wait for the verdict, on top of the service's bake times
 * @param onTimeout what happens to a deployment that has not ended by then
 * @param logLines how many lines of the containers' logs explain a failure, 0 for none
 * @param preDeployTask what has to succeed before the service is updated
 */
public record DeploymentSettings(
        OptionalInt desiredCount,
        boolean forceNewDeployment,
        Duration waitTimeout,
        OnTimeout onTimeout,
        int logLines,
        Optional<PreDeployTask> preDeployTask) {
    /** Half an hour, as long as a slow service with a load balancer needs. */
    public static final Duration DEFAULT_WAIT = Duration.ofSeconds(1800);

    /** As many as fit a screen. */
    public static final int DEFAULT_LOG_LINES = 30;

    /** @throws IllegalArgumentException when a number is negative */
    public DeploymentSettings {
        if (desiredCount.orElse(0) < 0 || waitTimeout.isNegative() || logLines < 0) {
            throw new IllegalArgumentException("desiredCount, waitTimeout and logLines must not be negative");
        }
    }

    /** Nothing but the revision is sent, and the verdict is awaited for {@link #DEFAULT_WAIT}. */
    public static DeploymentSettings defaults() {
        return new DeploymentSettings(
                OptionalInt.empty(), false, DEFAULT_WAIT, OnTimeout.FAIL, DEFAULT_LOG_LINES, Optional.empty());
    }

    /** The same, but that tasks are replaced only when something changed. */
    public DeploymentSettings withoutForce() {
        return new DeploymentSettings(desiredCount, false, waitTimeout, onTimeout, logLines, preDeployTask);
    }

    /** What happens to a deployment whose verdict is not known in time, or that repeats a cause which never heals. */
    public enum OnTimeout {
        /** The build fails, and the deployment goes on. */
        FAIL,
        /** ECS is asked to roll it back, and the build fails when that is done. */
        ROLLBACK
    }
}
