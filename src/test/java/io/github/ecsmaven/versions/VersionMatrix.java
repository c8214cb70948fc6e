package io.github.ecsmaven.versions;

import com.github.dockerjava.api.DockerClient;
import io.github.ecsmaven.sandbox.ecs.DockerTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the story of {@link Trial} on the engine of {@code DOCKER_HOST}, for {@code src/it/versions.sh}, and writes a row of the README's
 * table for each Maven and JDK. Ends with 1 when one of them failed.
 *
 * <pre>{@code WORK_DIRECTORY PLUGIN_VERSION LOCAL_REPOSITORY ROWS_FILE MAVEN_HOME:JAVA_HOME...}</pre>
 */
public final class VersionMatrix {
    private final Path work;
    private final String plugin;
    private final Path repository;
    private boolean failed;

    private VersionMatrix(Path work, String plugin, Path repository) {
        this.work = work;
        this.plugin = plugin;
        this.repository = repository;
    }

    public static void main(String[] arguments) throws Exception {
        VersionMatrix matrix = new VersionMatrix(Path.of(arguments[0]), arguments[1], Path.of(arguments[2]));
        Path rows = Path.of(arguments[3]);
        String engine = engine();
        for (String pair : List.of(arguments).subList(4, arguments.length)) {
            List<Path> homes = Arrays.stream(pair.split(":")).map(Path::of).toList();
            String row = matrix.row(new MavenInstallation(homes.get(0), homes.get(1)), engine);
            Files.writeString(rows, row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        System.exit(matrix.failed ? 1 : 0);
    }

    private static String engine() throws IOException {
        try (DockerClient docker = DockerTasks.connect()) {
            return docker.versionCmd().exec().getVersion();
        }
    }

    private String row(MavenInstallation installation, String engine) throws IOException, InterruptedException {
        Files.createDirectories(work);
        Path directory = Files.createTempDirectory(
                work.toAbsolutePath(), installation.maven().getFileName() + "-");
        long began = System.nanoTime();
        String tried =
                installation.maven().getFileName() + " | " + installation.jdk().getFileName();
        try (Trial trial = new Trial(installation, directory, plugin, repository)) {
            Row row = trial.run();
            System.out.println("versions: " + tried + " on Docker Engine " + engine + " passed in "
                    + (System.nanoTime() - began) / 1_000_000_000 + " s");
            return "| " + row.maven() + " | " + row.jdk() + " | " + engine + " | " + row.runs() + " of " + row.runs()
                    + " as expected | none | none of " + row.secrets() + " |";
        } catch (AssertionError e) {
            failed = true;
            System.out.println("versions: " + tried + " on Docker Engine " + engine + " FAILED: " + e.getMessage());
            return "| " + tried + " | " + engine + " | failed | | |";
        }
    }
}
