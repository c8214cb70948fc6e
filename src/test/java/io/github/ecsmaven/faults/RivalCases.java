package io.github.ecsmaven.faults;

import io.github.ecsmaven.mojo.ModuleRun.Said;
import io.github.ecsmaven.sandbox.Faults.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Two pipelines that deploy the same service at once. */
final class RivalCases {
    private static final String CHAPTER = "Two pipelines at once";

    private RivalCases() {}

    static List<FaultCase> all() {
        List<FaultCase> cases = new ArrayList<>();
        for (String call : List.of(
                "registry:StartUpload",
                "registry:PutManifest",
                "ecr:PutImage",
                "ecr:PutLifecyclePolicy",
                "ecs:RegisterTaskDefinition",
                "ecs:UpdateService")) {
            // An engine pushes a layer once for all who ask, so at the first step the one would wait for the other.
            cases.addAll(
                    call.equals("registry:StartUpload")
                            ? List.of(at(call, Scene.SERVICE, false))
                            : both(call, Scene.SERVICE));
        }
        cases.addAll(both("ecr:CreateRepository", Scene.NEW_REPOSITORY));
        for (String call : List.of("cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet")) {
            cases.addAll(both(call, Scene.STACK));
        }
        cases.addAll(both("ecs:UpdateExpressGatewayService", Scene.EXPRESS));
        cases.addAll(both("ecs:CreateExpressGatewayService", Scene.NEW_EXPRESS));
        cases.add(whileWaiting(
                "another commit, deployed by another pipeline while the verdict is awaited", Scene.SERVICE, false));
        cases.add(whileWaiting(
                "the same commit, deployed by another pipeline while the verdict is awaited", Scene.SERVICE, true));
        return cases;
    }

    private static List<FaultCase> both(String call, Scene scene) {
        return List.of(at(call, scene, true), at(call, scene, false));
    }

    private static FaultCase at(String call, Scene scene, boolean same) {
        String words = (same ? "the same" : "another") + " commit, deployed by another pipeline before";
        return new FaultCase(CHAPTER, words, List.of(call), scene, Fault.OfSurroundings.of(world -> world.sandbox
                .faults()
                .add(call, 1, new Effect.Meanwhile(() -> rival(world, same)))));
    }

    private static FaultCase whileWaiting(String words, Scene scene, boolean same) {
        return new FaultCase(CHAPTER, words, scene, Fault.OfSurroundings.of(world -> {
            AtomicBoolean first = new AtomicBoolean(true);
            world.whileWaiting(() -> {
                if (first.getAndSet(false)) {
                    rival(world, same);
                }
            });
        }));
    }

    private static void rival(World world, boolean same) {
        try {
            Path checkout =
                    Files.createDirectories(world.module.resolve("../" + world.module.getFileName() + "-rival"));
            for (String file : List.of("app.txt", "npmrc", ".dockerignore", "Dockerfile")) {
                Files.copy(world.module.resolve(file), checkout.resolve(file));
            }
            if (!same) {
                Files.writeString(checkout.resolve("app.txt"), "another commit of " + world.repository);
            }
            Said said = world.runIn(checkout, world.clock::advance).deploy();
            if (!said.isSuccess()) {
                throw new IllegalStateException("the other pipeline: " + said);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
