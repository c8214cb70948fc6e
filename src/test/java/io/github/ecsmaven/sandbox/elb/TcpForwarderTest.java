package io.github.ecsmaven.sandbox.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpForwarderTest {
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<InetSocketAddress> targets = new CopyOnWriteArrayList<>();
    private final TcpForwarder forwarder;

    TcpForwarderTest() throws IOException {
        forwarder = TcpForwarder.http(0, () -> targets);
    }

    @AfterEach
    void close() {
        forwarder.close();
        servers.forEach(server -> server.stop(0));
    }

    private InetSocketAddress serve(String answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return server.getAddress();
    }

    /** On a connection of its own. */
    private HttpResponse<String> get() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + forwarder.port()))
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void goesToTheTargetsInTurn() throws Exception {
        targets.add(serve("one"));
        targets.add(serve("two"));

        assertThat(List.of(get().body(), get().body())).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void leavesOutTargetsThatWereRemoved() throws Exception {
        InetSocketAddress one = serve("one");
        targets.add(one);
        targets.add(serve("two"));
        targets.remove(one);

        assertThat(List.of(get().body(), get().body())).containsExactly("two", "two");
    }

    @Test
    void answers502ForATargetThatRefusesTheConnectionWhateverTheOthersDo() throws Exception {
        targets.add(serve("dead"));
        servers.get(0).stop(0);
        targets.add(serve("alive"));

        assertThat(List.of(get().statusCode(), get().statusCode())).containsExactlyInAnyOrder(502, 200);
    }

    @Test
    void answers504ForATargetThatNobodyFinds() throws Exception {
        targets.add(InetSocketAddress.createUnresolved("10.0.0.1", 8080));
        assertThat(get().statusCode()).isEqualTo(504);
    }

    @Test
    void answers503WithoutATarget() throws Exception {
        assertThat(get().statusCode()).isEqualTo(503);
    }

    @Test
    void closesAConnectionThatIsNotHttpWithoutATarget() throws Exception {
        try (TcpForwarder tcp = TcpForwarder.tcp(0, List::of);
                Socket client = new Socket("127.0.0.1", tcp.port())) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void refusesAPortThatIsTaken() {
        assertThatThrownBy(() -> TcpForwarder.http(forwarder.port(), List::of)).isInstanceOf(IOException.class);
    }
}
