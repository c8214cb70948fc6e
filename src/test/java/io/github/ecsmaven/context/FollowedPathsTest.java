package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which paths BuildKit's client finds sources to need (tonistiigi/fsutil: FollowLinks), as {@code docker build} shows it. */
class FollowedPathsTest {
    @TempDir
    static Path directory;

    @BeforeAll
    static void createTree() throws IOException {
        new ContextFiles(directory)
                .withFiles("plain", "app/lib/a.jar", "app/lib/b.jar", "app-b/c", "wild/one.txt", "*/star");
        link("to-plain", "plain");
        link("absolute", "/plain");
        link("to-app", "app");
        link("chain", "links/next");
        link("links/next", "../app/lib");
        link("links/beyond", "../../../plain");
        link("links/outside", "../../etc/hostname");
        link("links/root", "..");
        link("links/dot", ".");
        link("links/messy", "..//app/./lib/../lib");
        link("broken", "nowhere/at/all");
        link("self", "self");
        link("ping", "pong");
        link("pong", "ping");
        link("deeper", "deeper/x");
        link("twice/a", "?/x");
        link("twice/b", "?/y");
        link("wild/two.txt", "../plain");
        link("wild/three.txt", "/app/lib/a.jar");
        link("wild/deep", "../to-app");
        link("*/link", "../plain");
    }

    private static void link(String path, String target) throws IOException {
        Path link = directory.resolve(path);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            plain                   | plain
            /plain/                 | plain
            ./app/../plain          | plain
            ../../plain             | plain
            missing                 | missing
            missing/file            | missing/file
            plain/file              | plain/file
            to-plain                | plain, to-plain
            absolute                | absolute, plain
            to-app                  | app, to-app
            to-app/                 | app, to-app
            to-app/lib/a.jar        | app/lib/a.jar, to-app
            to-app/missing          | app/missing, to-app
            chain/a.jar             | app/lib/a.jar, chain, links/next
            links/beyond            | links/beyond, plain
            links/outside           | etc/hostname, links/outside
            links/root/plain        | links/root, plain
            links/dot/beyond        | links/beyond, links/dot, plain
            links/messy/b.jar       | app/lib/b.jar, links/messy
            broken                  | broken, nowhere/at/all
            broken/er               | broken, nowhere/at/all/er
            self                    | self
            self/file               | self
            ping                    | ping, pong
            *.txt                   | *.txt
            wild/*.txt              | app/lib/a.jar, plain, wild/*.txt
            wild/t?o.txt            | plain, wild/t?o.txt
            wild/[a-s]*.txt         | wild/[a-s]*.txt
            wild/t*.txt/in          | app/lib/a.jar/in, plain/in, wild/t*.txt
            wild/d*/lib             | app/lib, to-app, wild/d*
            wild/d*p/lib/*.jar      | app/lib/*.jar, to-app, wild/d*p
            w*d/two.txt             | w*d/two.txt
            to-a*/lib               | app/lib, to-a*
            no*/in                  | no*/in
            \\*/link                | \\*/link
            """)
    void followsLinks(String source, String needed) throws IOException {
        assertThat(FollowedPaths.of(directory, List.of(source))).containsExactly(needed.split(", "));
    }

    @ParameterizedTest
    @CsvSource({"/", ".", "'',", "app/..", "links/root", "to-app/..,"})
    void needsTheWholeDirectoryForItsRoot(String source) throws IOException {
        assertThat(FollowedPaths.of(directory, List.of("plain", source == null ? "" : source)))
                .isEmpty();
    }

    @Test
    void leavesOutWhatLiesInTheOneBefore() throws IOException {
        assertThat(FollowedPaths.of(directory, List.of("links/deep", "links", "app", "app-b/c", "to-app/lib", "chain")))
                .containsExactly("app", "app-b/c", "app/lib", "chain", "links", "to-app");
    }

    @ParameterizedTest
    @CsvSource({
        "to-app/lib/a.jar to-app, app to-app",
        "to-app to-app/lib/a.jar, app to-app",
        "to-app/x* to-app/lib, app/lib app/x* to-app",
    })
    void givesEachSourceThroughALinkWhatItNeeds(String sources, String needed) throws IOException {
        assertThat(FollowedPaths.ofEach(directory, List.of(sources.split(" ")))).containsExactly(needed.split(" "));
    }

    @Test
    void endsWithLinksThatLeadEverDeeper() throws IOException {
        assertThat(FollowedPaths.of(directory, List.of("deeper/a"))).containsExactly("deeper");
        assertThat(FollowedPaths.ofEach(directory, List.of("deeper/a"))).containsExactly("deeper");
        assertThat(FollowedPaths.ofEach(directory, List.of("twice/?/a"))).isEmpty();
    }

    /** As {@code docker build} does it: what the second of them needs is not there. */
    @Test
    void goesThroughALinkOnceWhereBuildKitDoes() throws IOException {
        assertThat(FollowedPaths.of(directory, List.of("to-app/lib/a.jar", "to-app")))
                .containsExactly("app/lib/a.jar", "to-app");
    }

    @Test
    void leavesAMalformedSourceToTheMatcher() throws IOException {
        assertThat(FollowedPaths.of(directory, List.of("app/["))).containsExactly("app/[");
    }
}
