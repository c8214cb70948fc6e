package io.github.ecsmaven.faults;

import io.github.ecsmaven.mojo.ModuleRun.Said;
import io.github.ecsmaven.sandbox.Gate;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;

/** The goals in a process of their own. */
final class MavenProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration GLANCE = Duration.ofMillis(250);
    private static final int SECONDS_TO_END = 20;

    private final World world;
    private final Process process;
    private final Path output;
    private final Path options;

    private MavenProcess(World world, Process process, Path output, Path options) {
        this.world = world;
        this.process = process;
        this.output = output;
        this.options = options;
    }

    static MavenProcess start(World world) throws IOException {
        Properties given = new Properties();
        given.putAll(world.properties);
        given.put("xml", world.xml);
        Path options = Files.createTempFile("maven", ".properties");
        try (Writer file = Files.newBufferedWriter(options)) {
            given.store(file, null);
        }
        Path output = Files.createTempFile("maven", ".log");
        // A shell that runs a test in the background has it ignore SIGINT, and whatever it starts.
        ProcessBuilder command = new ProcessBuilder(List.of(
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        InterruptedMain.class.getName(),
                        world.module.toString(),
                        options.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        command.environment().put("AWS_ACCESS_KEY_ID", System.getProperty("aws.accessKeyId"));
        command.environment().put("AWS_SECRET_ACCESS_KEY", System.getProperty("aws.secretAccessKey"));
        return new MavenProcess(world, command.start(), output, options);
    }

    /** What it waits for comes by the sandbox's clock. */
    private boolean reaches(Gate gate) throws InterruptedException {
        for (long glances = PATIENCE.dividedBy(GLANCE); glances > 0; glances--) {
            if (gate.isReached(GLANCE)) {
                return true;
            }
            world.clock.advance(GLANCE);
        }
        return false;
    }

    /** Lets it come to its own end. */
    Outcome untilItsEnd() throws Exception {
        for (long glances = PATIENCE.dividedBy(GLANCE); glances > 0; glances--) {
            if (process.waitFor(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
                break;
            }
            world.clock.advance(GLANCE.multipliedBy(20));
        }
        String log = Files.readString(output);
        Assertions.assertThat(process.isAlive()).as(log).isFalse();
        return Outcome.of(new Said(log, process.exitValue() == 0 ? Optional.empty() : Optional.of(error(log))));
    }

    private static String error(String log) {
        return log.lines().filter(line -> !line.startsWith("[")).collect(Collectors.joining("\n"));
    }

    /** Sends the signal when a request waits at the gate. */
    Outcome endedAt(Gate gate, Signal signal) throws Exception {
        if (!reaches(gate)) {
            throw new AssertionError("nothing came to the gate:\n" + Files.readString(output));
        }
        return ended(signal);
    }

    /** Sends the signal. */
    Outcome ended(Signal signal) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                .inheritIO()
                .start()
                .waitFor();
        Assertions.assertThat(process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS))
                .as("ends after " + signal.words())
                .isTrue();
        Assertions.assertThat(process.exitValue()).isEqualTo(signal.exit());
        String log = Files.readString(output);
        Optional<String> told =
                log.lines().filter(line -> line.startsWith("Interrupted: ")).findFirst();
        return new Outcome("ended with " + signal.exit(), new Said(log.replace("[WARNING] ", "[told] "), told));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(output);
        Files.deleteIfExists(options);
    }
}
