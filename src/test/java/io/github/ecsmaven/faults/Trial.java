package io.github.ecsmaven.faults;

import io.github.ecsmaven.mojo.ModuleRun.Said;
import io.github.ecsmaven.sandbox.ecr.StoredImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the goals with a fault and once more without, and looks whether every promise is kept. */
final class Trial {
    private final FaultCase tried;
    private final World world;
    private final List<String> broken = new ArrayList<>();

    private Trial(FaultCase tried, World world) {
        this.tried = tried;
        this.world = world;
    }

    /** @param directory that nobody else uses */
    static Finding of(FaultCase tried, Path directory) throws Exception {
        try (World world = new World(tried.scene(), directory)) {
            return new Trial(tried, world).run();
        }
    }

    private Finding run() throws Exception {
        Outcome outcome = withFault();
        Said said = outcome.said();
        WorldState state = WorldState.of(world);
        if (outcome.isSuccess()) {
            expectNewVersionRuns("success was told");
        } else if (outcome.isFailure()) {
            expectRemedy(said.error().orElse(""));
        }
        expectNothingLost("after the fault");
        expectNoSecret(said);
        runAgain();
        return new Finding(tried, new Sentence(world).of(said), outcome.verdict(), state, List.copyOf(broken));
    }

    private Outcome withFault() throws Exception {
        try {
            tried.what().strike(world);
            return tried.what().run(world);
        } finally {
            tried.what().lift(world);
        }
    }

    private void runAgain() {
        world.heal();
        world.clock.advance(Duration.ofMinutes(1));
        Said again = world.run().deploy();
        again.error().ifPresent(error -> broken.add("a plain re-run fails: " + error));
        expectNewVersionRuns("the re-run");
        expectNothingLost("after the re-run");
        expectNoSecret(again);
    }

    private void expectNewVersionRuns(String when) {
        String pushed = pushedDigest();
        if (world.sandbox.ecr().image(world.repository, pushed).isEmpty()) {
            broken.add(when + ", and the image is not in the repository");
        }
        Optional<String> runs = WorldState.imageThatRuns(world);
        if (runs.filter(image -> image.endsWith("@" + pushed)).isEmpty()) {
            broken.add(when + ", and the service runs " + runs.orElse("nothing that is deployed to its end"));
        }
        String policy = world.sandbox.ecr().lifecyclePolicy(world.repository);
        if (policy == null || !policy.contains("9") || policy.contains("99")) {
            broken.add(when + ", and the lifecycle policy is " + policy);
        }
    }

    /** Of this pipeline: the tag may be another one's by now. */
    private String pushedDigest() {
        try {
            return Files.readString(world.records().resolve("image.json"))
                    .replaceFirst("(?s).*\"imageDigest\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        } catch (IOException e) {
            return "sha256:" + e;
        }
    }

    private void expectRemedy(String error) {
        if (error.strip().lines().count() < 2) {
            broken.add("the error says nothing to do: " + error);
        }
        if (error.contains("Exception:") || error.contains("java.")) {
            broken.add("the error is a stack trace's: " + error);
        }
    }

    private void expectNothingLost(String when) {
        Optional<String> kept = world.sandbox
                .ecr()
                .image(world.keptRepository(), World.KEPT_TAG)
                .map(StoredImage::digest);
        if (!kept.equals(Optional.of(world.keptDigest()))) {
            broken.add(when + " the image that was there is " + kept);
        }
        if (world.scene != Scene.NEW_REPOSITORY && world.sandbox.ecr().lifecyclePolicy(world.repository) == null) {
            broken.add(when + " there is no lifecycle policy");
        }
        WorldState.missingTasks(world)
                .filter(missing -> missing > 0 && world.scene.hasService())
                .ifPresent(missing -> broken.add(when + " " + missing + " tasks are missing"));
    }

    private void expectNoSecret(Said said) {
        List<String> secrets = Secrets.of(world);
        Secrets.in(said.log() + said.error().orElse(""), secrets)
                .forEach(secret -> broken.add("the log has " + secret));
        try (Stream<Path> files = Files.exists(world.records()) ? Files.walk(world.records()) : Stream.empty()) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Secrets.in(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1), secrets)
                        .forEach(secret -> broken.add(file.getFileName() + " has " + secret));
            }
        } catch (IOException e) {
            broken.add("target cannot be searched: " + e);
        }
    }
}
