package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Simple requests to an engine, each over a connection of its own. docker-java could make them too, but takes half a second of a new JVM
 * to get ready, which all but a classic build can do without. Safe for use by several threads.
 */
final class EngineApi implements AutoCloseable {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NOT_FOUND = 404;
    private static final int LONGEST_ANSWER = 64 << 20;

    private final EngineHost host;
    private final EngineDial dial;
    private final Set<Socket> streams = ConcurrentHashMap.newKeySet();

    EngineApi(EngineHost host) {
        this.host = host;
        this.dial = new EngineDial(host);
    }

    /** The response to a GET request; its reader closes it. */
    HttpAnswer get(String path) throws IOException {
        return ask(dial.dial(), "GET", path, Map.of());
    }

    private HttpAnswer ask(Socket socket, String method, String path, Map<String, String> headers) throws IOException {
        boolean answered = false;
        try {
            StringBuilder head = new StringBuilder(method + " " + dial.pathPrefix() + path
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            HttpAnswer answer = HttpAnswer.from(socket);
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                socket.close();
            }
        }
    }

    /**
     * The JSON that a GET request is answered with, or empty when there is no such thing.
     *
     * @param purpose completes "The Docker Engine at … could not …"
     * @throws ActionableException when the engine refuses it, or cannot be asked
     */
    Optional<Json> find(String path, String purpose) {
        return find(path, Map.of(), purpose);
    }

    /** As {@link #find(String, String)}, with header fields of the request. */
    Optional<Json> find(String path, Map<String, String> headers, String purpose) {
        try (HttpAnswer answer = ask(dial.dial(), "GET", path, headers)) {
            if (answer.getStatusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            byte[] body = bodyOf(answer);
            if (answer.getStatusCode() != OK) {
                throw EngineErrors.refused(host, purpose, sentenceIn(body), null);
            }
            return Optional.of(JsonTree.read(body));
        } catch (IOException e) {
            throw EngineErrors.connectionLost(host, purpose, e);
        }
    }

    private static byte[] bodyOf(HttpAnswer answer) throws IOException {
        byte[] body = answer.getBody().readNBytes(LONGEST_ANSWER + 1);
        if (body.length > LONGEST_ANSWER) {
            throw new ProtocolException("its answer has more than 64 MiB");
        }
        return body;
    }

    private static String sentenceIn(byte[] body) {
        return EngineErrors.sentenceOf(new String(body, StandardCharsets.UTF_8));
    }

    /** As {@link #find}, of something that every engine has. */
    Json read(String path, String purpose) {
        return find(path, purpose)
                .orElseThrow(() -> EngineErrors.refused(host, purpose, "it does not know " + path, null));
    }

    /**
     * Has something made by a POST request without a body.
     *
     * @param purpose completes "The Docker Engine at … could not …"
     * @return false when there is no such thing to make it of
     * @throws ActionableException when the engine refuses it, or cannot be asked
     */
    boolean create(String path, String purpose) {
        try (HttpAnswer answer = ask(dial.dial(), "POST", path, Map.of())) {
            if (answer.getStatusCode() != CREATED && answer.getStatusCode() != NOT_FOUND) {
                throw EngineErrors.refused(host, purpose, sentenceIn(bodyOf(answer)), null);
            }
            return answer.getStatusCode() == CREATED;
        } catch (IOException e) {
            throw EngineErrors.connectionLost(host, purpose, e);
        }
    }

    /**
     * Hands over the items with which a POST request without a body is answered, one JSON object a line; a refusal reads as an item with
     * an {@code error}, as failures on the way do. Returns when the answer has ended.
     *
     * @param silence greatest time without an item; a Unix socket knows no timeouts, so a thread of its own reads
     * @throws TimeoutException when none came for so long; the request is given up
     * @throws RuntimeException what the consumer throws, or caused by the {@link IOException} that broke the connection
     */
    void stream(String path, Map<String, String> headers, Duration silence, Consumer<Json> consumer)
            throws InterruptedException, TimeoutException {
        ItemStream<Json> items = new ItemStream<>();
        Thread reader = new Thread(() -> readItems(path, headers, items), "ecs-docker-stream");
        reader.setDaemon(true);
        reader.start();
        items.forEach(consumer, silence);
    }

    private void readItems(String path, Map<String, String> headers, ItemStream<Json> items) {
        try (Socket socket = dial.dial()) {
            streams.add(socket);
            try {
                items.onStart(socket);
                readItems(ask(socket, "POST", path, headers), items);
                items.onComplete();
            } finally {
                streams.remove(socket);
            }
        } catch (IOException | RuntimeException | Error e) {
            items.onError(e);
        }
    }

    private static void readItems(HttpAnswer answer, ItemStream<Json> items) throws IOException {
        if (answer.getStatusCode() != OK) {
            items.onNext(new Json(Map.of("error", sentenceIn(bodyOf(answer)))));
            return;
        }
        JsonLines lines = new JsonLines(answer.getBody());
        for (Optional<Json> item = lines.next(); item.isPresent(); item = lines.next()) {
            items.onNext(item.get());
        }
    }

    /** Breaks off all streams. */
    @Override
    public void close() {
        for (Socket stream : streams) {
            try {
                stream.close();
            } catch (IOException e) {
                // It is given up anyway.
                continue;
            }
        }
    }
}
