package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.BuildKitOptions;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classic builds whose engine says what engines say; the sentences are those of Docker Engine 20.10, 26.1 and 28.5. */
class ClassicBuilderTest {
    private static final String PLAIN = "FROM scratch\nCOPY Dockerfile /\n";
    private static final String HEREDOC = "FROM scratch\nCOPY <<EOF /x\nHELLO\nEOF\n";
    private static final BuiltImage IMAGE =
            new BuiltImage(new Digest("sha256:" + "0".repeat(64)), Platform.parse("linux/amd64"), 5);

    private final AtomicInteger builds = new AtomicInteger();
    private HttpServer server;
    private String product = "Docker/28.5.2 (linux)";
    private String said = "{\"stream\": \"Successfully built 000000000000\\n\"}";

    @TempDir
    Path context;

    @BeforeEach
    void startEngine() throws IOException {
        DockerLogs.silence();
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/_ping", exchange -> {
            exchange.getResponseHeaders().add("Server", product);
            exchange.getResponseHeaders().add("Api-Version", "1.51");
            answer(exchange, "OK");
        });
        server.createContext("/build", exchange -> {
            exchange.getRequestBody().readAllBytes();
            builds.incrementAndGet();
            answer(exchange, said);
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (exchange) {
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    @AfterEach
    void stopEngine() {
        server.stop(0);
    }

    @Test
    void refusesAHeredocBeforeAnythingIsSent() {
        assertThatThrownBy(() -> build(HEREDOC))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(
                        "classic builder cannot", "COPY << (line 2)", "builds without their text", "<buildkitHost>");
        assertThat(builds).hasValue(0);
    }

    @Test
    void leavesHeredocsToPodman() {
        product = "Libpod/5.4.0 (linux)";

        assertThat(build(HEREDOC)).isEqualTo(IMAGE);
    }

    @Test
    void saysForWhichPlatformABaseImageIsToBePulled() {
        said =
                "{\"error\": \"Get \\\"https://127.0.0.1:1/v2/\\\": dial tcp 127.0.0.1:1: connect: connection refused\"}";

        assertThatThrownBy(() -> build(PLAIN, Platform.parse("linux/s390x")))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("cannot reach the registry of a base image")
                .hasMessageContaining("pull the image for linux/s390x before");
        assertThatThrownBy(() -> build(PLAIN))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("pull the image before");
    }

    @Test
    void refusesAnImageOfAnotherPlatform() {
        assertThatThrownBy(() -> build(PLAIN, Platform.parse("linux/s390x")))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(
                        "was to be for linux/s390x, but its image is for linux/amd64",
                        "<pull>true</pull>",
                        "<platform> (-Decs.platform) to linux/amd64");
    }

    @Test
    void doesNotBlameTheDockerfileForAFullDisk() {
        said = "{\"stream\": \"Step 2/2 : COPY big /\\n\"}{\"error\": \"write /big: no space left on device\"}";

        assertThatThrownBy(() -> build(PLAIN))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(
                        "at step 2/2 : COPY big /", "write /big: no space left on device", "docker builder prune")
                .hasMessageNotContaining("Correct the Dockerfile");
    }

    @Test
    void doesNotBlameTheDockerfileForADiskThatAStepFilled() {
        said = "{\"stream\": \"Step 2/2 : RUN make\\ncc: error writing: No space left on device\\n\"}"
                + "{\"error\": \"The command '/bin/sh -c make' returned a non-zero code: 1\"}";

        assertThatThrownBy(() -> build(PLAIN))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("at step 2/2 : RUN make", "docker builder prune")
                .hasMessageNotContaining("Correct the Dockerfile");
    }

    private BuiltImage build(String dockerfile, Platform... platforms) {
        return build(dockerfile, new Silence(), platforms);
    }

    private BuiltImage build(String dockerfile, BuildListener listener, Platform... platforms) {
        URI address = URI.create("tcp://127.0.0.1:" + server.getAddress().getPort());
        try (EngineConnection connection =
                EngineConnection.open(new EngineHost(address, "the test", Optional.empty()))) {
            return new ClassicBuilder(connection, id -> Optional.of(IMAGE))
                    .build(request(dockerfile, platforms), listener);
        }
    }

    private ImageBuild request(String dockerfile, Platform... platforms) {
        Path file = context.resolve("Dockerfile");
        try {
            Files.writeString(file, dockerfile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ImageBuild(
                context,
                file,
                List.of(),
                Map.of(),
                Optional.empty(),
                List.of(platforms),
                Map.of(),
                false,
                false,
                Optional.empty(),
                List.of(),
                BuildKitOptions.NONE,
                Keychain.empty());
    }

    @Test
    void tellsThatItTakesAllOfTheContext() {
        List<List<String>> asked = new ArrayList<>();

        build(PLAIN, new Silence() {
            @Override
            public void readsContext(List<String> paths) {
                asked.add(paths);
            }
        });

        assertThat(asked).containsExactly(List.of());
    }

    private static class Silence implements BuildListener {
        @Override
        public void output(String line) {}

        @Override
        public void warning(String message) {}
    }
}
