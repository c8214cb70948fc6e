package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import java.util.List;
import java.util.Optional;

/** Reads how a load balancer sees the tasks behind it (Elastic Load Balancing API, version 2015-12-01). */
public interface TargetGroups {
    /**
     * The health of every target that is registered.
     *
     * @throws ActionableException when AWS refuses or cannot be reached
     */
    List<Target> targets(String targetGroupArn);

    /**
     * How the group checks its targets; empty when there is no such group.
     *
     * @throws ActionableException when AWS refuses or cannot be reached
     */
    Optional<HealthCheck> healthCheck(String targetGroupArn);

    /**
     * One target.
     *
     * @param id IP address or instance id
     * @param port the port that gets the traffic
     * @param state such as {@code healthy}, {@code unhealthy}, {@code initial}, {@code draining}
     * @param reason such as {@code Target.ResponseCodeMismatch}; empty when healthy
     * @param description the reason in words; empty when healthy
     */
    record Target(String id, int port, String state, String reason, String description) {}

    /**
     * A health check.
     *
     * @param protocol such as {@code HTTP}
     * @param port a number, or {@code traffic-port}
     * @param path what is asked for; absent for protocols without paths
     * @param matcher the status codes that are healthy, such as {@code 200-299}; absent for protocols without them
     * @param intervalSeconds seconds between two checks of a target
     * @param timeoutSeconds seconds without an answer after which a check has failed
     * @param healthyThreshold successes in a row that make a target healthy
     * @param unhealthyThreshold failures in a row that make it unhealthy
     */
    record HealthCheck(
            String protocol,
            String port,
            Optional<String> path,
            Optional<String> matcher,
            int intervalSeconds,
            int timeoutSeconds,
            int healthyThreshold,
            int unhealthyThreshold) {}
}
