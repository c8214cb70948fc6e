package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Simple questions to an engine, each over a connection of its own. docker-java could ask them too, but takes half a second of a new JVM
 * to get ready, which a build with BuildKit can do without.
 */
final class EngineApi {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int LONGEST_ANSWER = 64 << 20;

    private final EngineHost host;
    private final EngineDial dial;

    EngineApi(EngineHost host) {
        this.host = host;
        this.dial = new EngineDial(host);
    }

    /** The response to a GET request; its reader closes it. */
    HttpAnswer get(String path) throws IOException {
        return get(path, Map.of());
    }

    private HttpAnswer get(String path, Map<String, String> headers) throws IOException {
        Socket socket = dial.dial();
        boolean answered = false;
        try {
            StringBuilder head = new StringBuilder(
                    "GET " + dial.pathPrefix() + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
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
        try (HttpAnswer answer = get(path, headers)) {
            if (answer.getStatusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            byte[] body = answer.getBody().readNBytes(LONGEST_ANSWER + 1);
            if (body.length > LONGEST_ANSWER) {
                throw new ProtocolException("its answer has more than 64 MiB");
            }
            if (answer.getStatusCode() != OK) {
                String sentence = EngineErrors.sentenceOf(new String(body, StandardCharsets.UTF_8));
                throw EngineErrors.refused(host, purpose, sentence, null);
            }
            return Optional.of(JsonTree.read(body));
        } catch (IOException e) {
            throw EngineErrors.connectionLost(host, purpose, e);
        }
    }

    /** As {@link #find}, of something that every engine has. */
    Json read(String path, String purpose) {
        return find(path, purpose)
                .orElseThrow(() -> EngineErrors.refused(host, purpose, "it does not know " + path, null));
    }
}
