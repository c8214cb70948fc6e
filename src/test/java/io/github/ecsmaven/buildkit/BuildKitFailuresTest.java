package io.github.ecsmaven.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.grpc.GrpcException;
import io.github.ecsmaven.buildkit.grpc.GrpcStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors as BuildKit says them, and what a user reads. The sentences are those of Docker Engine 20.10, 26.1 and 28.5. */
class BuildKitFailuresTest {
    private static final String HEREDOC = "FROM scratch\nRUN <<EOF\necho hi\nEOF\nCPOY a b\n";

    @TempDir
    Path context;

    @Test
    void saysThatTheBuildersDiskIsFull() {
        assertThat(failure(
                        "FROM scratch\nCOPY big /\n",
                        "write /var/lib/docker/overlay2/7gjinpwbi4jl/diff/big: no space left on device"))
                .hasMessageContainingAll("/diff/big: no space left on device", "docker builder prune");
    }

    @Test
    void tellsAHeredocThatIsUnknownFromATypingError() {
        assertThat(failure(HEREDOC, "dockerfile parse error line 3: unknown instruction: ECHO"))
                .hasMessageContainingAll(
                        "The heredoc of line 2 is newer than the Dockerfile frontend of the Docker Engine at x",
                        ">   3 | echo hi");
        assertThat(failure(HEREDOC, "dockerfile parse error on line 5: unknown instruction: CPOY (did you mean COPY?)"))
                .hasMessageContainingAll(">   5 | CPOY a b", "Correct the Dockerfile")
                .hasMessageNotContaining("frontend");
    }

    @Test
    void tellsAFlagThatIsTooNewFromATypingError() {
        assertThat(failure(
                        "FROM scratch\nCOPY --parents a /\n", "dockerfile parse error line 2: unknown flag: --parents"))
                .hasMessageContaining("The flag --parents is newer than the Dockerfile frontend");
        assertThat(failure("FROM scratch\nCOPY --lnik a /\n", "dockerfile parse error line 2: unknown flag: --lnik"))
                .hasMessageContaining("Correct the Dockerfile");
    }

    @Test
    void leavesOutWhatBuildKitWasDoing() {
        assertThat(failure(
                        "FROM scratch\nCOPY a /\n",
                        "failed to solve: failed to compute cache key: failed to calculate checksum of ref"
                                + " f229efe9::cox6l8yj: \"/a\": not found"))
                .hasMessageContaining("failed" + System.lineSeparator() + "\"/a\": not found")
                .hasMessageContaining("build context " + context);
        assertThat(failure(
                        "FROM scratch\n",
                        "failed to solve with frontend dockerfile.v0: failed to create LLB definition: target stage nix could"
                                + " not be found"))
                .hasMessageContaining("failed" + System.lineSeparator() + "target stage nix could not be found");
    }

    @Test
    void takesNoIdForAStatusCode() {
        assertThat(failure("FROM scratch\n", "job ID e92e0393ac13401188cd76de17c1bd1a exists"))
                .hasMessageNotContaining("docker login");
    }

    @Test
    void showsNoPlaceInADockerfileThatIsGoneMeanwhile() throws IOException {
        BuildRequest request = BuildRequest.of(context, "FROM scratch\n");
        Files.delete(context.resolve("Dockerfile"));

        assertThat(failure(request, "dockerfile parse error line 1: file with no instructions"))
                .hasMessageContaining("file with no instructions")
                .hasMessageNotContaining(", line 1:");
    }

    @Test
    void saysThatTheConnectionWasLost() {
        IOException reset = new IOException("Connection reset by peer");
        ActionableException failure = failures(BuildRequest.of(context, "FROM scratch\n"))
                .of(new GrpcException(GrpcStatus.UNAVAILABLE, "", reset));

        assertThat(failure)
                .hasMessageContainingAll(
                        "The connection to the Docker Engine at x was lost while it built ",
                        "Connection reset by peer.");
    }

    private ActionableException failure(String dockerfile, String error) {
        return failure(BuildRequest.of(context, dockerfile), error);
    }

    private static ActionableException failure(BuildRequest request, String error) {
        return failures(request).of(GrpcStatus.UNKNOWN.because(error));
    }

    private static BuildKitFailures failures(BuildRequest request) {
        return new BuildKitFailures(
                request.build(), "the Docker Engine at x", new BuildProgress(new HeardBuild()), new SessionFailure());
    }
}
