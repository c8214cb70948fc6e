package io.github.ecsmaven.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.buildkit.wire.SolveRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedRegistriesTest {
    @TempDir
    private Path directory;

    private Set<String> registries(BuildRequest request) {
        return NamedRegistries.of(request.build(), Optional.empty());
    }

    private BuildRequest dockerfile(String text) {
        return BuildRequest.of(directory, text);
    }

    @Test
    void areThoseOfTheDockerfile() {
        BuildRequest request = dockerfile(
                """
                # syntax=syntax.example.com/dockerfile:1
                ARG BASE=wrong.example.com/base
                FROM ${BASE} AS base
                FROM scratch
                COPY --from=copied.example.com:5000/files / /
                RUN --mount=type=bind,from=localhost/tools,target=/tools true
                """);

        assertThat(registries(request.buildArg("BASE", "right.example.com/base")))
                .containsExactlyInAnyOrder(
                        "syntax.example.com", "right.example.com", "copied.example.com:5000", "localhost");
    }

    @Test
    void areThoseOfReferencesWhoseEndOnlyTheBuilderKnows() {
        assertThat(registries(dockerfile("FROM registry.example.com/${TARGETARCH}/base\n")))
                .containsExactly("registry.example.com");
    }

    @Test
    void areThoseOfCachesAndArguments() {
        BuildRequest request = dockerfile("FROM scratch\n")
                .cacheFrom("type=registry,ref=from.example.com/cache")
                .cacheTo("to.example.com/cache")
                .buildArg("BUILDKIT_SYNTAX", "frontend.example.com/dockerfile");

        assertThat(registries(request))
                .containsExactlyInAnyOrder("from.example.com", "to.example.com", "frontend.example.com");
    }

    @Test
    void areThoseOfTheScannerOfAnSbom() {
        assertThat(registries(dockerfile("FROM scratch\n").attestation("sbom", "generator=scanner.example.com/syft")))
                .containsExactlyInAnyOrder("docker.io", "scanner.example.com");
    }

    @Test
    void areThoseOfWhatIsPushed() {
        SolveRequest.Typed push = new SolveRequest.Typed(
                "image",
                Map.of("name", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1,other.example.com/shop:1"));

        assertThat(NamedRegistries.of(dockerfile("FROM scratch\n").build(), Optional.of(push)))
                .containsExactlyInAnyOrder("123456789012.dkr.ecr.eu-west-1.amazonaws.com", "other.example.com");
    }
}
