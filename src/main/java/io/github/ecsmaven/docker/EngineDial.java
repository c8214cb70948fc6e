package io.github.ecsmaven.docker;

import com.github.dockerjava.transport.NamedPipeSocket;
import com.github.dockerjava.transport.UnixSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Opens connections to an engine, for what does not fit through docker-java's HTTP client. */
final class EngineDial {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final EngineHost host;

    EngineDial(EngineHost host) {
        this.host = host;
    }

    /** A connection over which HTTP is spoken next; TLS is established. */
    Socket open() throws IOException {
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
        secured.startHandshake();
        return secured;
    }

    private static Socket connected(Socket socket, InetSocketAddress address) throws IOException {
        socket.connect(address, (int) TIMEOUT.toMillis());
        return socket;
    }
}
