package io.github.ecsmaven.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.docker.DockerEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Builds that end before their time, in the engine that runs on this machine. */
class BuildEndsEngineTest extends EngineFixture {
    private static TickingStep step;

    @Test
    void endsTheStepAndTheSessionOfABuildThatIsInterrupted() throws Exception {
        step = new TickingStep(engine.base());
        try (Relay relay = Relay.start(elsewhere, engine.engine().dial());
                DockerEngine relayed = TestEngine.connect(relay);
                BuildKit buildKit = BuildKit.of(relayed)) {
            int idle = relay.connections();
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread building = building(buildKit, relayed, failure);
            heard.await(TickingStep.RUNS);

            building.interrupt();

            assertThat(failure.get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContaining("The build of " + context.resolve("Dockerfile") + " was interrupted.");
            assertThat(becomes(() -> relay.connections() <= idle))
                    .as("the session's connection is closed")
                    .isTrue();
            assertThatTheStepEnds(buildKit, relayed);
        }
    }

    @Test
    void endsTheStepOfAJvmThatIsKilledAndLeavesNoFile() throws Exception {
        step = new TickingStep(engine.base());
        step.request(context);
        Path temporary = Files.createDirectory(elsewhere.resolve("tmp"));
        Process jvm = jvm(temporary);
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo(TickingStep.RUNS);
        } finally {
            jvm.destroyForcibly().waitFor();
        }

        try (BuildKit buildKit = BuildKit.of(engine.engine())) {
            assertThatTheStepEnds(buildKit, engine.engine());
        }
        try (Stream<Path> left = Files.walk(elsewhere)) {
            assertThat(left).filteredOn(Files::isRegularFile).isEmpty();
        }
    }

    private Process jvm(Path temporary) throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-Duser.home=" + elsewhere,
                "-cp",
                System.getProperty("java.class.path"),
                BuildMain.class.getName(),
                context.toString());
        java.environment().put("SECRET", "hush-hush");
        return java.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    @Test
    void saysThatTheEngineWentAway() throws Exception {
        step = new TickingStep(engine.base());
        try (Relay relay = Relay.start(elsewhere, engine.engine().dial());
                DockerEngine relayed = TestEngine.connect(relay);
                BuildKit buildKit = BuildKit.of(relayed)) {
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            building(buildKit, relayed, failure);
            heard.await(TickingStep.RUNS);

            relay.cut();

            assertThat(failure.get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContaining("The connection to the Docker Engine at " + relay.host())
                    .hasMessageContaining("was lost while it built " + context.resolve("Dockerfile"))
                    .hasMessageContaining("See whether it still runs");
        }
        try (BuildKit buildKit = BuildKit.of(engine.engine())) {
            assertThatTheStepEnds(buildKit, engine.engine());
        }
    }

    @Test
    void leavesNoConnectionBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (Relay relay = Relay.start(elsewhere, engine.engine().dial())) {
            try (DockerEngine relayed = TestEngine.connect(relay);
                    BuildKit buildKit = BuildKit.of(relayed)) {
                engine.builder(buildKit)
                        .build(
                                BuildRequest.of(context, "FROM " + engine.base() + "\nCOPY Dockerfile /\n")
                                        .build(),
                                heard);
            }

            assertThat(becomes(() -> relay.connections() == 0)).isTrue();
        }
        assertThat(becomes(() -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .noneMatch(thread -> thread.getName().startsWith("ecs-"))))
                .isTrue();
    }

    private Thread building(BuildKit buildKit, DockerEngine into, CompletableFuture<Throwable> failure) {
        Thread thread = new Thread(() -> {
            try {
                engine.builder(buildKit).build(step.request(context).build(), heard);
                failure.complete(new AssertionError("the build went well"));
            } catch (RuntimeException e) {
                failure.complete(e);
            }
        });
        thread.start();
        return thread;
    }

    private void assertThatTheStepEnds(BuildKit buildKit, DockerEngine into) {
        HeardBuild watch = new HeardBuild();
        engine.builder(buildKit).build(step.watch(context).build(), watch);
        assertThat(watch.lines()).contains("stopped");
    }

    private static boolean becomes(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return condition.getAsBoolean();
    }
}
