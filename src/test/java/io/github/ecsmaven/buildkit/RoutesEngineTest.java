package io.github.ecsmaven.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.docker.EngineDial;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The ways to the BuildKit of the engine that runs on this machine. */
class RoutesEngineTest extends EngineFixture {
    private static final String UPGRADE = "POST /grpc";
    private static final String SESSION = "POST /session";
    /** What HTTP/2 begins with (RFC 9113, 3.4), and an empty SETTINGS frame. */
    private static final String HTTP2 = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0\0\0\4\0\0\0\0\0";

    @Test
    void buildsWithASessionOfItsOwnConnection() {
        assertThat(routeOfABuild()).isEqualTo("/grpc");
    }

    @Test
    void buildsWithASessionInTheControlConnection() {
        assertThat(routeOfABuild(SESSION)).isEqualTo("/grpc");
    }

    @Test
    void buildsOverHttp2WhereTheEngineSpeaksIt() throws IOException {
        if (speaksHttp2()) {
            assertThat(routeOfABuild(UPGRADE, SESSION)).isEqualTo("HTTP/2");
        } else {
            assertThatThrownBy(() -> routeOfABuild(UPGRADE, SESSION))
                    .isInstanceOf(BuildKitUnavailableException.class)
                    .hasMessageContainingAll("POST /grpc was answered with status 404", "and with HTTP/2: ");
        }
    }

    @Test
    void saysThatNeitherRouteIsThere() {
        assertThatThrownBy(() -> routeOfABuild(UPGRADE, "PRI "))
                .isInstanceOf(BuildKitUnavailableException.class)
                .hasMessageContainingAll(
                        "The Docker Engine has no BuildKit that answers: POST /grpc was answered with status 404",
                        "page not found",
                        "and with HTTP/2: ",
                        "<builder>classic</builder>");
    }

    @Test
    void saysThatADaemonSpeaksAnotherLanguage() throws IOException {
        Path socket = elsewhere.resolve("garbage.sock");
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));
            answerEveryone(listening, "220 mail.acme.com ESMTP\r\n");

            assertThatThrownBy(() -> BuildKit.at(URI.create("unix://" + socket), Optional.empty()))
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContainingAll(
                            "The BuildKit daemon at unix://" + socket + " does not answer: ", "<buildkitHost>");
        }
    }

    private static void answerEveryone(ServerSocketChannel listening, String text) {
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    try (SocketChannel connection = listening.accept()) {
                        connection.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
                        connection.read(ByteBuffer.allocate(1024));
                    }
                }
            } catch (IOException closed) {
                // The test has ended.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void saysThatNoDaemonIsThere() {
        assertThatThrownBy(() -> BuildKit.at(URI.create("unix://" + elsewhere.resolve("none.sock")), Optional.empty()))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("none.sock does not answer: ", "BUILDKIT_HOST");
        assertThatThrownBy(() -> BuildKit.at(URI.create("tcp://127.0.0.1:1"), Optional.empty()))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("tcp://127.0.0.1:1 does not answer: ", "Connection refused");
    }

    private static boolean speaksHttp2() throws IOException {
        EngineDial dial = engine.engine().dial();
        try (Socket socket = dial.open()) {
            socket.getOutputStream().write(HTTP2.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            // A frame begins with its length; an answer in HTTP/1.1 with its name.
            return socket.getInputStream().read() == 0;
        }
    }

    private String routeOfABuild(String... refused) {
        BuildRequest request = BuildRequest.of(
                        context,
                        "FROM " + engine.base() + "\nCOPY big /\nRUN test $(stat -c %s /big) = 3000000 && echo whole\n")
                .file("big", "x".repeat(3_000_000))
                .noCache();
        try (Relay relay = Relay.start(elsewhere, engine.engine().dial(), refused);
                DockerEngine relayed = TestEngine.connect(relay);
                BuildKit buildKit = BuildKit.of(relayed)) {
            engine.builder(buildKit).build(request.build(), heard);
            assertThat(heard.lines()).contains("whole");
            return buildKit.info().route();
        }
    }
}
