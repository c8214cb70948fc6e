package io.github.ecsmaven.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A step {@code RUN sleep} of a Dockerfile, of which this machine's processes tell that it runs: an engine's containers are among them. The
 * image has this machine's {@code sleep} and the libraries that it needs.
 */
final class SlowStep {
    private static final Path SLEEP = Path.of("/bin/sleep");
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int GLANCE_MILLIS = 50;

    private final String seconds;

    private SlowStep(String seconds) {
        this.seconds = seconds;
    }

    /** Puts it into a module's Dockerfile; it takes a few seconds. */
    static SlowStep in(Path module) throws IOException, InterruptedException {
        for (String library : libraries()) {
            copy(Path.of(library), module);
        }
        copy(SLEEP, module);
        // By the fraction one step is told from another.
        String seconds = "4." + (100_000_000 + Math.abs(UUID.randomUUID().hashCode() % 900_000_000));
        Files.writeString(
                module.resolve("Dockerfile"),
                "FROM scratch\nCOPY system /\nRUN [\"/bin/sleep\", \"" + seconds + "\"]\nCOPY app.txt /\n");
        Files.writeString(module.resolve(".dockerignore"), "*\n!app.txt\n!system\n");
        return new SlowStep(seconds);
    }

    private static List<String> libraries() throws IOException, InterruptedException {
        Process ldd = new ProcessBuilder("ldd", SLEEP.toString()).start();
        String said = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (ldd.waitFor() != 0) {
            throw new IllegalStateException("ldd " + SLEEP + ": " + said);
        }
        return LIBRARY.matcher(said).results().map(found -> found.group(1)).toList();
    }

    private static void copy(Path file, Path module) throws IOException {
        Path copy = module.resolve("system").resolve(file.toString().substring(1));
        Files.createDirectories(copy.getParent());
        Files.copy(file.toRealPath(), copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Completes when it runs. */
    CompletableFuture<Void> begun() {
        return CompletableFuture.runAsync(() -> {
            for (long glances = PATIENCE.toMillis() / GLANCE_MILLIS; !isRunning(); glances--) {
                if (glances == 0) {
                    throw new IllegalStateException("no step of the build sleeps " + seconds);
                }
                CompletableFuture.runAsync(
                                () -> {}, CompletableFuture.delayedExecutor(GLANCE_MILLIS, TimeUnit.MILLISECONDS))
                        .join();
            }
        });
    }

    private boolean isRunning() {
        return ProcessHandle.allProcesses()
                .anyMatch(process ->
                        process.info().arguments().stream().flatMap(Stream::of).anyMatch(seconds::equals));
    }
}
