package io.github.ecsmaven.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxMainTest {
    @TempDir
    Path directory;

    @Test
    void servesUntilItsParentEnds() throws Exception {
        Process parent = new ProcessBuilder("sleep", "60").start();
        Path file = directory.resolve("endpoint");
        Process main = java(
                "--region",
                "us-east-1",
                "--endpoint-file",
                file.toString(),
                "--parent-pid",
                String.valueOf(parent.pid()));
        try (BufferedReader out = main.inputReader()) {
            assertThat(out.readLine())
                    .startsWith("AWS sandbox ready at http://127.0.0.1:")
                    .endsWith("region us-east-1)");
            URI endpoint = URI.create(Files.readString(file).trim());
            try (var requests = endpoint.resolve("/_sandbox/requests").toURL().openStream()) {
                assertThat(new String(requests.readAllBytes())).contains("[");
            }
            parent.destroy();
            assertThat(main.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(main.exitValue()).isZero();
        } finally {
            parent.destroy();
            main.destroyForcibly();
        }
    }

    @Test
    void deletesWhatAKilledPredecessorLeftBehind() throws Exception {
        Path ofTheLiving = Files.createDirectory(
                directory.resolve("ecs-sandbox-" + ProcessHandle.current().pid() + "-1"));
        Process killed = ready(java());
        Path left = store(killed);
        Files.writeString(left.resolve("sha256-1"), "a layer");
        killed.destroyForcibly().waitFor();
        assertThat(left).exists();

        Process successor = ready(java());
        try {
            assertThat(left).doesNotExist();
            assertThat(store(successor)).exists();
            assertThat(ofTheLiving).exists();
        } finally {
            successor.destroy();
            successor.waitFor();
        }
    }

    private static Process ready(Process main) throws IOException {
        assertThat(main.inputReader().readLine()).startsWith("AWS sandbox ready");
        return main;
    }

    private Path store(Process main) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "ecs-sandbox-" + main.pid() + "-*")) {
            return found.iterator().next();
        }
    }

    @Test
    void refusesAnArgumentThatItDoesNotKnow() throws Exception {
        Process main = java("--prot", "4566");
        assertThat(main.waitFor()).isEqualTo(1);
        assertThat(new String(main.getErrorStream().readAllBytes())).contains("not an argument with a value: --prot");
    }

    private Process java(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                SandboxMain.class.getName());
        builder.command().addAll(java.util.List.of(arguments));
        return builder.start();
    }
}
