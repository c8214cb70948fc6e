package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.KeptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository with links that lead out of it: to what the user has, and to what the user must not lose. */
class HostileRepositoryTest {
    private static final String SECRET = "aws_secret_access_key = hush";

    @TempDir
    private Path directory;

    private Path repository;
    private Path home;
    private ContextFiles files;

    @BeforeEach
    void createRepository() throws IOException {
        repository = Files.createDirectory(directory.resolve("repository"));
        home = Files.createDirectory(directory.resolve("home"));
        Files.writeString(home.resolve("credentials"), SECRET);
        files = ContextFiles.in(repository);
        link("file", "../home/credentials");
        link("absolute", home.resolve("credentials").toString());
        link("directory", "../home");
        link("above", "..");
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(repository.resolve(name), Path.of(target));
    }

    @Test
    void linksTravelAsLinks() throws IOException {
        Map<String, String> contents = ContextFiles.contents(files.context());

        assertThat(contents.values()).noneMatch(content -> content.contains("hush"));
        assertThat(files.entries()).doesNotContain("directory/credentials", "above/home/credentials");
        assertThat(files.headers().get("absolute").isSymbolicLink()).isTrue();
    }

    @Test
    void theContentHashKnowsWhereALinkLeadsAndNotWhatIsThere() throws IOException {
        String before = hash("before");
        Files.writeString(home.resolve("credentials"), "another");

        assertThat(hash("after")).isEqualTo(before);
    }

    private String hash(String memory) throws IOException {
        return ContentHash.of(files.context(), ContextScope.WHOLE, Set.of(), HashMemory.in(directory.resolve(memory)))
                .value();
    }

    @Test
    void pathsThatTheDockerfileCopiesStayInTheContext() throws IOException {
        List<String> followed = FollowedPaths.of(
                repository, List.of("file", "directory/credentials", "above/home/credentials", "../home/credentials"));

        assertThat(followed)
                .allSatisfy(path -> assertThat(path).doesNotStartWith("/").doesNotContain(".."));
    }

    @Test
    void anIgnoreFileThatLeadsElsewhereIsNotQuoted() throws IOException {
        Files.writeString(home.resolve("credentials"), "[" + SECRET);
        link(".dockerignore", "../home/credentials");

        assertThatThrownBy(() -> ContextFiles.tar(files.context()))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining(".dockerignore, line 1: what stands there is not a pattern that Docker takes")
                .hasMessageNotContaining("hush");
    }

    @Test
    void recordsAreNotWrittenThroughALinkOfTheirDirectory() throws IOException {
        Files.createDirectory(repository.resolve("target"));
        link("target/ecs", "../../home");
        Path record = repository.resolve("target/ecs/credentials");

        assertThatThrownBy(() -> KeptFile.write(record, "lost"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("is a link, and credentials is not written through it");
        assertThatThrownBy(() -> KeptFile.remove(record))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("is a link, and credentials is not removed through it");
        assertThat(Files.readString(home.resolve("credentials"))).isEqualTo(SECRET);
    }

    @Test
    void aRecordThatIsALinkIsReplacedAndNotWrittenThrough() throws IOException {
        Files.createDirectories(repository.resolve("target/ecs"));
        link("target/ecs/image.json", "../../../home/credentials");
        Path record = repository.resolve("target/ecs/image.json");

        KeptFile.write(record, "{}");

        assertThat(Files.readString(record, StandardCharsets.UTF_8)).isEqualTo("{}");
        assertThat(Files.readString(home.resolve("credentials"))).isEqualTo(SECRET);
    }
}
