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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Simple questions, and engines that answer them badly. */
class EngineApiTest {
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
