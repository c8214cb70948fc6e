package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers what a test has put in line; the last answer again and again. */
class SmokeTestTest {
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Duration> slept = new ArrayList<>();
    private HttpServer server;

    private record Answer(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private int run(int status, Duration timeout) {
        return new SmokeTest("/health", status, timeout).run(url(), slept::add);
    }

    @Test
    void theRightAnswerIsEnough() {
        answers.add(new Answer(200, "fine"));

        assertThat(run(200, Duration.ofSeconds(60))).isEqualTo(1);
        assertThat(asked).containsExactly("GET /health");
        assertThat(slept).isEmpty();
    }

    @Test
    void asksAgainUntilTheAnswerIsRight() {
        answers.add(new Answer(503, "not yet"));
        answers.add(new Answer(404, ""));
        answers.add(new Answer(204, ""));

        assertThat(run(204, Duration.ofSeconds(60))).isEqualTo(3);
        assertThat(slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void aRedirectIsAnAnswer() {
        answers.add(new Answer(302, ""));

        assertThat(run(302, Duration.ofSeconds(60))).isEqualTo(1);
        assertThat(asked).containsExactly("GET /health");
    }

    @Test
    void whatCameBackLastIsTold() {
        answers.add(new Answer(500, "no\n  database" + "!".repeat(5000)));

        assertThatThrownBy(() -> run(200, Duration.ofMillis(500)))
                .hasMessageContaining("did not answer with status 200")
                .hasMessageContaining("the last answer was status 500: no database!!!")
                .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(1000));
    }

    @Test
    void nobodyThereIsNoAnswer() {
        server.stop(0);

        assertThatThrownBy(() -> run(200, Duration.ofMillis(500)))
                .hasMessageContaining("no answer (Connection refused");
    }
}
