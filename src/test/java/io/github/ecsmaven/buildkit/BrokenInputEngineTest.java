package io.github.ecsmaven.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a user reads when a build cannot go well, in the words of the engine that runs on this machine. */
@Timeout(30)
class BrokenInputEngineTest extends EngineFixture {
    @Test
    void showsTheLineOfAnInstructionThatIsIncomplete() {
        assertThatBuildOf(request("RUN true\nCOPY\nRUN true\n"))
                .hasMessageContainingAll(
                        "COPY requires at least two arguments",
                        "Dockerfile, line 3:",
                        "    2 | RUN true",
                        ">   3 | COPY",
                        "Correct the Dockerfile; docker build -f " + context.resolve("Dockerfile"));
    }

    @Test
    void showsTheLineOfATypingError() {
        assertThatBuildOf(request("CPOY a b\n"))
                .hasMessageContainingAll("unknown instruction: CPOY", "Dockerfile, line 2:", ">   2 | CPOY a b")
                .hasMessageNotContaining("# syntax=");
    }

    @Test
    void saysWhereAMissingFileWasLookedFor() {
        assertThatBuildOf(request("RUN true\nCOPY nix.txt /\n"))
                .hasMessageContainingAll(
                        "COPY nix.txt /",
                        "\"/nix.txt\": not found",
                        ">   3 | COPY nix.txt /",
                        "build context " + context,
                        ".dockerignore");
    }

    @Test
    void showsTheStepThatFailedAndItsLastLines() {
        assertThatBuildOf(request("# why not\nRUN echo one && \\\n    echo two && exit 7\nRUN true\n"))
                .hasMessageContainingAll(
                        "2/3] RUN echo one",
                        "exit code: 7",
                        "Dockerfile, line 3:",
                        ">   3 | RUN echo one && \\",
                        "The last lines of its output:",
                        "  one",
                        "  two");
        assertThat(heard.lines()).contains("one", "two");
    }

    @Test
    void showsAStepThatSaidNothing() {
        assertThatBuildOf(request("RUN false\n"))
                .hasMessageContainingAll("RUN false", "exit code: 1", ">   2 | RUN false")
                .hasMessageNotContaining("The last lines");
    }

    @Test
    void namesTheStageThatIsNotThere() {
        assertThatBuildOf(request("RUN true\n").target("nix"))
                .hasMessageContainingAll("target stage", "nix", "Correct <target> (-Decs.target)");
    }

    @Test
    void saysThatARegistryIsUnreachable() {
        assertThatBuildOf(BuildRequest.of(context, "FROM 127.0.0.1:1/base:1\nRUN true\n"))
                .hasMessageContainingAll(
                        "127.0.0.1:1/base:1",
                        "connection refused",
                        ">   1 | FROM 127.0.0.1:1/base:1",
                        "cannot reach the registry");
    }

    @Test
    void saysThatTheFrontendOfTheSyntaxLineIsUnreachable() {
        assertThatBuildOf(BuildRequest.of(
                        context, "# syntax=127.0.0.1:1/dockerfile:1\nFROM " + engine.base() + "\nRUN true\n"))
                .hasMessageContainingAll(
                        "127.0.0.1:1/dockerfile:1", "connection refused", "# syntax=", "BUILDKIT_SYNTAX");
    }

    @Test
    void takesAFrontendFromAMirrorByABuildArgument() {
        assertThatBuildOf(request("RUN true\n").buildArg("BUILDKIT_SYNTAX", "127.0.0.1:1/mirror/dockerfile:1"))
                .hasMessageContainingAll("127.0.0.1:1/mirror/dockerfile:1", "connection refused");
    }

    @Test
    void buildsHeredocsOrSaysThatTheFrontendIsTooOld() {
        BuildRequest request =
                request("COPY <<END /x\nhi\nEND\nRUN <<END\ntest \"$(cat /x)\" = hi && echo it is\nEND\n");

        if (engine.hasHeredocs()) {
            build(request);
            assertThat(heard.lines()).contains("it is");
        } else {
            assertThatBuildOf(request)
                    .hasMessageContainingAll(
                            "Dockerfile, line 3:",
                            "    2 | COPY <<END /x",
                            "The heredoc of line 2 is newer than the Dockerfile frontend of the Docker Engine",
                            "# syntax=docker/dockerfile:1",
                            "-Decs.buildArg.BUILDKIT_SYNTAX=",
                            "newer engine");
        }
    }

    @Test
    void linksCopiesOrSaysThatTheFrontendIsTooOld() {
        BuildRequest request = request("COPY --link --chmod=640 a /a\nRUN test $(stat -c %a /a) = 640 && echo it is\n")
                .file("a", "a");

        if (engine.hasHeredocs()) {
            build(request);
            assertThat(heard.lines()).contains("it is");
        } else {
            assertThatBuildOf(request)
                    .hasMessageContainingAll(
                            ">   2 | COPY --link --chmod=640 a /a",
                            "The flag --link is newer than the Dockerfile frontend",
                            "# syntax=docker/dockerfile:1");
        }
    }

    @Test
    void changesModesWithoutALink() {
        build(request("COPY --chmod=640 a /a\nRUN test $(stat -c %a /a) = 640 && echo it is\n")
                .file("a", "a"));

        assertThat(heard.lines()).contains("it is");
    }

    @Test
    void saysThatADockerfileIsEmpty() {
        assertThatBuildOf(BuildRequest.of(context, "# nothing\n"))
                .hasMessageContainingAll(
                        "file with no instructions",
                        context.resolve("Dockerfile").toString());
    }

    private AbstractThrowableAssert<?, ?> assertThatBuildOf(BuildRequest request) {
        return assertThatThrownBy(() -> build(request)).isInstanceOf(ActionableException.class);
    }
}
