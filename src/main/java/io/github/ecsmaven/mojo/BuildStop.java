package io.github.ecsmaven.mojo;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a build early, by an interrupt of the thread that builds; nothing else that the thread does ever meets that interrupt. */
final class BuildStop {
    private @Nullable Thread building;
    private boolean ordered;

    /** Ends the build that runs, and keeps one that has not begun from it. */
    synchronized void order() {
        ordered = true;
        if (building != null) {
            building.interrupt();
        }
    }

    /**
     * Builds on this thread, unless the stop is ordered already.
     *
     * @return what a build that was stopped has failed with
     * @throws RuntimeException whatever a build failed with that was not stopped
     */
    Optional<RuntimeException> run(Runnable build) {
        if (!begin()) {
            return Optional.empty();
        }
        RuntimeException failure = null;
        boolean stopped;
        try {
            build.run();
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            stopped = end();
        }
        if (failure != null && !stopped) {
            throw failure;
        }
        return Optional.ofNullable(failure);
    }

    private synchronized boolean begin() {
        building = ordered ? null : Thread.currentThread();
        return !ordered;
    }

    /** Whether the stop was ordered meanwhile; then the interrupt has done its work. */
    private synchronized boolean end() {
        building = null;
        if (ordered) {
            Thread.interrupted();
        }
        return ordered;
    }
}
