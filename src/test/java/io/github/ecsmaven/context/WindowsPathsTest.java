package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build context on a file system with drives, backslashes and no modes. */
class WindowsPathsTest {
    @TempDir
    private Path unix;

    private FileSystem windows;
    private Path directory;
    private ContextFiles files;

    @BeforeEach
    void fill() throws IOException {
        windows = Jimfs.newFileSystem(
                Configuration.windows().toBuilder().setRoots("C:\\", "D:\\").build());
        directory = Files.createDirectories(windows.getPath("C:\\work\\shop"));
        files = filled(directory);
    }

    private static ContextFiles filled(Path directory) throws IOException {
        return ContextFiles.in(directory).withFiles("target/app.jar", "target/log.tmp", "conf/app.yaml");
    }

    @AfterEach
    void close() throws IOException {
        windows.close();
    }

    @Test
    void entriesHaveSlashesAndNoDrive() throws IOException {
        assertThat(files.entries())
                .containsExactly("Dockerfile", "conf/", "conf/app.yaml", "target/", "target/app.jar", "target/log.tmp");
        assertThat(ContextFiles.contents(files.context())).containsEntry("conf/app.yaml", "conf/app.yaml");
    }

    @Test
    void everythingMayBeRun() throws IOException {
        assertThat(files.headers().values())
                .extracting(TarArchiveEntry::getMode)
                .allSatisfy(mode -> assertThat(mode & 07777).isEqualTo(0755));
    }

    @Test
    void anIgnoreFileMayHaveBackslashes() throws IOException {
        files.with(".dockerignore", "target\\*.tmp\r\nconf\\\r\n!conf\\app.yaml\r\n");

        assertThat(files.entries())
                .containsExactly(".dockerignore", "Dockerfile", "conf/", "conf/app.yaml", "target/", "target/app.jar");
    }

    @Test
    void theIgnoreFileBesideADockerfileElsewhereIsFound() throws IOException {
        Path docker = Files.createDirectories(windows.getPath("D:\\docker"));
        Files.writeString(docker.resolve("Shop.Dockerfile"), "FROM scratch\nCOPY target /\n");
        Files.writeString(docker.resolve("Shop.Dockerfile.dockerignore"), "**\\*.tmp\n");

        assertThat(ContextFiles.entries(BuildContext.of(directory, docker.resolve("Shop.Dockerfile"))))
                .doesNotContain("target/log.tmp")
                .contains("target/app.jar");
    }

    @Test
    void linksLeadToPathsWithSlashes() throws IOException {
        Files.createSymbolicLink(directory.resolve("current"), windows.getPath("target\\app.jar"));

        assertThat(files.headers().get("current").getLinkName()).isEqualTo("target/app.jar");
        assertThat(FollowedPaths.of(directory, List.of("current"))).containsExactly("current", "target/app.jar");
    }

    @Test
    void whatTheDockerfileTakesIsFound() throws IOException {
        files.with(
                "Dockerfile",
                "FROM scratch\r\nCOPY target/*.jar CONF/app.yaml /\r\nADD https://example.com/a?b:c /\r\n");

        assertThat(paths(scope())).isEqualTo("target/app.jar");
    }

    @Test
    void namesThatWindowsDoesNotHaveLeadNowhere() throws IOException {
        files.with("Dockerfile", "FROM scratch\nCOPY a:b/c \"con<>\" target/log.tmp /\n");

        assertThat(paths(scope())).isEqualTo("target/log.tmp");
    }

    private ContextScope scope() {
        return Dockerfile.read(directory.resolve("Dockerfile")).contextScope(Map.of(), Optional.empty());
    }

    private String paths(ContextScope scope) throws IOException {
        StringBuilder paths = new StringBuilder();
        files.context().visitEntries(scope, entry -> paths.append(entry.isDirectory() ? "" : " " + entry.path()));
        return paths.toString().strip();
    }

    @Test
    void theContentIsThatOfTheSameFilesElsewhere() throws IOException {
        ContextFiles same = filled(unix);
        for (String path : same.entries()) {
            Files.setPosixFilePermissions(unix.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        assertThat(hash(files)).isEqualTo(hash(same));
    }

    private String hash(ContextFiles of) throws IOException {
        HashMemory memory = HashMemory.in(unix.resolveSibling(unix.getFileName() + ".hashes"));
        return ContentHash.of(of.context(), ContextScope.WHOLE, Set.of(), memory)
                .value();
    }
}
