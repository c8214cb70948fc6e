package io.github.ecsmaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that only the proxy can find answers over TLS. */
class ProxyTunnelsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path directory;

    @Test
    void reachesAHostBehindTheProxyAndChecksItsCertificate() throws Exception {
        SSLContext tls = tls();
        HttpsServer hidden = hiddenServer(tls);
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            inBackground(() -> forward(proxy, hidden.getAddress()));
            ProxyTunnels tunnels = new ProxyTunnels(
                    new InetSocketAddress("127.0.0.1", proxy.getLocalPort()), "Basic bWU6cHc=", tls.getSocketFactory());
            HttpsURLConnection connection = (HttpsURLConnection)
                    URI.create("https://ecr.invalid/hello").toURL().openConnection(Proxy.NO_PROXY);
            connection.setSSLSocketFactory(tunnels);
            connection.setConnectTimeout(5000);
            connection.setReadTimeout(5000);
            assertThat(connection.getInputStream()).hasBinaryContent("hidden".getBytes(StandardCharsets.UTF_8));
        } finally {
            hidden.stop(0);
        }
    }

    private SSLContext tls() throws Exception {
        Path store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/keytool",
                        "-genkeypair",
                        "-alias",
                        "hidden",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=ecr.invalid",
                        "-ext",
                        "san=dns:ecr.invalid",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory mine = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        mine.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(mine.getKeyManagers(), trusted.getTrustManagers(), null);
        return tls;
    }

    private static HttpsServer hiddenServer(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/hello", exchange -> {
            exchange.sendResponseHeaders(200, 6);
            exchange.getResponseBody().write("hidden".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void forward(ServerSocket proxy, InetSocketAddress hidden) throws IOException {
        Socket client = proxy.accept();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) client.getInputStream().read());
        }
        boolean mayPass = head.toString().startsWith("CONNECT ecr.invalid:443 HTTP/1.1\r\n")
                && head.indexOf("Proxy-Authorization: Basic bWU6cHc=") > 0;
        client.getOutputStream()
                .write((mayPass ? "HTTP/1.1 200 OK\r\n\r\n" : "HTTP/1.1 407 No\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        Socket server = new Socket(hidden.getAddress(), hidden.getPort());
        inBackground(() -> copy(client.getInputStream(), server.getOutputStream()));
        copy(server.getInputStream(), client.getOutputStream());
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void inBackground(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException closed) {
                // The test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
