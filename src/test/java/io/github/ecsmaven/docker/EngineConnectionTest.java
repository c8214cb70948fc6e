package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways to an engine, and everything that can stand in them. */
class EngineConnectionTest {
    @TempDir
    Path directory;

    private HttpServer server;

    @BeforeAll
    static void silenceDockerJava() {
        DockerLogs.silence();
    }

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "client-rsa-cert.pem, client-rsa-pkcs8.pem",
        "client-rsa-cert.pem, client-rsa-pkcs1.pem",
        "client-ec-cert.pem,  client-ec-sec1.pem"
    })
    void speaksTlsWithAClientCertificate(String certificate, String key) throws Exception {
        startTls();
        TlsFixtures.directory(directory, "ca.pem", certificate, key);

        try (EngineConnection connection = EngineConnection.open(tlsHost())) {
            assertThat(connection.server()).isEqualTo("Docker");
            assertThat(connection.apiVersion()).isEqualTo("1.47");
        }
    }

    @Test
    void saysWhatToDoWhenTheEngineWantsACertificate() throws Exception {
        startTls();
        TlsFixtures.directory(directory, "ca.pem", null, null);

        assertThatThrownBy(() -> EngineConnection.open(tlsHost()))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("TLS", "DOCKER_CERT_PATH", "127.0.0.1");
    }

    @Test
    void doesNotTrustAnEngineThatNobodyVouchesFor() throws Exception {
        startTls();
        TlsFixtures.directory(directory, "client-ec-cert.pem", "client-ec-cert.pem", "client-ec-sec1.pem");

        assertThatThrownBy(() -> EngineConnection.open(tlsHost()))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("TLS", "failed", "ca.pem");
    }

    @Test
    void doesNotTrustACertificateForAnotherHost() throws Exception {
        startTls();
        TlsFixtures.directory(directory, "ca.pem", "client-ec-cert.pem", "client-ec-sec1.pem");
        EngineHost host = tlsHost("127.0.0.2");

        assertThatThrownBy(() -> EngineConnection.open(host))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("TLS");
    }

    @Test
    void dialsWithTheSameTls() throws Exception {
        startTls();
        TlsFixtures.directory(directory, "ca.pem", "client-ec-cert.pem", "client-ec-sec1.pem");

        try (Socket socket = new EngineDial(tlsHost()).open()) {
            socket.getOutputStream()
                    .write("GET /_ping HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(HttpAnswer.from(socket).getHeader("Api-Version")).isEqualTo("1.47");
        }
        EngineDial elsewhere = new EngineDial(tlsHost("127.0.0.2"));
        assertThatThrownBy(elsewhere::open).isInstanceOf(SSLException.class);
    }

    @Test
    void saysThatAnEngineWantsTls() throws IOException {
        start(exchange -> answer(exchange, 400, "Client sent an HTTP request to an HTTPS server."));

        assertThatThrownBy(() -> EngineConnection.open(tcpHost(port())))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("wants TLS", "DOCKER_TLS_VERIFY=1");
    }

    @Test
    void saysThatSomethingElseListensThere() throws IOException {
        start(exchange -> answer(exchange, 404, "nothing here"));

        assertThatThrownBy(() -> EngineConnection.open(tcpHost(port())))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("not a Docker Engine", "404", "nothing here");
    }

    @Test
    void saysThatNobodyListensAtAnAddress() throws IOException {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = socket.getLocalPort();
        }

        assertThatThrownBy(() -> EngineConnection.open(tcpHost(freePort)))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("127.0.0.1:" + freePort, "DOCKER_HOST", "refused");
    }

    @Test
    void doesNotWaitForeverForAnEngineThatIsSilent() throws IOException {
        Path socket = directory.resolve("docker.sock");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));

            assertThatThrownBy(() -> EngineConnection.open(unixHost(socket), Duration.ofMillis(300)))
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContainingAll(socket.toString(), "did not answer");
        }
    }

    @Test
    void saysThatTheSocketDoesNotExist() {
        DockerSettings settings =
                new DockerSettings(Optional.of("unix://" + directory.resolve("none.sock")), Map.of(), directory);

        assertThatThrownBy(() -> DockerEngine.connect(settings))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("none.sock", "-Decs.dockerHost", "does not exist", "systemctl start docker");
    }

    @Test
    void saysThatNobodyListensAtTheSocket() throws IOException {
        Path socket = directory.resolve("left-over.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))
                .close();

        assertThatThrownBy(() -> EngineConnection.open(unixHost(socket)))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(socket.toString(), "refused", "Start the engine");
    }

    private void start(HttpHandler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", handler);
        server.start();
    }

    private void startTls() throws Exception {
        Path own = Files.createDirectory(directory.resolve("server"));
        SSLContext context = TlsMaterial.in(TlsFixtures.directory(own, "ca.pem", "server-cert.pem", "server-key.pem"));
        HttpsServer https = HttpsServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        https.createContext("/_ping", exchange -> {
            exchange.getResponseHeaders().add("Server", "Docker/27.3.1 (linux)");
            exchange.getResponseHeaders().add("Api-Version", "1.47");
            answer(exchange, 200, "OK");
        });
        https.start();
        server = https;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private EngineHost tlsHost() {
        return tlsHost("127.0.0.1");
    }

    private EngineHost tlsHost(String address) {
        return new EngineHost(
                URI.create("tcp://" + address + ":" + port()), "a test", Optional.of(TlsMaterial.in(directory)));
    }

    private static EngineHost tcpHost(int port) {
        return new EngineHost(URI.create("tcp://127.0.0.1:" + port), "DOCKER_HOST", Optional.empty());
    }

    private static EngineHost unixHost(Path socket) {
        return new EngineHost(URI.create("unix://" + socket), "DOCKER_HOST", Optional.empty());
    }
}
