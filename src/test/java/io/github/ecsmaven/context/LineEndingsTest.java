package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that Git has checked out on Windows. */
class LineEndingsTest {
    private static final String DOCKERFILE =
            """
            # syntax=docker/dockerfile:1
            # escape=`
            ARG BASE=registry.example.com/base:1
            FROM ${BASE} AS build
            RUN one && `
                # a comment in between
                two
            RUN <<END
            FROM nothing
            END
            COPY --from=registry.example.com/tools:2 a b
            """;

    @TempDir
    private Path directory;

    private Dockerfile dockerfile(String text) throws IOException {
        return Dockerfile.read(Files.writeString(Files.createTempFile(directory, "Dockerfile", ""), text));
    }

    @Test
    void aDockerfileReadsTheSame() throws IOException {
        Dockerfile unix = dockerfile(DOCKERFILE);
        Dockerfile windows = dockerfile(DOCKERFILE.replace("\n", "\r\n"));

        assertThat(windows.instructions()).isEqualTo(unix.instructions()).hasSize(5);
        assertThat(windows.syntax()).contains("docker/dockerfile:1");
        assertThat(windows.baseImages(Map.of(), Optional.empty()))
                .isEqualTo(unix.baseImages(Map.of(), Optional.empty()));
    }

    @Test
    void anIgnoreFileReadsTheSame() {
        byte[] windows = "\ufeff# comment\r\n*\r\n\r\n!target/*.jar\r\n".getBytes(StandardCharsets.UTF_8);
        IgnoreRules rules = IgnoreRules.parse(windows, Path.of(".dockerignore"));

        assertThat(rules.ignore("pom.xml")).isTrue();
        assertThat(rules.ignore("target/app.jar")).isFalse();
    }
}
