package io.github.ecsmaven.sandbox.elb;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** What listeners of real ports answer themselves. */
class ListenerActionsTest {
    private static final ListenerAction REDIRECT = new ListenerAction.Redirect(Map.of(
            "Protocol", "HTTPS",
            "Port", "443",
            "Host", "#{host}",
            "Path", "/#{path}",
            "Query", "#{query}",
            "StatusCode", "HTTP_301"));
    private static final ListenerAction TEAPOT =
            new ListenerAction.Fixed(Map.of("StatusCode", "418", "MessageBody", "short and stout"));

    private static String answer(BiFunction<String, String, ListenerAction> actions, String head) throws Exception {
        Optional<HttpRouting> routing = Optional.of(new HttpRouting(actions));
        try (TcpForwarder forwarder = TcpForwarder.http(0, List::of, () -> routing);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), forwarder.port())) {
            client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void aRedirectKeepsWhatItDoesNotSay() throws Exception {
        assertThat(answer((host, path) -> REDIRECT, "GET /a/b?c=d HTTP/1.1\r\nHost: shop.example\r\n\r\n"))
                .startsWith("HTTP/1.1 301 Moved Permanently\r\nLocation: https://shop.example:443/a/b?c=d\r\n");
    }

    @Test
    void hostAndPathChoose() throws Exception {
        BiFunction<String, String, ListenerAction> actions =
                (host, path) -> path.startsWith("/tea") && host.equals("shop.example:80") ? TEAPOT : REDIRECT;

        assertThat(answer(actions, "GET /tea HTTP/1.1\r\nHost: shop.example:80\r\n\r\n"))
                .startsWith("HTTP/1.1 418 ")
                .endsWith("short and stout");
        assertThat(answer(actions, "GET / HTTP/1.1\r\nHost: shop.example:80\r\n\r\n"))
                .startsWith("HTTP/1.1 301 ");
    }

    @Test
    void portsThatAreNotOursAreOthers() throws Exception {
        System.setProperty(ListenerPorts.PROPERTY, "80=18080,443=18443");
        try {
            assertThat(ListenerPorts.of(80)).isEqualTo(18080);
            assertThat(ListenerPorts.of(8080)).isEqualTo(8080);
            assertThat(ListenerPorts.dnsName("127.0.0.1")).isEqualTo("127.0.0.1:18080");
        } finally {
            System.clearProperty(ListenerPorts.PROPERTY);
        }
        assertThat(ListenerPorts.dnsName("127.0.0.1")).isEqualTo("127.0.0.1");
    }
}
