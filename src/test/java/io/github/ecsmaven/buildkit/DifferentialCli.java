package io.github.ecsmaven.buildkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A docker command that builds with BuildKit: since Docker 23 by its plugin buildx, before that by itself. */
final class DifferentialCli {
    private static final int BUILDX_IS_NEEDED_SINCE = 23;

    private final Path command;
    private final String host;
    private boolean hasBuildx;

    private DifferentialCli(Path command, String host) {
        this.command = command;
        this.host = host;
    }

    /**
     * The command that the property {@code docker.cli} or the variable {@code DOCKER_COMMAND} names, or the first of the path that
     * can.
     *
     * @param host the engine's address, as in {@code DOCKER_HOST}
     */
    static Optional<DifferentialCli> find(String host) {
        String given = System.getProperty("docker.cli", System.getenv().getOrDefault("DOCKER_COMMAND", ""));
        Stream<Path> candidates = given.isEmpty()
                ? Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, "docker"))
                : Stream.of(Path.of(given));
        return candidates
                .filter(Files::isExecutable)
                .map(command -> new DifferentialCli(command, host))
                .filter(DifferentialCli::hasBuildKit)
                .findFirst();
    }

    private boolean hasBuildKit() {
        Result version = run(List.of("--version"));
        String major = version.output().replaceFirst("(?s)^[^0-9]*([0-9]+)[.].*", "$1");
        hasBuildx = version.succeeded() && run(List.of("buildx", "version")).succeeded();
        return version.succeeded() && (hasBuildx || Integer.parseInt(major) < BUILDX_IS_NEEDED_SINCE);
    }

    /** Whether it reads patterns as the docker command has done since 2023, with which a directory in a pattern is no prefix any more. */
    boolean readsPatternsOfToday() {
        return hasBuildx;
    }

    /** Builds an image with nothing from a cache. */
    Result build(Path context, Path dockerfile, String image, Map<String, Path> buildContexts) {
        List<String> arguments = new ArrayList<>(List.of("build", "--no-cache", "-q", "-t", image));
        arguments.addAll(List.of("-f", dockerfile.toString()));
        buildContexts.forEach(
                (name, directory) -> arguments.addAll(List.of("--build-context", name + "=" + directory)));
        arguments.add(context.toString());
        return run(arguments);
    }

    private Result run(List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().put("DOCKER_HOST", host);
            builder.environment().put("DOCKER_BUILDKIT", "1");
            builder.environment().put("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
            Process process = builder.start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException(line + " does not end");
            }
            return new Result(process.exitValue() == 0, output);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return command.toString();
    }

    /** How a run of the command ended, and what it wrote. */
    record Result(boolean succeeded, String output) {}
}
