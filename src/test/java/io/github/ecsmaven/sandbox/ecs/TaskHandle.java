package io.github.ecsmaven.sandbox.ecs;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** A task that was started. */
public interface TaskHandle {

    /**
     * Asks the task to end and returns at once: SIGTERM, then SIGKILL.
     *
     * @param grace between the two for containers that set no {@code stopTimeout}
     */
    void stop(Duration grace);

    /** Where a container's port can be reached from this machine, when it can. */
    default Optional<InetSocketAddress> address(int containerPort) {
        return Optional.empty();
    }

    /** Whether a load balancer's check of the task succeeds. */
    default boolean answersTargetGroup() {
        return true;
    }
}
