package io.github.ecsmaven.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.buildkit.DifferentialEngine.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Builds the same with our client and with the docker command, in the same engine, and compares the images entry by entry. Where there is
 * no docker command with BuildKit, what one made is read from {@code src/test/resources/buildkit/listings}.
 */
@Tag("engine")
@Timeout(120)
class DifferentialBuildTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_123L);
    /** What is copied out of {@link NastyContext}, by the name of the case; steps end with a semicolon. */
    private static final String COPIES =
            """
            everything           | COPY . /
            everything-below     | COPY . /all/
            everything-added     | ADD . /
            directory            | COPY app /app/;COPY names/ /names/
            wildcards            | COPY wild/*.txt w*d/t?o.txt /wild/;COPY [h-m]* /classes/;COPY */*.jar */lib /libraries/
            wildcard-names       | COPY names/[[]a] names/\\* names/\\? /escaped/;COPY names/[?*] /class/;COPY names/* /all/
            bracket-names        | COPY ["[x]", "/x"]
            odd-names            | COPY ["-dash", "#hash", "names/with space", "names/percent%41", "names/plus+", "/odd/"]
            bang                 | COPY ["!bang", "plain", "/bang/"]
            leading-space        | COPY [" space", "/space"]
            unicode              | COPY größe/naïve links/unicode names/grüße names/? /unicode/;COPY größe /größe/
            emoji                | COPY ["names/😀 emoji", "/emoji"]
            links-to-files       | COPY links/to-file links/absolute links/beyond links/deep/er/up links/long /links/
            links-to-directories | COPY links/to-directory /a/;COPY links/absolute-directory /b/;COPY links/chain-1 /c/
            through-links        | COPY links/to-directory/app.jar links/chain-1/a.jar /a/;COPY links/to-directory/lib/ /b/
            through-root         | COPY links/to-root/app/lib/read.me /a/
            to-root              | COPY links/to-root/plain links/to-root/wild/*.txt /root/
            wildcards-of-links   | COPY links/jar-* links/to-* /a/;COPY wild/* /b/
            through-wildcards    | COPY li*s/to-directory/app.jar /a/
            wildcard-of-link     | COPY links/to-dir*/app.jar links/ch*-1/*.jar /a/
            outside              | COPY links/outside /outside
            broken               | COPY links/broken /broken
            self                 | COPY links/self /self
            broken-wildcard      | COPY links/b* /broken/
            above                | COPY ../plain ../../app/app.jar /above/
            missing              | COPY no-such-file /
            missing-wildcard     | COPY no-such-* plain /
            malformed            | COPY app/[ plain /
            sockets              | COPY socket socket/agent /sockets/
            specials             | COPY modes/fifo modes/setuid /modes/;COPY modes/tmp /tmp/
            hard-links           | COPY hard/second a-hard-link /a/;COPY hard /b/;COPY z-hard-link /c
            long                 | COPY long-* deep /long/
            """;

    private static DifferentialEngine engine;
    /** Not one of JUnit's, which warns of every link that leads outside when it removes it. */
    private static Path temporary;

    /** The docker command tells directories apart by their last name alone, and builders keep what they were sent of one. */
    private static final String UNIQUE = "-" + UUID.randomUUID();

    @BeforeAll
    static void connect() throws IOException {
        engine = new DifferentialEngine();
        temporary = Files.createTempDirectory("differential");
    }

    @AfterAll
    static void close() throws Exception {
        engine.close();
        assertThat(new ProcessBuilder("rm", "-r", temporary.toString()).start().waitFor())
                .isZero();
    }

    @TestFactory
    Stream<DynamicTest> makesTheSameImageOf() throws IOException {
        Map<String, Build> builds = new LinkedHashMap<>();
        Path nasty = NastyContext.in(directory("nasty"));
        COPIES.lines().forEach(line -> {
            String name = line.substring(0, line.indexOf('|')).strip();
            String steps = line.substring(line.indexOf('|') + 1).strip().replace(";", "\n");
            builds.put(
                    name, new Build(another(nasty, name), dockerfile(name, "FROM scratch\n" + steps + "\n"), Map.of()));
        });
        builds.put("nanoseconds", nanoseconds());
        builds.put("inside", inside());
        builds.put("ignoring", ignoring("*\n!target/*.jar\n!src/**/keep*\ntarget/b.jar\n", "COPY . /"));
        builds.put("ignoring-wildcards", ignoring("*/*\n!target\n**/*.md\n!README.md\n", "COPY t*/*.jar s* *.md /"));
        builds.put("ignoring-sources", ignoring("target\n!target/a.jar\n", "COPY target/a.jar target /target/"));
        builds.put("ignored-source", ignoring("target\n!target/a.jar\n", "COPY target/b.jar /"));
        builds.put("ignored-dockerfile", ignoring("**/Dockerfile\n.dockerignore\n", "COPY . /"));
        builds.put("malformed-ignore-file", ignoring("src\n[\n", "COPY . /"));
        builds.put("own-ignore-file", ownIgnoreFile());
        builds.put("named-context", namedContext(another(nasty, "named")));
        if (isRoot()) {
            builds.put("devices", devices());
        }
        return DifferentialRun.testsOf(builds, engine);
    }

    /** The same directory under a name of its own, so that what a builder kept of another build does not show. */
    private static Path another(Path directory, String name) {
        try {
            return Files.createSymbolicLink(directory("nasty-" + name), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Build nanoseconds() throws IOException {
        Path context = NastyContext.in(directory("nanoseconds"));
        Files.copy(Path.of("/bin/busybox"), context.resolve("busybox"));
        String text =
                """
                FROM scratch AS look
                COPY busybox /bin/busybox
                SHELL ["/bin/busybox", "sh", "-ec"]
                RUN --mount=type=bind,target=/context cd /context; busybox find . -mindepth 1 ! -name busybox -print0 | \\
                    busybox sort -z | busybox xargs -0 busybox stat -c '%A %h %u:%g %t,%T %y %N' >/shown
                FROM scratch
                COPY --from=look /shown /shown
                """;
        return new Build(context, dockerfile("nanoseconds", text), Map.of());
    }

    private static Build inside() throws IOException {
        Path context = small("inside");
        Path dockerfile = write(context.resolve("docker/Dockerfile"), "FROM scratch\nCOPY . /\n");
        return new Build(context, dockerfile, Map.of());
    }

    private static Build ignoring(String ignoreFile, String step) throws IOException {
        Path context = small("ignoring" + Integer.toHexString((ignoreFile + step).hashCode()));
        write(context.resolve(".dockerignore"), ignoreFile);
        Path dockerfile = write(context.resolve("Dockerfile"), "FROM scratch\n" + step + "\n");
        return new Build(context, dockerfile, Map.of());
    }

    private static Build ownIgnoreFile() throws IOException {
        Path context = small("own");
        write(context.resolve(".dockerignore"), "*\n");
        write(context.resolve("api.Dockerfile.dockerignore"), "# no comment\n/src\n !README.md \n*.md\n");
        Path dockerfile = write(context.resolve("api.Dockerfile"), "FROM scratch\nCOPY . /\n");
        return new Build(context, dockerfile, Map.of());
    }

    private static Build namedContext(Path nasty) throws IOException {
        Path dockerfile = dockerfile("named", "FROM scratch\nCOPY --from=other . /\nCOPY plain /\n");
        return new Build(nasty, dockerfile, Map.of("other", small("other")));
    }

    private static Build devices() throws IOException {
        Path context = NastyContext.in(directory("devices"), content -> content.device("null", true, 1, 3)
                .device("loop", false, 7, 300)
                .file("file", "file"));
        return new Build(context, dockerfile("devices", "FROM scratch\nCOPY . /\n"), Map.of());
    }

    /** Others may make no devices. */
    private static boolean isRoot() throws IOException {
        return Files.getAttribute(temporary, "unix:uid").equals(0);
    }

    @Test
    void seesThatATimeDiffers() throws IOException {
        Path context = NastyContext.in(directory("time"), content -> content.file("file", "same"));
        Build build = new Build(context, dockerfile("time", "FROM scratch\nCOPY . /\n"), Map.of());
        String before = engine.ours(build).text();
        Files.setLastModifiedTime(context.resolve("file"), LONG_AGO);

        assertThat(engine.ours(build).text()).isNotEqualTo(before).contains("2001-09-09T01:46:40Z");
    }

    @Test
    void leavesTheTimesOfUnchangedDirectoriesAloneInALaterBuild() throws IOException {
        Path context = NastyContext.in(directory("again"));
        Build build = new Build(context, dockerfile("again", "FROM scratch\nCOPY . /\n"), Map.of());

        assertThat(engine.ours(build).text()).isEqualTo(engine.ours(build).text());
    }

    private static Path small(String name) throws IOException {
        return NastyContext.in(directory(name), context -> context.directory("target", 0755)
                .file("target/a.jar", "a")
                .file("target/b.jar", "b")
                .directory("target/classes", 0755)
                .file("target/classes/A.class", "A")
                .directory("src", 0755)
                .directory("src/main", 0755)
                .file("src/main/App.java", "App")
                .file("src/main/keep.txt", "keep")
                .file("src/keep", "too")
                .file("README.md", "read")
                .file("notes.md", "notes")
                .directory("docker", 0755));
    }

    private static Path directory(String name) {
        return temporary.resolve(name + UNIQUE);
    }

    private static Path dockerfile(String name, String text) {
        return write(directory("dockerfile-" + name).resolve("Dockerfile"), text);
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            Files.setLastModifiedTime(file, LONG_AGO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
