package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said, before any builder is asked, of files that a Dockerfile copies and the context does not have. */
class CopySourcesTest {
    @TempDir
    private Path context;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(context.resolve("target/lib"));
        Files.writeString(context.resolve("target/app.jar"), "app");
        Files.writeString(context.resolve("target/lib/a.jar"), "a");
    }

    private ThrowingCallable check(String dockerfile) {
        return check(dockerfile, Map.of(), Optional.empty());
    }

    private ThrowingCallable check(String dockerfile, Map<String, String> args, Optional<String> target) {
        return () -> {
            Path file = context.resolve("Dockerfile");
            Files.writeString(file, dockerfile);
            CopySources.requireThere(context, file, args, target);
        };
    }

    @Test
    void missingFilesAreNamedWithTheirLines() {
        assertThatThrownBy(
                        check(
                                """
                FROM scratch
                COPY target/app.jar /
                COPY target/missing.jar \\
                     conf/ /
                ADD ["with space.txt", "/"]
                """))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("Dockerfile copies files that the build context " + context + " does not have: "
                        + "target/missing.jar (Dockerfile:3), conf/ (Dockerfile:3), with space.txt (Dockerfile:5).")
                .hasMessageContaining("mvn package ecs:plan -Decs.build.skip");
    }

    @Test
    void whatIsThereIsFoundHoweverItIsWritten() {
        assertThatCode(
                        check(
                                """
                FROM scratch
                COPY . /all
                COPY ./target/../target/app.jar /target/lib /
                COPY --chown=1:1 target/lib/ /lib/
                """))
                .doesNotThrowAnyException();
    }

    @Test
    void anIgnoredFileIsNotThere() throws IOException {
        Files.writeString(context.resolve(".dockerignore"), "target\n!target/lib\n");

        assertThatThrownBy(check("FROM scratch\nCOPY target/lib /lib\nCOPY target/app.jar /\n"))
                .hasMessageContaining(": target/app.jar (Dockerfile:3, taken out by the ignore file).");
    }

    @Test
    void whatComesFromElsewhereOrMayMatchNothingIsTheBuilders() {
        assertThatCode(
                        check(
                                """
                # syntax=docker/dockerfile:1
                FROM scratch AS one
                FROM scratch
                COPY --from=one /missing /
                COPY none* target/[x].jar /
                ADD https://example.com/a.tar git@example.com:a.git https://example.com/b.git#main /
                COPY <<end /file
                COPY missing /
                end
                COPY $HOME/missing /
                """))
                .doesNotThrowAnyException();
    }

    @Test
    void variablesOfTheStageAreKnown() {
        String dockerfile =
                """
                ARG VERSION=1
                FROM scratch
                ARG VERSION
                ARG NAME=app
                ENV JAR=target/${NAME}-${VERSION}.jar
                COPY $JAR /
                """;

        assertThatThrownBy(check(dockerfile)).hasMessageContaining("target/app-1.jar (Dockerfile:6)");
        assertThatThrownBy(check(dockerfile, Map.of("VERSION", "2"), Optional.empty()))
                .hasMessageContaining("target/app-2.jar");
        assertThatThrownBy(check("FROM scratch\nARG EMPTY\nCOPY missing$EMPTY /\n"))
                .hasMessageContaining("missing (Dockerfile:3)");
    }

    @Test
    void onlyStagesThatTheTargetNeedsCount() {
        String dockerfile =
                """
                FROM scratch AS base
                COPY missing-in-base /
                FROM scratch AS unneeded
                COPY missing-in-unneeded /
                FROM base AS build
                FROM scratch AS last
                COPY --from=build / /
                """;

        assertThatThrownBy(check(dockerfile))
                .hasMessageContaining("missing-in-base")
                .hasMessageNotContaining("unneeded");
        assertThatThrownBy(check(dockerfile, Map.of(), Optional.of("unneeded")))
                .hasMessageContaining("missing-in-unneeded")
                .hasMessageNotContaining("base");
    }

    @Test
    void behindASymbolicLinkTheBuilderLooks() throws IOException {
        Files.createSymbolicLink(context.resolve("link"), Path.of("target"));

        assertThatCode(check("FROM scratch\nCOPY link/app.jar link /\n")).doesNotThrowAnyException();
    }
}
