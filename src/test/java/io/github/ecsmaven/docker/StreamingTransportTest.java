package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StreamingTransportTest {
    private static final byte[] BODY = new byte[3_000_003];

    static {
        new Random(7).nextBytes(BODY);
    }

    @Test
    void sendsTheWholeBodyAndReadsAnAnswerInChunks() throws IOException {
        AtomicReference<byte[]> received = new AtomicReference<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/prefix/build", exchange -> {
            received.set(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders()
                    .add("Api-Version", exchange.getRequestHeaders().getFirst("X-Asked"));
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(BODY);
            exchange.close();
        });
        server.start();
        try (DockerHttpClient.Response answer = post(server.getAddress().getPort(), "/prefix/", BODY)) {
            assertThat(answer.getStatusCode()).isEqualTo(200);
            assertThat(answer.getHeader("api-version")).isEqualTo("1.41");
            assertThat(answer.getBody().readAllBytes()).isEqualTo(BODY);
            assertThat(received.get()).isEqualTo(BODY);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void readsTheAnswerOfAnEngineThatHangsUpBeforeTheEnd() throws Exception {
        try (ServerSocket server = answering("HTTP/1.1 400 Bad Request\r\nContent-Length: 5\r\n\r\nno!!!")) {
            try (DockerHttpClient.Response answer = post(server.getLocalPort(), "", new byte[1000])) {
                assertThat(answer.getStatusCode()).isEqualTo(400);
                assertThat(answer.getBody().readAllBytes()).isEqualTo("no!!!".getBytes(StandardCharsets.UTF_8));
                assertThat(answer.getBody().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void takesAnAnswerThatIsCutOffForAFailure() throws Exception {
        String cutOff = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\nff\r\nwor";
        try (ServerSocket server = answering(cutOff);
                DockerHttpClient.Response answer = post(server.getLocalPort(), "", new byte[10])) {
            InputStream body = answer.getBody();

            assertThat(body.readNBytes(8)).isEqualTo("hellowor".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessageContaining("before the end");
        }
    }

    @Test
    void failsWithWhatTheBodyFailsWith() throws IOException {
        try (ServerSocket server = answering("");
                ContextStream body = ContextStream.of(out -> {
                    throw new IOException("permission denied");
                })) {
            assertThatThrownBy(() -> post(server.getLocalPort(), "", body)).hasRootCauseMessage("permission denied");
        }
    }

    /** Answers as soon as it has the head of the request, and hangs up. */
    private static ServerSocket answering(String answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                socket.getInputStream().readNBytes(20);
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException closed) {
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static DockerHttpClient.Response post(int port, String prefix, byte[] body) {
        return post(port, prefix, new ByteArrayInputStream(Arrays.copyOf(body, body.length)));
    }

    private static DockerHttpClient.Response post(int port, String prefix, InputStream body) {
        URI uri = URI.create("tcp://127.0.0.1:" + port + prefix);
        EngineDial dial = new EngineDial(new EngineHost(uri, "a test", Optional.empty()));
        DockerHttpClient none = new DockerHttpClient() {
            @Override
            public Response execute(Request request) {
                throw new AssertionError("not for a streamed body");
            }

            @Override
            public void close() {}
        };
        return new StreamingTransport(none, dial)
                .execute(DockerHttpClient.Request.builder()
                        .method(DockerHttpClient.Request.Method.POST)
                        .path("/build")
                        .putHeader("X-Asked", "1.41")
                        .body(body)
                        .build());
    }
}
