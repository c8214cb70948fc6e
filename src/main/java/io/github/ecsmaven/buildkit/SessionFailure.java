package io.github.ecsmaven.buildkit;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What first went wrong on our side of a session: the cause of the error that the builder then reports in words of its own. */
final class SessionFailure {
    private final AtomicReference<RuntimeException> first = new AtomicReference<>();
    private final AtomicReference<String> secret = new AtomicReference<>();
    private final AtomicReference<String> agent = new AtomicReference<>();

    void set(RuntimeException failure) {
        first.compareAndSet(null, failure);
    }

    Optional<RuntimeException> get() {
        return Optional.ofNullable(first.get());
    }

    /** A step asked for a secret that there is not. It goes on without, unless the Dockerfile says that it must not. */
    void noSecret(String id) {
        secret.compareAndSet(null, id);
    }

    /** A step asked for an SSH agent that there is not, and goes on without in the same way. */
    void noAgent(String id) {
        agent.compareAndSet(null, id);
    }

    /** The first secret that a step went on without. */
    Optional<String> missingSecret() {
        return Optional.ofNullable(secret.get());
    }

    /** The first agent that a step went on without. */
    Optional<String> missingAgent() {
        return Optional.ofNullable(agent.get());
    }
}
