package io.github.ecsmaven.ecs;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Deployment;

/**
 * Tells a deployment that will never succeed from one that is slow, where ECS would go on trying: without a circuit breaker, and in a first
 * deployment, which has nothing to go back to. What ECS itself rolls back is left to it, so that the verdict tells how that ended.
 */
final class Hopelessness {
    /** A cause that never heals need not be seen more often than this. */
    private static final int FATAL_REPEATS = 2;

    /** As many as a circuit breaker would bear (Amazon ECS developer guide, deployment circuit breaker, failure threshold). */
    private static final int LEAST_REPEATS = 3;

    private static final int MOST_REPEATS = 200;

    private Hopelessness() {}

    /** The cause that repeats, if there is one and ECS does not end the deployment itself. */
    static Optional<StoppedTasks> in(Observation seen, List<StoppedTasks> causes) {
        if (seen.willBeRolledBack()) {
            return Optional.empty();
        }
        int running = seen.own().map(Deployment::runningCount).orElse(0);
        int desired = seen.service().desiredCount() == null ? 1 : seen.service().desiredCount();
        int patience = Math.max(LEAST_REPEATS, Math.min(MOST_REPEATS, (desired + 1) / 2));
        return causes.stream()
                .filter(cause ->
                        heals(cause) ? running == 0 && cause.count() >= patience : cause.count() >= FATAL_REPEATS)
                .findFirst();
    }

    private static boolean heals(StoppedTasks cause) {
        return Hint.of(cause).map(Hint::heals).orElse(true);
    }
}
