package io.github.ecsmaven.sandbox.ecs;

/** Brings what a runner saw, in whatever thread, to the sandbox's own turn. */
final class LifeObserver implements TaskObserver {
    private final Task task;
    private final TaskLife life;
    private final Turns turns;

    LifeObserver(Task task, TaskLife life, Turns turns) {
        this.task = task;
        this.life = life;
        this.turns = turns;
    }

    @Override
    public void pullStarted() {
        turns.take(() -> life.pullStarted(task));
    }

    @Override
    public void pullStopped() {
        turns.take(() -> life.pullStopped(task));
    }

    @Override
    public void started() {
        turns.take(() -> life.started(task));
    }

    @Override
    public void bound(String container, int containerPort, int hostPort) {
        turns.take(() -> task.container(container).ifPresent(c -> c.bind(containerPort, hostPort)));
    }

    @Override
    public void health(String container, boolean healthy) {
        turns.take(() -> life.health(task, container, healthy));
    }

    // Not in a turn: lines change nothing but their stream, and a container may write many.
    @Override
    public void wrote(String container, String line) {
        life.wrote(task, container, line);
    }

    @Override
    public void exited(String container, int exitCode) {
        turns.take(() -> life.exited(task, container, exitCode));
    }

    @Override
    public void failedToStart(String container, String reason) {
        turns.take(() -> life.failedToStart(task, container, reason));
    }

    @Override
    public void gone() {
        turns.take(() -> life.gone(task));
    }
}
