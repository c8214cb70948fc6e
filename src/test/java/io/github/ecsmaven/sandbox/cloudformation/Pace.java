package io.github.ecsmaven.sandbox.cloudformation;

import java.time.Duration;

/**
 * How long things take at least, on the sandbox's clock.
 *
 * @param changeSet until a change set is there
 * @param resource to create, change or delete a resource
 * @param loadBalancer the same of a load balancer, which takes minutes in AWS
 * @param drift to look for drift
 */
record Pace(Duration changeSet, Duration resource, Duration loadBalancer, Duration drift) {
    /** For a demonstration in real time. */
    static Pace brisk() {
        return new Pace(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(100));
    }

    /** As in AWS. */
    static Pace calm() {
        return new Pace(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofSeconds(10));
    }

    Duration of(ResourceType type) {
        return type.name().equals("AWS::ElasticLoadBalancingV2::LoadBalancer") ? loadBalancer : resource;
    }
}
