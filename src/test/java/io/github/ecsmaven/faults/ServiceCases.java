package io.github.ecsmaven.faults;

import io.github.ecsmaven.sandbox.cloudformation.StackFaults.Action;
import io.github.ecsmaven.sandbox.ecs.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Deployments and stacks that come to no good end. */
final class ServiceCases {
    private static final String CHAPTER = "The deployment";

    private ServiceCases() {}

    static List<FaultCase> all() {
        List<FaultCase> cases = new ArrayList<>();
        cases.add(tasks("the new tasks exit with 7", Behaviour.exitsAfter(Duration.ofMillis(300), 7)));
        cases.add(tasks("the image cannot be pulled", Behaviour.cannotPull("no route to the registry")));
        cases.add(tasks("the new tasks cannot start", Behaviour.cannotStart("ResourceInitializationError")));
        cases.add(new FaultCase(
                CHAPTER,
                "Fargate has no capacity",
                Scene.SERVICE,
                new Fault.OfSurroundings(world -> world.ecs().withoutCapacity(true), world -> world.ecs()
                        .withoutCapacity(false))));
        for (String resource : List.of("Cluster", "ExecutionRole", "Listener", "Service")) {
            cases.add(new FaultCase(
                    CHAPTER,
                    "CloudFormation cannot make " + resource,
                    Scene.STACK,
                    new Fault.OfSurroundings(
                            world -> world.sandbox.cloudFormation().faults().fail(resource, Action.CREATE, "no"),
                            world -> world.sandbox.cloudFormation().faults().clear())));
        }
        cases.add(new FaultCase(
                CHAPTER,
                "CloudFormation never ends",
                Scene.STACK,
                new Fault.OfSurroundings(
                        world -> world.sandbox.cloudFormation().faults().hold("Listener", Action.CREATE),
                        world -> world.sandbox.cloudFormation().faults().clear())));
        return cases;
    }

    private static FaultCase tasks(String words, Behaviour behaviour) {
        AtomicBoolean on = new AtomicBoolean(true);
        return new FaultCase(
                CHAPTER,
                words,
                Scene.SERVICE,
                new Fault.OfSurroundings(
                        world -> world.tasks.when(
                                container -> on.get() && container.image().contains("@"), behaviour),
                        world -> on.set(false)));
    }
}
