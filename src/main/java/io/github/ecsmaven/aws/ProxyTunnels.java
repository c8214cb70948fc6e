package io.github.ecsmaven.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS sockets through a proxy that wants user and password. The JDK's own tunnel drops the header with them and by default refuses to
 * log in with Basic ({@code jdk.http.auth.tunneling.disabledSchemes}); that default is the whole JVM's and not ours to change.
 * {@code HttpsURLConnection} takes an unconnected plain socket from its factory, connects it, and then asks for TLS over it.
 */
final class ProxyTunnels extends SSLSocketFactory {
    private static final int MAX_HEAD = 64 * 1024;

    private final InetSocketAddress proxy;
    private final String authorization;
    private final SSLSocketFactory tls;

    ProxyTunnels(InetSocketAddress proxy, String authorization, SSLSocketFactory tls) {
        this.proxy = proxy;
        this.authorization = authorization;
        this.tls = tls;
    }

    @Override
    public Socket createSocket() {
        return new Tunnel();
    }

    @Override
    public Socket createSocket(Socket tunnel, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(tunnel, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket tunnel = createSocket();
        tunnel.connect(InetSocketAddress.createUnresolved(host, port));
        return createSocket(tunnel, host, port, true);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostName(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }

    /** Connects to the proxy, whatever it is told to connect to, and has the proxy connect to that (RFC 9110, "CONNECT"). */
    private final class Tunnel extends Socket {
        @Override
        public void connect(SocketAddress target) throws IOException {
            connect(target, 0);
        }

        @Override
        public void connect(SocketAddress target, int timeout) throws IOException {
            InetSocketAddress there = (InetSocketAddress) target;
            if (proxy.isUnresolved()) {
                throw new UnknownHostException(proxy.getHostString());
            }
            super.connect(proxy, timeout);
            setSoTimeout(timeout);
            open(there.getHostString() + ":" + there.getPort());
            setSoTimeout(0);
        }

        private void open(String authority) throws IOException {
            String request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\nProxy-Authorization: "
                    + authorization + "\r\n\r\n";
            getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            getOutputStream().flush();
            String status = head(getInputStream()).lines().findFirst().orElse("nothing");
            if (!status.matches("HTTP/1\\.[01] 2\\d\\d.*")) {
                close();
                throw new IOException("the proxy " + proxy.getHostString() + ":" + proxy.getPort() + " answers "
                        + status + " to CONNECT " + authority);
            }
        }

        // Byte by byte: what follows the head belongs to TLS.
        private static String head(InputStream in) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (head.size() < MAX_HEAD) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                head.write(next);
                if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                    break;
                }
            }
            return head.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
