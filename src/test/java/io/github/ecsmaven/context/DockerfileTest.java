package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileTest {
    private static final String ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

    @TempDir
    private Path directory;

    @Test
    void findsTheImagesOfFromCopyAndMount() throws IOException {
        assertThat(images(
                        "FROM " + ECR + "/build:1 AS Build",
                        "RUN --mount=type=bind,from=acme/tools:2,target=/tools --mount=type=cache,target=/root make",
                        "FROM --platform=linux/amd64 eclipse-temurin:17",
                        "COPY --from=build /a /a",
                        "COPY --chown=1:1 --from=nginx:1.27 /etc/nginx /etc/nginx",
                        "COPY --from=0 /b /b",
                        "FROM build",
                        "FROM scratch",
                        "from nginx:1.27"))
                .containsExactly(ECR + "/build:1", "acme/tools:2", "eclipse-temurin:17", "nginx:1.27");
    }

    @Test
    void namesEveryRegistryOnce() throws IOException {
        BaseImages found = read("FROM " + ECR + "/a", "FROM b", "FROM " + ECR + "/c", "FROM localhost:5000/d")
                .baseImages(Map.of(), Optional.empty());

        assertThat(found.registries()).containsExactly(ECR, ImageReference.DOCKER_HUB, "localhost:5000");
    }

    @Test
    void takesANameForAnImageUntilAStageHasIt() throws IOException {
        assertThat(images("FROM alpine AS alpine", "FROM alpine", "FROM later", "FROM busybox AS later"))
                .containsExactly("alpine", "later", "busybox");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ARG X=1                   | $X              | image:1",
                "ARG X=1                   | ${X}-alpine     | image:1-alpine",
                "ARG X=\"1\"               | $X              | image:1",
                "ARG X='$Y'                | a${X:+b}        | image:ab",
                "ARG X=1 Y=2$X             | $Y              | image:21",
                "ARG X                     | 1$X             | image:1",
                "ARG X                     | ${X:-3}         | image:3",
                "ARG X=                    | ${X:-3}         | image:3",
                "ARG X=                    | 1${X-3}         | image:1",
                "ARG X=1                   | ${X:-3}         | image:1",
                "ARG X=1                   | ${Y:-${X}.2}    | image:1.2",
                "ARG X=1                   | 0${X:+alt}      | image:0alt",
                "ARG X                     | 0${X:+alt}      | image:0",
                "ARG X=1                   | \"$X\"          | image:1",
                "ARG GIVEN=1               | $GIVEN          | image:given",
                "ARG GIVEN                 | $GIVEN          | image:given",
                "ARG TARGETARCH            | $TARGETARCH     | image:arm64"
            })
    void putsTheValuesOfArgumentsIn(String arg, String tag, String image) throws IOException {
        Map<String, String> buildArgs =
                new HashMap<>(Dockerfile.platformArgs(Platform.parse("linux/amd64"), Platform.parse("linux/arm64")));
        buildArgs.put("GIVEN", "given");

        BaseImages found = read(arg, "FROM image:" + tag).baseImages(buildArgs, Optional.empty());

        assertThat(found.unresolved()).isEmpty();
        assertThat(found.images()).containsExactly(ImageReference.parse(image));
    }

    @Test
    void seesOnlyArgumentsBeforeTheFirstFrom() throws IOException {
        BaseImages found = read("FROM a", "ARG X=b", "FROM $X", "FROM c$Y")
                .baseImages(Map.of("Y", "undeclared"), Optional.empty());

        assertThat(found.images()).extracting(Object::toString).containsExactly("a", "c");
        assertThat(found.unresolved()).extracting(BaseImages.Unresolved::line).containsExactly(3);
    }

    @Test
    void reportsWhatOnlyTheBuilderKnows() throws IOException {
        BaseImages found = read(
                        "ARG ARCH=${TARGETARCH}",
                        "FROM image-$ARCH",
                        "",
                        "FROM image-${X#v}",
                        "COPY --from=$X / /",
                        "FROM Not_An_Image",
                        "FROM ${X:?needed}")
                .baseImages(Map.of(), Optional.empty());

        assertThat(found.images()).isEmpty();
        assertThat(found.unresolved())
                .extracting(BaseImages.Unresolved::line, BaseImages.Unresolved::text)
                .containsExactly(
                        tuple(2, "image-$ARCH"),
                        tuple(4, "image-${X#v}"),
                        tuple(5, "$X"),
                        tuple(6, "Not_An_Image"),
                        tuple(7, "${X:?needed}"));
        assertThat(found.unresolved().get(0).reason()).contains("TARGETARCH");
    }

    @Test
    void stopsAfterTheTarget() throws IOException {
        Dockerfile dockerfile = read("FROM a AS one", "FROM b AS Two", "COPY --from=x / /", "FROM c");

        assertThat(images(dockerfile, "two")).containsExactly("a", "b", "x");
        assertThat(images(dockerfile, "0")).containsExactly("a");
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> images(dockerfile, "three"))
                .satisfies(e -> assertThat(e.remedy()).contains("<target>", "one, two"));
    }

    @Test
    void joinsContinuedLinesAcrossCommentsAndBlankLines() throws IOException {
        Dockerfile dockerfile =
                read("# comment", "", "RUN a \\", "  # not this", "", "  b \\  ", "  && c", "FROM \\", "image");

        assertThat(dockerfile.instructions()).extracting(Instruction::line).containsExactly(3, 8);
        assertThat(dockerfile.instructions().get(0).arguments()).isEqualTo("a   b   && c");
        assertThat(dockerfile.instructions().get(1).arguments()).isEqualTo("image");
    }

    @Test
    void obeysTheEscapeDirective() throws IOException {
        assertThat(images("# escape=`", "FROM image`", ":1", "RUN dir c:\\", "FROM other"))
                .containsExactly("image:1", "other");
        assertThat(images("FROM a", "RUN echo \\\\", "FROM b")).containsExactly("a", "b");
    }

    @Test
    void knowsItsFrontend() throws IOException {
        assertThat(read("# syntax=docker/dockerfile:1", "FROM a").syntax()).contains("docker/dockerfile:1");
        assertThat(read("# a comment", "# syntax=docker/dockerfile:1", "FROM a").syntax())
                .isEmpty();
    }

    @Test
    void passesOverHereDocuments() throws IOException {
        Dockerfile dockerfile = read(
                "FROM a",
                "RUN <<EOF cat",
                "FROM b",
                "EOF",
                "COPY <<-\"ONE\" <<'TWO' /dir/",
                "FROM c",
                "\tONE",
                "FROM d",
                "TWO",
                "RUN echo '<<EOF' 1<<<x",
                "FROM e");

        assertThat(images(dockerfile, "1")).containsExactly("a", "e");
        assertThat(dockerfile.instructions())
                .extracting(Instruction::hasHeredoc)
                .containsExactly(false, true, true, false, false);
    }

    @Test
    void readsTextFromWindows() throws IOException {
        Path file = Files.writeString(directory.resolve("Dockerfile"), "\ufeffFROM a\r\nRUN x \\\r\n y\r\nFROM b\r\n");

        assertThat(Dockerfile.read(file).instructions())
                .extracting(Instruction::keyword)
                .containsExactly("FROM", "RUN", "FROM");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> Dockerfile.read(directory.resolve("Dockerfile")))
                .satisfies(e -> assertThat(e.remedy()).contains("<dockerfile>"));
    }

    private Dockerfile read(String... lines) throws IOException {
        return Dockerfile.read(Files.writeString(directory.resolve("Dockerfile"), String.join("\n", lines)));
    }

    private List<String> images(String... lines) throws IOException {
        BaseImages found = read(lines).baseImages(Map.of(), Optional.empty());
        assertThat(found.unresolved()).isEmpty();
        return found.images().stream().map(ImageReference::toString).toList();
    }

    private static List<String> images(Dockerfile dockerfile, String target) {
        return dockerfile.baseImages(Map.of(), Optional.of(target)).images().stream()
                .map(ImageReference::toString)
                .toList();
    }
}
