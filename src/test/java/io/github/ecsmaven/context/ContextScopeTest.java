package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a context counts by what the Dockerfile says. */
class ContextScopeTest {
    @TempDir
    private Path directory;

    private ContextFiles files;

    @BeforeEach
    void fill() throws IOException {
        files = ContextFiles.in(directory)
                .withFiles("README.md", "conf/app.yaml", "target/app.jar", "target/lib/a.jar", "target/reports/a.xml");
    }

    private static ContextScope scope(Path dockerfile, Optional<String> target, Map<String, String> args) {
        return Dockerfile.read(dockerfile).contextScope(args, target);
    }

    private ContextScope scope(String dockerfile) throws IOException {
        files.with("Dockerfile", dockerfile);
        return scope(directory.resolve("Dockerfile"), Optional.empty(), Map.of("NAME", "app"));
    }

    private List<String> paths(ContextScope scope) throws IOException {
        List<String> paths = new ArrayList<>();
        BuildContext.of(directory, directory.resolve("Dockerfile")).visitEntries(scope, entry -> {
            if (!entry.isDirectory()) {
                paths.add(entry.path());
            }
        });
        return paths;
    }

    private String pathsOf(String dockerfile) throws IOException {
        return String.join(" ", paths(scope(dockerfile)));
    }

