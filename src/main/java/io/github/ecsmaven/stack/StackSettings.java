package io.github.ecsmaven.stack;

import java.time.Duration;

/**
 * How a stack is changed.
 *
 * @param allowReplacement whether load balancer, log group and cluster may be replaced or deleted, with their state and address
 * @param waitTimeout how long to wait for CloudFormation
 */
public record StackSettings(boolean allowReplacement, Duration waitTimeout) {
    /** An hour: a load balancer takes minutes, and a service that never gets healthy is given up within less. */
    public static final Duration DEFAULT_WAIT = Duration.ofHours(1);

    /** @throws IllegalArgumentException when the time is negative */
    public StackSettings {
        if (waitTimeout.isNegative()) {
            throw new IllegalArgumentException("waitTimeout must not be negative");
        }
    }

    /** Nothing with state or address is replaced. */
    public static StackSettings defaults() {
        return new StackSettings(false, DEFAULT_WAIT);
    }
}
