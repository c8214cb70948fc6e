package io.github.ecsmaven.sandbox.ecs;

/** Hears what becomes of a task. May be called from any thread. */
public interface TaskObserver {
    void pullStarted();

    void pullStopped();

    /** All containers run. */
    void started();

    /** The container got the port of this machine for its own port. */
    void bound(String container, int containerPort, int hostPort);

    /** The container's own health check came to another result. */
    void health(String container, boolean healthy);

    /** The container wrote a line. */
    void wrote(String container, String line);

    /** The container is over. */
    void exited(String container, int exitCode);

    /** The task cannot start, or not go on starting; {@link #gone()} still follows. */
    void failedToStart(String container, String reason);

    /** Nothing of the task is left. The last call, and always made. */
    void gone();
}
