package io.github.ecsmaven.faults;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/**
 * A Docker Engine on a disk of 128 MB, which tests may stop and fill: {@code SMALL_ENGINE} is its name in {@code src/it/engines.sh}. What it
 * has is gone when it stops.
 */
final class OwnEngine {
    private static final String NAME = Objects.requireNonNull(System.getenv("SMALL_ENGINE"), "SMALL_ENGINE");

    private OwnEngine() {}

    /** Starts it, unless it runs; tells its host. */
    static synchronized String start() {
        return engines("start").replaceFirst("(?s).* at (unix://\\S+)\\s*$", "$1");
    }

    static synchronized void stop() {
        engines("stop");
    }

    private static String engines(String action) {
        try {
            Process script = new ProcessBuilder("sh", "src/it/engines.sh", action, NAME)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (script.waitFor() != 0) {
                throw new IllegalStateException(action + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Puts images there until one of so many bytes has no place any more. */
    static void fill(String host, Path context, long bytes) throws IOException {
        Files.createDirectories(context);
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY filler /\n");
        DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(host)
                .build();
        try (DockerClient docker = DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build())) {
            for (int number = 0; fits(docker, context, bytes, number); number++) {
                // The next one is another image.
            }
        }
    }

    private static boolean fits(DockerClient docker, Path context, long bytes, int number) throws IOException {
        try (RandomAccessFile filler =
                new RandomAccessFile(context.resolve("filler").toFile(), "rw")) {
            filler.setLength(bytes);
            filler.write(number);
        }
        try {
            docker.buildImageCmd(context.toFile())
                    .withTags(Set.of("filler:" + number))
                    .start()
                    .awaitImageId();
            return true;
        } catch (DockerClientException full) {
            return false;
        }
    }
}
