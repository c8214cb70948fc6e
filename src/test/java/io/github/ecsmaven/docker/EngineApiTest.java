package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Simple questions, and engines that answer them badly. */
class EngineApiTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String PURPOSE = "be asked for its version";

    private HttpServer server;

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void readsWhatIsThere() throws IOException {
        EngineApi api = start(exchange -> answer(exchange, 200, "{\"Version\":\"28.5.2\"}"));

        assertThat(api.read("/version", PURPOSE).path("Version").text()).isEqualTo("28.5.2");
    }

    @Test
    void findsNothingWhereThereIsNothing() throws IOException {
        EngineApi api = start(exchange -> answer(exchange, 404, "{\"message\":\"No such image: shop\"}"));

        assertThat(api.find("/images/shop/json", PURPOSE)).isEmpty();
    }

    @Test
    void saysWhyTheEngineRefuses() throws IOException {
        EngineApi api = start(exchange -> answer(exchange, 500, "{\"message\":\"the disk is gone\"}"));

        assertThatThrownBy(() -> api.find("/version", PURPOSE))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("the disk is gone");
    }

    @Test
    void doesNotKeepAnAnswerWithoutEnd() throws IOException {
        EngineApi api = start(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int sent = 0; sent <= 65 << 20; sent += blanks.length) {
                    body.write(blanks);
                }
            } catch (IOException hungUp) {
                // Which is what is wanted.
                exchange.close();
            }
        });

        assertThatThrownBy(() -> api.find("/version", PURPOSE))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(PURPOSE, "more than 64 MiB");
    }

    @Test
    void tellsWhetherThereWasWhatSomethingIsMadeOf() throws IOException {
        EngineApi api = start(
                exchange -> answer(exchange, exchange.getRequestURI().getPath().contains("gone") ? 404 : 201, ""));

        assertThat(api.create("/images/here/tag?repo=shop&tag=1", "tag shop:1")).isTrue();
        assertThat(api.create("/images/gone/tag?repo=shop&tag=1", "tag shop:1")).isFalse();
    }

    @Test
    void saysWhyTheEngineMakesNothing() throws IOException {
        EngineApi api = start(exchange -> answer(exchange, 400, "{\"message\":\"invalid reference format\"}"));

        assertThatThrownBy(() -> api.create("/images/here/tag?repo=shop&tag=1", "tag shop:1"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("could not tag shop:1", "invalid reference format");
    }

    @Test
    void handsOverItemsAsTheyCome() throws Exception {
        EngineApi api =
                start(exchange -> answer(exchange, 200, "{\"status\":\"Preparing\"}\r\n\r\n{\"status\":\"Pushed\"}"));
        List<String> told = new ArrayList<>();

        api.stream(
                "/images/shop/push?tag=1",
                Map.of(),
                LONG,
                item -> told.add(item.path("status").text()));

        assertThat(told).containsExactly("Preparing", "Pushed");
    }

    @Test
    void handsOverARefusalAsAnItem() throws Exception {
        EngineApi api = start(exchange -> answer(exchange, 404, "{\"message\":\"no such image\"}"));
        List<String> told = new ArrayList<>();

        api.stream(
                "/images/shop/push?tag=1",
                Map.of(),
                LONG,
                item -> told.add(item.path("error").text()));

        assertThat(told).containsExactly("no such image");
    }

    @Test
    void givesUpAStreamThatSaysNothing() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        EngineApi api = start(exchange -> {
            await(over);
            exchange.close();
        });

        assertThatThrownBy(() -> api.stream("/images/shop/push?tag=1", Map.of(), Duration.ofMillis(50), item -> {}))
                .isInstanceOf(TimeoutException.class);
        over.countDown();
    }

    @Test
    void breaksOffStreamsWhenItIsClosed() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        EngineApi api = start(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"status\":\"Preparing\"}\n".getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            await(over);
            exchange.close();
        });

        assertThatThrownBy(() -> api.stream("/images/shop/push?tag=1", Map.of(), LONG, item -> api.close()))
                .hasCauseInstanceOf(IOException.class);
        over.countDown();
    }

    @Test
    void doesNotKeepALineWithoutEnd() throws IOException {
        EngineApi api = start(exchange -> answer(exchange, 200, " ".repeat((4 << 20) + 1)));

        assertThatThrownBy(() -> api.stream("/images/shop/push?tag=1", Map.of(), LONG, item -> {}))
                .hasRootCauseInstanceOf(ProtocolException.class)
                .hasMessageContaining("4 MiB");
    }

    @Test
    void saysThatALineIsNotJson() throws IOException {
        EngineApi api = start(exchange -> answer(exchange, 200, "<html>"));

        assertThatThrownBy(() -> api.stream("/images/shop/push?tag=1", Map.of(), LONG, item -> {}))
                .hasRootCauseInstanceOf(NotJsonException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private EngineApi start(HttpHandler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", handler);
        server.start();
        URI address = URI.create("tcp://127.0.0.1:" + server.getAddress().getPort());
        return new EngineApi(new EngineHost(address, "DOCKER_HOST", Optional.empty()));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
