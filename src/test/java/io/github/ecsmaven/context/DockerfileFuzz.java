package io.github.ecsmaven.context;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Any bytes as a Dockerfile: read and asked all that a build asks, or refused in our own words. */
public final class DockerfileFuzz {
    private static final Map<String, String> ARGS = Map.of("A", "value", "B", "${A}");
    private static final Path DIRECTORY = directory();

    private DockerfileFuzz() {}

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("dockerfile-fuzz");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireInside(ContextEntry entry) {
        if (!entry.file().startsWith(DIRECTORY)) {
            throw new IllegalStateException(entry.file() + " is outside of the context");
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Path file = Files.createTempFile(DIRECTORY, "Dockerfile", "");
        try {
            Files.write(file, input);
            Dockerfile dockerfile = Dockerfile.read(file);
            dockerfile.syntax();
            dockerfile.baseImages(ARGS, Optional.empty());
            dockerfile.remoteAdd(ARGS);
            BuildContext.of(DIRECTORY, file)
                    .visitEntries(dockerfile.contextScope(ARGS, Optional.empty()), DockerfileFuzz::requireInside);
            BuildKitNeed.firstIn(dockerfile);
            CopySources.requireThere(DIRECTORY, file, ARGS, Optional.empty());
        } catch (ActionableException refused) {
            return;
        } finally {
            Files.delete(file);
        }
    }
}
