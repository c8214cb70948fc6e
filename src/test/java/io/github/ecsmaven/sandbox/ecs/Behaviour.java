package io.github.ecsmaven.sandbox.ecs;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scripted container does.
 *
 * @param pullFailure what the registry says instead of the image
 * @param startFailure reason why the task cannot start, beginning with AWS's word for it, such as {@code ResourceInitializationError}
 * @param exitAfter how long after its start it ends by itself
 * @param exitCode with which it ends by itself
 * @param healthy whether checks succeed: its own and a load balancer's
 * @param obeysSigterm or has to be killed
 * @param lines that it writes when it starts
 */
public record Behaviour(
        @Nullable String pullFailure,
        @Nullable String startFailure,
        @Nullable Duration exitAfter,
        int exitCode,
        boolean healthy,
        boolean obeysSigterm,
        List<String> lines) {
    public Behaviour {
        lines = List.copyOf(lines);
    }

    /** Runs, is healthy, and ends with 143 on SIGTERM. */
    public static Behaviour runs() {
        return new Behaviour(null, null, null, 0, true, true, List.of());
    }

    /** Ends by itself: a crash, or with 0 a job that is done. */
    public static Behaviour exitsAfter(Duration delay, int exitCode) {
        return new Behaviour(null, null, delay, exitCode, true, true, List.of());
    }

    /** Runs, but no check succeeds. */
    public static Behaviour neverHealthy() {
        return new Behaviour(null, null, null, 0, false, true, List.of());
    }

    /** The image cannot be pulled; the task stops with {@code CannotPullContainerError: <reason>}. */
    public static Behaviour cannotPull(String reason) {
        return new Behaviour(reason, null, null, 0, true, true, List.of());
    }

    /** The task cannot start, as with {@code ResourceInitializationError: unable to pull secrets …}. */
    public static Behaviour cannotStart(String reason) {
        return new Behaviour(null, reason, null, 0, true, true, List.of());
    }

    /** Runs, but ends only when it is killed (exit code 137). */
    public static Behaviour ignoresSigterm() {
        return new Behaviour(null, null, null, 0, true, false, List.of());
    }

    /** The same, and writes that when it starts. */
    public Behaviour writing(String... lines) {
        return new Behaviour(pullFailure, startFailure, exitAfter, exitCode, healthy, obeysSigterm, List.of(lines));
    }
}
