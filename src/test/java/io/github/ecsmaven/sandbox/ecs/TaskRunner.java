package io.github.ecsmaven.sandbox.ecs;

/** What runs the containers of a task: a script ({@link ScriptedTasks}) or a Docker Engine ({@link DockerTasks}). */
public interface TaskRunner extends AutoCloseable {

    /**
     * Starts a task and returns at once.
     *
     * @param launch what to run
     * @param observer hears what becomes of it, now or later, from any thread
     * @param delays the sandbox's clock
     */
    TaskHandle start(TaskLaunch launch, TaskObserver observer, Delays delays);

    /** Whether tasks follow a world of their own, so that the sandbox must look at its clock without being asked. */
    default boolean isLive() {
        return false;
    }

    /** Ends and removes everything that was started. */
    @Override
    default void close() {}
}
