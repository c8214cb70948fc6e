package io.github.ecsmaven.image;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Something that {@code RUN --mount=type=secret} may read while the image is built, and that is in neither the image nor its history.
 * The value is read when the build asks for it; {@link #toString()} hides it.
 */
public final class BuildSecret {
    private final String id;
    private final Source source;

    private interface Source {
        byte[] read();
    }

    private BuildSecret(String id, Source source) {
        this.id = id;
        this.source = source;
    }

    /**
     * The content of a file.
     *
     * @param id name by which the Dockerfile asks for it
     */
    public static BuildSecret ofFile(String id, Path file) {
        return new BuildSecret(id, () -> {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new ActionableException(
                        "The file " + file + " of the build secret '" + id + "' cannot be read: " + e + ".",
                        "Correct its <file> in <buildSecrets>, or make it readable for the user who runs Maven.",
                        e);
            }
        });
    }

    /**
     * A text, encoded in UTF-8.
     *
     * @param id name by which the Dockerfile asks for it
     */
    public static BuildSecret ofText(String id, String text) {
        return new BuildSecret(id, () -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** The name by which the Dockerfile asks for it. */
    public String id() {
        return id;
    }

    /**
     * What it is.
     *
     * @throws ActionableException when its file cannot be read
     */
    public byte[] value() {
        return source.read();
    }

    @Override
    public String toString() {
        return "BuildSecret[id=" + id + "]";
    }
}
