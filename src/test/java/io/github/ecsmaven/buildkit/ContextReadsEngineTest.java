package io.github.ecsmaven.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.context.ContextScope;
import io.github.ecsmaven.context.Dockerfile;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BuildKit asks for nothing of the context but what is hashed before. */
class ContextReadsEngineTest extends EngineFixture {
    private static final List<String> IGNORE_FILE = List.of(".dockerignore");

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(context.resolve("target/lib"));
        Files.writeString(context.resolve("target/app.jar"), "app");
        Files.writeString(context.resolve("target/lib/a.jar"), "a");
        Files.writeString(context.resolve("with space.txt"), "space");
        Files.createSymbolicLink(context.resolve("current"), Path.of("target/lib"));
    }

    /** What a build asks for, one list for each time, and which images it takes something of. */
    private static final class Reads implements BuildListener {
        private final List<List<String>> asked = new CopyOnWriteArrayList<>();
        private final List<ImageReference> images = new CopyOnWriteArrayList<>();

        @Override
        public void output(String line) {}

        @Override
        public void warning(String message) {}

        @Override
        public void usesImage(ImageReference image) {
            images.add(image);
        }

        @Override
        public void readsContext(List<String> paths) {
            if (!paths.equals(IGNORE_FILE)) {
                asked.add(paths);
            }
        }
    }

    private static List<List<String>> reads(ImageBuild build) {
        Reads reads = new Reads();
        engine.builder(buildKit).build(build, reads);
        return reads.asked;
    }

    private static ContextScope scope(ImageBuild build) {
        return Dockerfile.read(build.dockerfile()).contextScope(build.buildArgs(), build.target());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY target/app.jar /",
                "COPY ./target/../target/app.jar /target/lib/ /x/",
                "COPY target/*.jar target/l?b /x/",
                "COPY --chown=1:1 target/lib /lib",
                "ARG JAR=target/app.jar\nENV DIR=/x\nCOPY ${JAR:-none} \"${DIR}/\"",
                "COPY [\"with space.txt\", \"/x\"]",
                "ADD target/app.jar current /x/",
                "COPY current/ /x/",
                "RUN --mount=type=bind,source=target/app.jar,target=/a --mount=target=/b,src=./target/lib cat /a /b/a.jar",
                "RUN --mount=Type=Bind,Source=target/app.jar,target=/a cat /a",
                "RUN --mount=type=cache,target=/cache true",
                "COPY current/a.jar /x/\nRUN true\nCOPY current /y",
                "ENV DIR target/lib\nCOPY $DIR /x/",
                "ENV DIR=target/lib\nENV DIR=none OTHER=$DIR\nCOPY $OTHER /x/",
                "COPY --from=0 /bin/sh /x",
            })
    void whatBuildKitAsksForIsHashed(String instructions) {
        ImageBuild build = BuildRequest.of(
                        context,
                        "FROM " + engine.base() + " AS unneeded\nCOPY . /\nFROM " + engine.base() + "\n"
                                + instructions.replace("--from=0", "--from=" + engine.base()) + "\n")
                .build();

        ContextScope scope = scope(build);
        List<List<String>> asked = reads(build);

        assertThat(scope.isWhole()).isFalse();
        assertThat(asked).allSatisfy(paths -> assertThat(paths).isNotEmpty());
        assertThat(asked)
                .allSatisfy(paths -> assertThat(scope.firstOutside(paths)).isEmpty());
        boolean takesFiles = !instructions.contains("type=cache") && !instructions.contains("--from");
        assertThat(asked).hasSize(takesFiles ? 1 : 0);
    }

    @Test
    void allOfItIsAskedForAsAll() {
        ImageBuild build = BuildRequest.of(context, "FROM " + engine.base() + "\nCOPY . /all\n")
                .build();

        assertThat(reads(build)).containsExactly(List.of());
        assertThat(scope(build).isWhole()).isTrue();
    }

    /** An ARG without a value leaves the variable of the base image as it is, one with a default does not. */
    @Test
    void variablesOfABaseImageAreNotTakenForUnset() {
        ImageReference base = engine.name();
        build(BuildRequest.of(context, "FROM " + engine.base() + "\nENV DIR=target LIB=elsewhere\n")
                .tag(base));
        ImageBuild build = BuildRequest.of(
                        context,
                        "FROM " + base + "\nARG DIR\nCOPY $DIR/app.jar /\nARG LIB=target/lib\nCOPY $LIB /lib\n")
                .build();

        assertThat(reads(build))
                .singleElement()
                .asInstanceOf(LIST)
                .containsExactlyInAnyOrder("target/app.jar", "target/lib");
        assertThat(scope(build).isWhole()).isTrue();
    }

    @Test
    void whatABaseImageReadsIsFoundOut() {
        ImageReference base = engine.name();
        build(BuildRequest.of(context, "FROM " + engine.base() + "\nONBUILD COPY target/lib /lib\n")
                .tag(base));
        ImageBuild build = BuildRequest.of(context, "FROM " + base + "\nCOPY target/app.jar /\n")
                .build();

        ContextScope scope = scope(build);

        assertThat(reads(build)).hasSize(1).allSatisfy(paths -> assertThat(scope.firstOutside(paths))
                .isEqualTo(Optional.of("target/lib")));
    }

    @Test
    void whatABaseImageTakesOfAnImageIsFoundOut() {
        ImageReference tools = engine.name();
        build(BuildRequest.of(context, "FROM " + engine.base() + "\nCOPY target/app.jar /tool\n")
                .tag(tools));
        ImageReference base = engine.name();
        build(BuildRequest.of(context, "FROM " + engine.base() + "\nONBUILD COPY --from=" + tools + " /tool /\n")
                .tag(base));
        Reads reads = new Reads();

        try {
            engine.builder(buildKit)
                    .build(BuildRequest.of(context, "FROM " + base + "\n").build(), reads);
        } catch (ActionableException olderBuildKit) {
            // It takes such a trigger's image for an empty one, or for a stage that is not there.
            assertThat(olderBuildKit).hasMessageFindingMatch("/tool: no such file|cannot copy from stage");
            return;
        }

        assertThat(reads.images)
                .extracting(image -> image.withoutTagAndDigest().toString())
                .containsExactlyInAnyOrder(
                        base.withoutTagAndDigest().toString(),
                        tools.withoutTagAndDigest().toString());
    }
}
