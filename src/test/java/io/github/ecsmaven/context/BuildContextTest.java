package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildContextTest {
    private static final int HALF_OF_THE_LONGEST_PATH = 2048;

    @TempDir
    private Path temporary;

    private ContextFiles files;

    @BeforeEach
    void createContext() throws IOException {
        files = ContextFiles.in(Files.createDirectory(temporary.resolve("app")));
    }

    @Test
    void showsDirectoriesFirstAndSiblingsInTheOrderOfTheirBytes() throws Exception {
        files.withFiles("b/z", "b/a", "b-c", "B").withNamesInUtf8("\uff5e", "\ud83d\ude00");

        assertThat(files.entries())
                .containsExactly("B", "Dockerfile", "b/", "b/a", "b/z", "b-c", "\uff5e", "\ud83d\ude00");
    }

    @Test
    void leavesOutWhatIsIgnored() throws IOException {
        files.withFiles("target/app.jar", "src/App.java", "notes.md").ignoring("target", "*.md", ".dockerignore");

        assertThat(files.entries()).containsExactly("Dockerfile", "src/", "src/App.java");
    }

    @Test
    void takesFilesBackOutOfIgnoredDirectoriesTogetherWithThese() throws IOException {
        files.withFiles("target/app.jar", "target/classes/A.class", "a/b/c.jar", "a/b/d")
                .ignoring("*", "!**/*.jar");

        assertThat(files.entries()).containsExactly("a/", "a/b/", "a/b/c.jar", "target/", "target/app.jar");
    }

    @Test
    void doesNotLookIntoAnIgnoredDirectoryThatNoNegationReaches() throws Exception {
        files.withFiles("keep/file").ignoring("poisoned", "!keep/*", ".dockerignore");
        Path poisoned = Files.createDirectory(files.path("poisoned"));
        nestTooDeep(poisoned);
        try {
            assertThat(files.entries()).containsExactly("Dockerfile", "keep/", "keep/file");

            files.ignoring("poisoned", "!**/file");
            assertThatExceptionOfType(ActionableException.class)
                    .isThrownBy(files::entries)
                    .withMessageContaining("cannot be read");
        } finally {
            run("rm", "-rf", poisoned.toString());
        }
    }

    @Test
    void prefersTheIgnoreFileOfTheDockerfileEvenOutsideTheContext() throws IOException {
        files.withFiles("a", "b", "docker/api.Dockerfile").ignoring("a");
        files.with("docker/api.Dockerfile.dockerignore", "b\ndocker\n");
        Path outside = Files.writeString(temporary.resolve("Outside"), "FROM scratch\n");
        Files.writeString(temporary.resolve("Outside.dockerignore"), "*\n!b\n");

        assertThat(ContextFiles.entries(files.context("docker/api.Dockerfile")))
                .containsExactly(".dockerignore", "Dockerfile", "a");
        assertThat(ContextFiles.entries(BuildContext.of(files.directory(), outside)))
                .containsExactly("b");
    }

    @Test
    void namesADockerfileThatIsSentByItsPath() throws IOException {
        files.withFiles("docker/Dockerfile");

        assertThat(files.context("docker/Dockerfile").dockerfileName()).isEqualTo("docker/Dockerfile");
        assertThat(ContextFiles.contents(files.context("docker/Dockerfile")))
                .containsOnlyKeys("Dockerfile", "docker/", "docker/Dockerfile");
    }

    @Test
    void addsAnIgnoredDockerfileUnderANameThatTheEngineDropsAgain() throws IOException {
        files.withFiles("a").ignoring("Dockerfile", ".dockerignore");
        BuildContext context = files.context();
        String name = context.dockerfileName();

        assertThat(name)
                .matches("\\.dockerfile\\.[0-9a-f]{20}")
                .isEqualTo(files.context().dockerfileName());
        assertThat(ContextFiles.contents(context))
                .isEqualTo(Map.of("a", "a", name, "FROM scratch\n", ".dockerignore", ".dockerignore\n" + name + "\n"));
    }

    @Test
    void addsADockerfileFromOutsideAndKeepsTheContextsOwnIgnoreFile() throws IOException {
        files.ignoring("b");
        Path outside = Files.writeString(temporary.resolve("Outside"), "FROM other\n");
        BuildContext context = BuildContext.of(files.directory(), outside);

        assertThat(ContextFiles.contents(context))
                .containsEntry(context.dockerfileName(), "FROM other\n")
                .containsEntry(".dockerignore", "b\n\n" + context.dockerfileName() + "\n")
                .containsEntry("Dockerfile", "FROM scratch\n");
    }

    @Test
    void evadesAFileOfTheSameGeneratedName() throws IOException {
        files.ignoring("Dockerfile");
        String first = files.context().dockerfileName();
        files.with(first, "mine");

        assertThat(files.context().dockerfileName()).isNotEqualTo(first);
        assertThat(ContextFiles.contents(files.context())).containsEntry(first, "mine");
    }

    @Test
    void keepsTheEngineFromApplyingAnIgnoreFileThatDoesNotCount() throws IOException {
        files.ignoring("*").with("Dockerfile.dockerignore", "nothing\n");

        assertThat(ContextFiles.contents(files.context()))
                .containsEntry(".dockerignore", "*\n\n!.dockerignore\n!Dockerfile\n")
                .containsEntry("Dockerfile", "FROM scratch\n");
    }

    @Test
    void followsALinkToTheDockerfile() throws IOException {
        files.withFiles("docker/real");
        Files.createSymbolicLink(files.path("link"), Path.of("docker/real"));

        assertThat(files.context("link").dockerfileName()).isEqualTo("docker/real");
    }

    @Test
    void refusesWhatIsNotThere() throws IOException {
        files.withFiles("directory/file");

        assertRefused("missing", "Dockerfile", "does not exist", "<contextDirectory>");
        assertRefused("Dockerfile", "Dockerfile", "is not a directory", "<contextDirectory>");
        assertRefused(".", "missing", "does not exist", "<dockerfile>");
        assertRefused(".", "directory", "is not a file", "<dockerfile>");
    }

    @Test
    void refusesAnIgnoreFileThatIsNone() throws IOException {
        Files.createDirectory(files.path(".dockerignore"));

        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(files::context)
                .withMessageContaining(".dockerignore cannot be read");
    }

    private void assertRefused(String directory, String dockerfile, String problem, String remedy) {
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> BuildContext.of(files.path(directory), files.path(dockerfile)))
                .satisfies(e -> {
                    assertThat(e.problem()).contains(problem);
                    assertThat(e.remedy()).contains(remedy);
                });
    }

    /** Makes a path that is too long to be opened, out of two halves that are not. */
    private void nestTooDeep(Path directory) throws IOException {
        String half = String.join("/", Collections.nCopies(1 + HALF_OF_THE_LONGEST_PATH / 200, "d".repeat(199)));
        Path upper = Files.createDirectories(directory.resolve(half));
        Files.createDirectories(temporary.resolve("lower").resolve(half));
        Files.move(temporary.resolve("lower"), upper.resolve("lower"));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command)).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }
}
