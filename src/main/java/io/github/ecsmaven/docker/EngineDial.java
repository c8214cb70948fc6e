package io.github.ecsmaven.docker;

import com.github.dockerjava.transport.NamedPipeSocket;
import com.github.dockerjava.transport.UnixSocket;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Opens connections to an engine or a builder, for what does not fit through docker-java's HTTP client. */
public final class EngineDial {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int EXCERPT = 500;

    private final EngineHost host;

    EngineDial(EngineHost host) {
        this.host = host;
    }

    /**
     * To a server of the user's that is not a Docker Engine.
     *
     * @param address {@code unix:///path} or {@code tcp://host:port}
     * @param certificates directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem}; without it TCP is spoken in plain
     * @throws ActionableException when the certificates cannot be used
     */
    public static EngineDial to(URI address, Optional<Path> certificates) {
        return new EngineDial(new EngineHost(address, "<buildkitHost>", certificates.map(TlsMaterial::in)));
    }

    /** A connection over which any protocol can be spoken next; TLS is established. */
    public Socket open() throws IOException {
        return dial();
    }

    /**
     * A connection over which another protocol than HTTP/1.1 is spoken next (RFC 9110, 7.8; Docker Engine API, "hijacking").
     *
     * @param path path of the API that hands the connection over, such as {@code /grpc}
     * @param protocol protocol to go over to, such as {@code h2c}
     * @param headers further headers
     * @throws IOException when the engine does not hand it over; the message has its answer
     */
    public Socket upgraded(String path, String protocol, Map<String, List<String>> headers) throws IOException {
        Socket socket = dial();
        boolean upgraded = false;
        try {
            socket.getOutputStream().write(upgradeRequest(path, protocol, headers));
            socket.getOutputStream().flush();
            HttpAnswer answer = HttpAnswer.from(socket);
            if (answer.getStatusCode() != SWITCHING_PROTOCOLS) {
                throw new IOException("POST " + path + " was answered with status " + answer.getStatusCode()
                        + excerptOf(answer.getBody()));
            }
            upgraded = true;
            return new StreamSocket(answer.getBody(), socket.getOutputStream(), socket);
        } finally {
            if (!upgraded) {
                socket.close();
            }
        }
    }

    private byte[] upgradeRequest(String path, String protocol, Map<String, List<String>> headers) {
        StringBuilder head = new StringBuilder("POST " + pathPrefix() + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: Upgrade\r\nUpgrade: " + protocol + "\r\n");
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            for (String value : header.getValue()) {
                head.append(header.getKey()).append(": ").append(value).append("\r\n");
            }
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String excerptOf(InputStream body) throws IOException {
        String text = new String(body.readNBytes(EXCERPT), StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "" : ": " + text;
    }

    /** The address and where it came from, as error messages name them. */
    public String described() {
        return host.described();
    }

    /** A connection over which HTTP is spoken next; TLS is established. */
    Socket dial() throws IOException {
        URI uri = host.uri();
        return switch (uri.getScheme()) {
            case "unix" -> UnixSocket.get(uri.getPath());
            case "npipe" -> connected(new NamedPipeSocket(uri.getPath()), new InetSocketAddress("localhost", 0));
            default -> tcp(uri);
        };
    }

    /** What stands in front of every path of the API. */
    String pathPrefix() {
        boolean tcp = host.uri().getScheme().equals("tcp");
        return tcp ? host.uri().getRawPath().replaceFirst("/$", "") : "";
    }

    private Socket tcp(URI uri) throws IOException {
        Socket socket = connected(new Socket(), new InetSocketAddress(uri.getHost(), uri.getPort()));
        return host.tls().isPresent() ? secured(socket, uri, host.tls().get()) : socket;
    }

    private static Socket secured(Socket socket, URI uri, SSLContext tls) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, uri.getHost(), uri.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        // A server that does not speak TLS may wait for more than the hello.
        secured.setSoTimeout((int) TIMEOUT.toMillis());
        secured.startHandshake();
        secured.setSoTimeout(0);
        return secured;
    }

    private static Socket connected(Socket socket, InetSocketAddress address) throws IOException {
        socket.connect(address, (int) TIMEOUT.toMillis());
        return socket;
    }
}
