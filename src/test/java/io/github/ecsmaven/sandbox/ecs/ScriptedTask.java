package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One task that plays the behaviours of its containers. Lives on the timeline, so it is never called by two threads at once. */
final class ScriptedTask implements TaskHandle {
    private static final int SIGTERM = 143;
    private static final int SIGKILL = 137;

    private final Timing timing;
    private final List<Actor> actors;
    private final TaskObserver observer;
    private final Delays delays;
    private final Set<String> running = new HashSet<>();
    private boolean stopping;
    private boolean over;

    ScriptedTask(Timing timing, List<Actor> actors, TaskObserver observer, Delays delays) {
        this.timing = timing;
        this.actors = actors;
        this.observer = observer;
        this.delays = delays;
    }

    void begin() {
        observer.pullStarted();
        delays.after(timing.pull(), this::pulled);
    }

    private void pulled() {
        if (over) {
            return;
        }
        Optional<Actor> unpullable =
                actors.stream().filter(a -> a.behaviour().pullFailure() != null).findFirst();
        if (unpullable.isPresent()) {
            failToStart(
                    unpullable.get(),
                    "CannotPullContainerError: " + unpullable.get().behaviour().pullFailure());
            return;
        }
        observer.pullStopped();
        delays.after(timing.start(), this::started);
    }

    private void started() {
        if (over) {
            return;
        }
        for (Actor actor : actors) {
            if (actor.behaviour().startFailure() != null) {
                failToStart(actor, actor.behaviour().startFailure());
                return;
            }
        }
        actors.forEach(actor -> running.add(actor.name()));
        observer.started();
        actors.forEach(this::play);
    }

    private void failToStart(Actor actor, String reason) {
        observer.failedToStart(actor.name(), reason);
        end();
    }

    private void play(Actor actor) {
        Behaviour behaviour = actor.behaviour();
        behaviour.lines().forEach(line -> observer.wrote(actor.name(), line));
        if (behaviour.exitAfter() != null) {
            delays.after(behaviour.exitAfter(), () -> exit(actor, behaviour.exitCode()));
        }
        if (actor.container().isChecked()) {
            Duration verdict = behaviour.healthy() ? timing.containerHealthy() : patience(actor);
            delays.after(verdict, () -> sayHealth(actor));
        }
    }

    /** After start period and all retries a container that never answered is unhealthy. */
    private static Duration patience(Actor actor) {
        JsonNode check = actor.container().definition().path("healthCheck");
        long seconds = check.path("startPeriod").asLong(0)
                + check.path("interval").asLong(30) * check.path("retries").asLong(3);
        return Duration.ofSeconds(seconds);
    }

    private void sayHealth(Actor actor) {
        if (running.contains(actor.name())) {
            observer.health(actor.name(), actor.behaviour().healthy());
        }
    }

    private void exit(Actor actor, int exitCode) {
        if (running.remove(actor.name())) {
            observer.exited(actor.name(), exitCode);
            if (running.isEmpty()) {
                end();
            }
        }
    }

    private void end() {
        if (!over) {
            over = true;
            observer.gone();
        }
    }

    @Override
    public void stop(Duration grace) {
        if (stopping || over) {
            return;
        }
        stopping = true;
        if (running.isEmpty()) {
            delays.after(timing.stopping(), this::end);
        }
        for (Actor actor : actors) {
            boolean obeys = actor.behaviour().obeysSigterm();
            delays.after(
                    obeys ? timing.stopping() : actor.patience(grace), () -> exit(actor, obeys ? SIGTERM : SIGKILL));
        }
    }

    @Override
    public boolean answersTargetGroup() {
        return actors.stream().allMatch(actor -> actor.behaviour().healthy());
    }

    record Actor(TaskLaunch.Container container, Behaviour behaviour) {
        String name() {
            return container.name();
        }

        Duration patience(Duration ordinary) {
            long seconds = container.definition().path("stopTimeout").asLong(ordinary.toSeconds());
            return Duration.ofSeconds(seconds);
        }
    }
}
