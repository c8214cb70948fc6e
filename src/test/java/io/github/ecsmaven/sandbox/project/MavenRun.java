package io.github.ecsmaven.sandbox.project;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Maven that an integration test starts itself, to look at it and to send it signals while it runs. It gets the command line and the
 * variables that the invoker gave its own Maven, which {@link #RECORDER} wrote down.
 */
public final class MavenRun {
    /** Name of the script that stands in for Maven in {@code invoker.properties}; it runs Maven, too. */
    public static final String RECORDER = "recorded-mvn";

    private static final String RECORDING =
            """
            #!/bin/sh
            env | grep ^AWS_ >recorded-environment
            printf '%s\\n' "$@" >recorded-arguments
            exec mvn "$@"
            """;

    private static final long PATIENCE_SECONDS = 120;
    private static final long GLANCE_MILLIS = 50;

    private final Process process;
    private final Path log;

    private MavenRun(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Writes the script into a project; called from {@code prebuild.groovy}. */
    public static void record(File basedir) throws IOException {
        File script = new File(basedir, RECORDER);
        Files.writeString(script.toPath(), RECORDING);
        if (!script.setExecutable(true)) {
            throw new IOException("cannot make executable: " + script);
        }
    }

    /** Starts Maven with those goals and options in place of the recorded run's only goal. */
    public static MavenRun start(File basedir, String... goals) throws IOException {
        List<String> recorded = Files.readAllLines(basedir.toPath().resolve("recorded-arguments"));
        // A shell that runs a test in the background has it ignore SIGINT, and whatever it starts.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(Files.readAllLines(basedir.toPath().resolve("recorded-environment")));
        // It lives for seconds, on a machine that does other things.
        command.add("MAVEN_OPTS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        command.add("mvn");
        command.addAll(recorded.subList(0, recorded.size() - 1));
        command.addAll(Arrays.asList(goals));
        Path log = Files.createTempFile(basedir.toPath(), "run-", ".log");
        Process started = new ProcessBuilder(command)
                .directory(basedir)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new MavenRun(started, log);
    }

    /** Waits until it has written that. */
    public MavenRun await(String text) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!output().contains(text)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new AssertionError("never wrote '" + text + "':\n" + output());
            }
            process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
        }
        return this;
    }

    /** Sends it a signal, such as {@code KILL}. The script that starts Maven has become the JVM by the time it writes. */
    public MavenRun signal(String name) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .inheritIO()
                .start()
                .waitFor();
        return this;
    }

    /** Waits for its end and answers its exit code. */
    public int exit() throws Exception {
        return exitWithin(PATIENCE_SECONDS);
    }

    /** The same where it has to end soon. */
    public int exitWithin(long seconds) throws Exception {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("did not end within " + seconds + " s:\n" + output());
        }
        return process.exitValue();
    }

    /** All that it has written so far. */
    public String output() throws IOException {
        return Files.readString(log);
    }
}