    @ParameterizedTest
    @CsvSource({
        "COPY target/app.jar /, target/app.jar",
        "COPY --link --chown=1:1 ./target/../target/app.jar /app.jar, target/app.jar",
        "COPY /target/lib/ /lib/, target/lib/a.jar",
        "COPY target/*.jar conf /, conf/app.yaml target/app.jar",
        "COPY --exclude=*.xml target /, target/app.jar target/lib/a.jar target/reports/a.xml",
        "ARG JAR=target/app.jar\\nCOPY ${JAR} /, target/app.jar",
        "ARG NAME\\nCOPY target/$NAME.jar /, target/app.jar",
        "'ADD [\"conf/app.yaml\", \"/conf/\"]', conf/app.yaml",
        "ADD https://example.com/a /a,",
        "ADD --checksum=sha256:00 git@example.com:a.git /a,",
        "ENV DIR target/lib\\nCOPY $DIR /, target/lib/a.jar",
        "ENV A=conf\\nENV A=target B=$A\\nCOPY $B /, conf/app.yaml",
        "ENV JAVA_OPTS=-Xmx1g -Xms1g\\nCOPY conf /, conf/app.yaml",
        "'RUN --mount=type=bind,From=other,target=/o cat /o',",
        "'RUN --mount=Type=BIND,Source=conf,target=/o cat /o', conf/app.yaml",
        "COPY --from=other / /other,",
        "RUN true,",
        "'COPY <<EOF /hello\\nhello\\nEOF',",
        "'RUN --mount=type=bind,source=conf,target=/c cat /c/app.yaml', conf/app.yaml",
        "'RUN --mount=target=/j,src=target/app.jar --mount=type=cache,target=/x cat /j', target/app.jar",
        "'RUN --mount=from=other,target=/o cat /o',",
    })
    void onlyWhatIsNamedCounts(String instructions, String paths) throws IOException {
        String dockerfile = "FROM scratch\n" + instructions.replace("\\n", "\n") + "\n";

        assertThat(scope(dockerfile).isWhole()).isFalse();
        assertThat(pathsOf(dockerfile)).isEqualTo(paths == null ? "" : paths);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY . /app",
                "COPY conf/.. /app",
                "COPY target/app.jar /\nCOPY ${UNKNOWN} /",
                "COPY target/app-${TARGETARCH}.jar /",
                "FROM jre\nARG DIR\nCOPY $DIR/app.jar /",
                "COPY [abc].txt /",
                "COPY target\\\\app.jar /",
                "COPY --parents target/app.jar /",
                "COPY --from= target/app.jar /",
                "COPY --from=$STAGE /a /",
                "ONBUILD COPY . /app",
                "RUN --mount=target=/src ls /src",
                "RUN --mount=type=bind,source=$DIR,target=/src ls /src",
                "RUN --mount=type=new,target=/src ls /src",
                "RUN --mount='\"from=other\",target=/src' ls /src",
                "FROM ${TARGETARCH}\nCOPY target/app.jar /",
            })
    void allOfItCountsWhereMoreMayBeRead(String instructions) throws IOException {
        assertThat(scope("FROM scratch\n" + instructions + "\n").isWhole()).isTrue();
    }

    @Test
    void theFrontendMustBeDockers() throws IOException {
        String dockerfile = "FROM scratch\nCOPY target/app.jar /\n";

        assertThat(scope("# syntax=docker/dockerfile:1\n" + dockerfile).isWhole())
                .isFalse();
        assertThat(scope("# syntax=mirror.example.com/docker/dockerfile:1.7 -x\n" + dockerfile)
                        .isWhole())
                .isFalse();
        for (String foreign : List.of(
                "# syntax=acme/packer:1\n",
                "#!/usr/bin/packer\n# syntax=acme/packer:1\n",
                "# escape=`\n# syntax=acme/packer:1\n",
                "// syntax=acme/packer:1\n",
                "{ \"syntax\": \"acme/packer:1\" }\n")) {
            assertThat(scope(foreign + dockerfile).isWhole()).as(foreign).isTrue();
        }
        assertThat(scope("#\n# syntax=acme/packer:1\n" + dockerfile).isWhole()).isFalse();
    }

    @Test
    void onlyNeededStagesCount() throws IOException {
        String dockerfile =
                """
                FROM scratch AS docs
                COPY README.md /
                FROM scratch AS conf
                COPY conf /conf
                FROM scratch
                COPY --from=conf /conf /conf
                """;

        assertThat(pathsOf(dockerfile)).isEqualTo("conf/app.yaml");
        Path file = directory.resolve("Dockerfile");
        assertThat(paths(scope(file, Optional.of("DOCS"), Map.of()))).containsExactly("README.md");
        assertThat(scope(file, Optional.of("none"), Map.of()).isWhole()).isTrue();
    }

    @Test
    void whatLinksLeadToCounts() throws IOException {
        Files.createSymbolicLink(directory.resolve("current"), Path.of("target/lib"));
        Files.createSymbolicLink(directory.resolve("all"), Path.of("."));

        assertThat(pathsOf("FROM scratch\nCOPY current/ /lib/\n")).isEqualTo("current target/lib/a.jar");
        assertThat(paths(scope("FROM scratch\nCOPY all/ /lib/\n"))).contains("README.md", "target/reports/a.xml");
    }

    @Test
    void eachSourceThroughALinkCounts() throws IOException {
        Files.createSymbolicLink(directory.resolve("dist"), Path.of("target"));

        assertThat(pathsOf("FROM scratch\nCOPY dist/app.jar /app/\nRUN check\nCOPY dist /app\n"))
                .isEqualTo("dist target/app.jar target/lib/a.jar target/reports/a.xml");
    }

    @Test
    void whatIsIgnoredDoesNotCount() throws IOException {
        files.with(".dockerignore", "**/*.xml\n");

        assertThat(pathsOf("FROM scratch\nCOPY target /\n")).isEqualTo("target/app.jar target/lib/a.jar");
    }

    @Test
    void aMalformedWildcardIsTheBuildersToRefuse() throws IOException {
        assertThat(paths(scope("FROM scratch\nCOPY target/[ /\n"))).contains("README.md");
    }

    @Test
    void whatABuilderAsksForBeyondItIsFound() throws IOException {
        ContextScope scope = scope("FROM scratch\nCOPY target/lib conf/*.yaml /\n");

        assertThat(scope.firstOutside(List.of("conf/*.yaml", "/target/lib/", "target/lib/a.jar")))
                .isEmpty();
        assertThat(scope.firstOutside(List.of(".dockerignore"))).isEmpty();
        assertThat(scope.firstOutside(List.of("target/lib", "target"))).contains("target");
        assertThat(scope.firstOutside(List.of("conf/*.yaml/a"))).contains("conf/*.yaml/a");
        assertThat(scope.firstOutside(List.of())).contains(".");
        assertThat(ContextScope.WHOLE.firstOutside(List.of())).isEmpty();
    }
}
