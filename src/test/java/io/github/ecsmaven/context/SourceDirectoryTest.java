package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceDirectoryTest {
    @TempDir
    Path directory;

    private ContextFiles files;

    @BeforeEach
    void createTree() throws IOException {
        files = new ContextFiles(directory)
                .withFiles(
                        "Dockerfile",
                        "app/lib/a.jar",
                        "app/lib/b.jar",
                        "app/read.me",
                        "app-b/c",
                        "docs/x/read.me",
                        "!bang");
        Files.createDirectories(directory.resolve("docs/empty"));
        Files.createSymbolicLink(directory.resolve("link"), Path.of("app/lib"));
        Files.createLink(directory.resolve("docs/again"), directory.resolve("app/read.me"));
    }

    // What is wanted by followed paths, include patterns and exclude patterns, and what is shown of it. A directory is
    // shown before the
    // first entry in it, and not at all when it has none (tonistiigi/fsutil: filterFS).
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            Dockerfile      | ""               | ""                      | Dockerfile
            app/lib/a.jar   | ""               | ""                      | app/ app/lib/ app/lib/a.jar
            app             | ""               | ""                      | app/ app/lib/ app/lib/a.jar app/lib/b.jar app/read.me
            app/*.me        | ""               | ""                      | app/ app/read.me
            a*/lib          | ""               | ""                      | app/ app/lib/ app/lib/a.jar app/lib/b.jar
            d**/*.me        | ""               | ""                      | docs/ docs/x/ docs/x/read.me
            docs/empty      | ""               | ""                      | docs/ docs/empty/
            missing         | ""               | ""                      | ""
            app/missing     | ""               | ""                      | ""
            !bang           | ""               | ""                      | ""
            link/a.jar      | ""               | ""                      | app/ app/lib/ app/lib/a.jar link
            link            | ""               | "app/lib/b.jar"         | app/ app/lib/ app/lib/a.jar link
            ""              | Dockerfile       | ""                      | Dockerfile
            ""              | **/read.me       | ""                      | app/ app/read.me docs/ docs/x/ docs/x/read.me
            ""              | a*               | ""                      | app/ app/lib/ app/lib/a.jar app/lib/b.jar app/read.me app-b/ app-b/c
            Dockerfile      | app-b            | ""                      | Dockerfile app-b/ app-b/c
            .               | app-b            | ""                      | app-b/ app-b/c
            app             | ""               | app/lib                 | app/ app/read.me
            app             | ""               | app                     | ""
            app             | ""               | "app !app/lib/a.jar"    | app/ app/lib/ app/lib/a.jar
            app/lib         | ""               | "** !**/*.jar"          | app/ app/lib/ app/lib/a.jar app/lib/b.jar
            app/lib         | ""               | "* !docs"               | ""
            app docs        | ""               | "* !**/read.me"         | app/ app/read.me docs/ docs/x/ docs/x/read.me
            """)
    void showsWhatIsWanted(String follow, String include, String exclude, String shown) throws IOException {
        assertThat(entries(words(follow), words(include), words(exclude))).containsExactlyElementsOf(words(shown));
    }

    @Test
    void showsEverythingWhereNothingIsNamed() throws IOException {
        List<String> everything = entries(List.of(), List.of(), List.of());

        assertThat(everything)
                .containsExactly(
                        "!bang",
                        "Dockerfile",
                        "app/",
                        "app/lib/",
                        "app/lib/a.jar",
                        "app/lib/b.jar",
                        "app/read.me",
                        "app-b/",
                        "app-b/c",
                        "docs/",
                        "docs/again",
                        "docs/empty/",
                        "docs/x/",
                        "docs/x/read.me",
                        "link");
        assertThat(entries(List.of("/"), List.of(), List.of())).isEqualTo(everything);
        assertThat(entries(List.of("app", "."), List.of(), List.of())).isEqualTo(everything);
        assertThat(entries(List.of("*/lib"), List.of(), List.of()))
                .as("the star stands for a link too, so all that it stands for is needed")
                .isEqualTo(everything);
    }

    @Test
    void showsAHardLinkToWhatIsNotShownAsAFile() throws IOException {
        assertThat(typesOf("docs/again", "app/read.me"))
                .containsExactly(ContextEntry.Type.FILE, ContextEntry.Type.HARD_LINK);
        assertThat(typesOf("docs/again")).containsExactly(ContextEntry.Type.FILE);
    }

    @Test
    void showsASocket() throws IOException {
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(files.path("agent")));

            assertThat(typesOf("agent")).containsExactly(ContextEntry.Type.SOCKET);
        }
    }

    @Test
    void namesAMalformedPatternAndWhereItStands() {
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> entries(List.of("app/["), List.of(), List.of()))
                .withMessageContainingAll("COPY or ADD", "'app/['", "']'", "Correct it");
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> entries(List.of(), List.of(), List.of("app", "!")))
                .withMessageContainingAll("ignore file", "'!'");
    }

    private List<ContextEntry.Type> typesOf(String... follow) throws IOException {
        List<ContextEntry.Type> types = new ArrayList<>();
        new SourceDirectory(directory)
                .visitEntries(new SourceDirectory.Wanted(List.of(), List.of(), List.of(follow)), entry -> {
                    if (!entry.isDirectory()) {
                        types.add(entry.type());
                    }
                });
        return types;
    }

    private List<String> entries(List<String> follow, List<String> include, List<String> exclude) throws IOException {
        List<String> entries = new ArrayList<>();
        new SourceDirectory(directory)
                .visitEntries(
                        new SourceDirectory.Wanted(include, exclude, follow),
                        entry -> entries.add(entry.path() + (entry.isDirectory() ? "/" : "")));
        return entries;
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
