package io.github.ecsmaven.faults;

import io.github.ecsmaven.sandbox.Faults.Effect;
import io.github.ecsmaven.sandbox.Gate;
import java.util.ArrayList;
import java.util.List;

/** {@code kill -9} and Ctrl-C at every stage. */
final class InterruptCases {
    private static final String CHAPTER = "Maven is ended";

    private InterruptCases() {}

    static List<FaultCase> all() {
        List<FaultCase> cases = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            cases.add(at(signal, "while a base image is pulled", "registry:GetBlob", false, Scene.SERVICE));
            cases.add(whileAStepRuns(signal));
            cases.add(at(signal, "while a layer is pushed", "registry:UploadChunk", false, Scene.SERVICE));
            cases.add(at(signal, "when the manifest is in the registry", "registry:PutManifest", true, Scene.SERVICE));
            cases.add(at(signal, "when the repository is created", "ecr:CreateRepository", true, Scene.NEW_REPOSITORY));
            cases.add(at(signal, "when the lifecycle policy is put", "ecr:PutLifecyclePolicy", true, Scene.SERVICE));
            cases.add(at(signal, "when the revision is registered", "ecs:RegisterTaskDefinition", true, Scene.SERVICE));
            cases.add(at(signal, "when the service is updated", "ecs:UpdateService", true, Scene.SERVICE));
            cases.add(
                    at(signal, "while the verdict is awaited", "ecs:DescribeServiceDeployments", false, Scene.SERVICE));
            cases.add(
                    at(signal, "when the change set is created", "cloudformation:CreateChangeSet", true, Scene.STACK));
            cases.add(at(signal, "when the stack is begun", "cloudformation:ExecuteChangeSet", true, Scene.STACK));
            cases.add(at(
                    signal,
                    "when the service of Express Mode is made",
                    "ecs:CreateExpressGatewayService",
                    true,
                    Scene.NEW_EXPRESS));
            cases.add(at(
                    signal,
                    "when the service of Express Mode is updated",
                    "ecs:UpdateExpressGatewayService",
                    true,
                    Scene.EXPRESS));
            cases.add(at(signal, "while the stack is made", "cloudformation:DescribeStackEvents", false, Scene.STACK));
        }
        return cases;
    }

    private static FaultCase whileAStepRuns(Signal signal) {
        Fault.Play play = world -> {
            SlowStep step = SlowStep.in(world.module);
            try (MavenProcess maven = MavenProcess.start(world)) {
                step.begun().join();
                return maven.ended(signal);
            }
        };
        return new FaultCase(
                CHAPTER,
                signal.words() + ", while a step of the build runs",
                Scene.SERVICE,
                new Fault.OfRun(play, world -> {}));
    }

    private static FaultCase at(Signal signal, String stage, String call, boolean carriedOut, Scene scene) {
        Fault.Play play = world -> {
            if (call.equals("registry:GetBlob")) {
                world.buildOnKeptImage();
            }
            Gate gate = new Gate();
            world.sandbox.faults().add(call, Fault.FOR_EVER, new Effect.Stall(gate, carriedOut));
            try (MavenProcess maven = MavenProcess.start(world)) {
                return maven.endedAt(gate, signal);
            } finally {
                world.sandbox.faults().clear();
                gate.open();
            }
        };
        return new FaultCase(CHAPTER, signal.words() + ", " + stage, scene, new Fault.OfRun(play, world -> {}));
    }
}
