package io.github.ecsmaven.sandbox.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Tasks that exist on the sandbox's clock only. Every container runs unless a rule says otherwise; the last rule that fits counts. */
public final class ScriptedTasks implements TaskRunner {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    /** @param part of the image reference or of the pinned digest */
    public ScriptedTasks whenImageContains(String part, Behaviour behaviour) {
        return when(
                container ->
                        container.image().contains(part) || container.digest().contains(part),
                behaviour);
    }

    /** @param name of the container */
    public ScriptedTasks whenContainerIs(String name, Behaviour behaviour) {
        return when(container -> container.name().equals(name), behaviour);
    }

    public ScriptedTasks when(Predicate<TaskLaunch.Container> fits, Behaviour behaviour) {
        rules.add(new Rule(fits, behaviour));
        return this;
    }

    @Override
    public TaskHandle start(TaskLaunch launch, TaskObserver observer, Delays delays) {
        List<ScriptedTask.Actor> actors = new ArrayList<>();
        for (TaskLaunch.Container container : launch.containers()) {
            actors.add(new ScriptedTask.Actor(container, behaviourOf(container)));
        }
        ScriptedTask task = new ScriptedTask(launch.timing(), actors, observer, delays);
        task.begin();
        return task;
    }

    private Behaviour behaviourOf(TaskLaunch.Container container) {
        Behaviour behaviour = Behaviour.runs();
        for (Rule rule : rules) {
            if (rule.fits().test(container)) {
                behaviour = rule.behaviour();
            }
        }
        return behaviour;
    }

    private record Rule(Predicate<TaskLaunch.Container> fits, Behaviour behaviour) {}
}
