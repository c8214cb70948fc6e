package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path checkout;

    @Test
    void isTheOneOfTheBranchThatIsCheckedOut() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/refs/heads/main", COMMIT + "\n");

        assertThat(GitCommit.of(directory("module/nested"))).contains(COMMIT);
    }

    @Test
    void isFoundAmongPackedReferences() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(
                ".git/packed-refs",
                "# pack-refs with: peeled\nffffffffffffffffffffffffffffffffffffffff refs/heads/old-main\n" + COMMIT
                        + " refs/heads/main\n");

        assertThat(GitCommit.of(checkout)).contains(COMMIT);
    }

    @Test
    void isTheDetachedHeadThatPipelinesCheckOut() throws IOException {
        write(".git/HEAD", COMMIT + "\n");

        assertThat(GitCommit.of(checkout)).contains(COMMIT);
    }

    @Test
    void isFoundInALinkedWorkTree() throws IOException {
        write("main/.git/worktrees/feature/HEAD", "ref: refs/heads/feature\n");
        write("main/.git/worktrees/feature/commondir", "../..\n");
        write("main/.git/refs/heads/feature", COMMIT + "\n");
        write("feature/.git", "gitdir: ../main/.git/worktrees/feature\n");

        assertThat(GitCommit.of(checkout.resolve("feature"))).contains(COMMIT);
    }

    @Test
    void isAbsentBeforeTheFirstCommitAndOutsideARepository() throws IOException {
        assertThat(GitCommit.of(directory("nowhere"))).isEmpty();
        write(".git/HEAD", "ref: refs/heads/main\n");
        assertThat(GitCommit.of(checkout)).isEmpty();
    }

    private Path directory(String path) throws IOException {
        return Files.createDirectories(checkout.resolve(path));
    }

    private void write(String path, String text) throws IOException {
        Path file = checkout.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
