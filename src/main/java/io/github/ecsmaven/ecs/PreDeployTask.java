package io.github.ecsmaven.ecs;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A task of the new revision that has to succeed before the service is updated to it, such as the migration of a database.
 *
 * @param container whose command is replaced; absent means the container that runs the image
 * @param command what that container executes instead of its own; empty leaves it
 * @param environment variables on top of those of the task definition, for this task only
 * @param timeout how long it may take, with the time that it needs to start
 */
public record PreDeployTask(
        Optional<String> container, List<String> command, Map<String, String> environment, Duration timeout) {
    /** A quarter of an hour. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(900);

    /** @throws IllegalArgumentException when the timeout is not positive */
    public PreDeployTask {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive");
        }
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** Leaves the values of variables out, which may be secret. */
    @Override
    public String toString() {
        return "PreDeployTask[container=" + container.orElse("the image's") + ", command=" + command.size()
                + " words, environment=" + environment.keySet() + ", timeout=" + timeout + "]";
    }
}
