package io.github.ecsmaven.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryClientTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final Keychain ALICE = registry -> Optional.of(new RegistryCredentials("alice", "s3cret"));

    private final List<String> requests = new ArrayList<>();
    private String challenge = "";
    private String accepted = "";
    private String digest = DIGEST;
    private int tokenBytes;
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/team/jre/manifests/17", this::manifest);
        server.createContext("/token", this::token);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void manifest(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        String given = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        if (given.equals(accepted)) {
            assertThat(exchange.getRequestHeaders().getFirst("Accept")).contains("image.index.v1", "manifest.list.v2");
            exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
            exchange.sendResponseHeaders(401, -1);
        }
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        String basic = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        requests.add(exchange.getRequestURI() + " " + basic);
        String spaces = " ".repeat(tokenBytes);
        byte[] body = ("{\"token\": \"t0ken\", \"expires_in\": 300" + spaces + "}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private ImageReference image(String rest) {
        return ImageReference.parse("127.0.0.1:" + server.getAddress().getPort() + "/" + rest);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void asksWithoutPulling() {
        assertThat(new RegistryClient(Keychain.empty()).digestOf(image("team/jre:17")))
                .contains(new Digest(DIGEST));
        assertThat(requests).containsExactly("HEAD /v2/team/jre/manifests/17");
    }

    @Test
    void answersABasicChallenge() {
        challenge = "Basic realm=\"registry\"";
        accepted = basic("alice:s3cret");

        assertThat(new RegistryClient(ALICE).digestOf(image("team/jre:17"))).contains(new Digest(DIGEST));
    }

    @Test
    void fetchesATokenAsTheChallengeSays() {
        challenge = "Bearer realm=\"http://127.0.0.1:" + server.getAddress().getPort()
                + "/token\",service=\"registry.example.com\",scope=\"repository:team/jre:pull\"";
        accepted = "Bearer t0ken";

        assertThat(new RegistryClient(ALICE).digestOf(image("team/jre:17"))).contains(new Digest(DIGEST));
        assertThat(requests.get(1))
                .isEqualTo("/token?service=registry.example.com&scope=repository%3Ateam%2Fjre%3Apull "
                        + basic("alice:s3cret"));
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(new RegistryClient(ALICE).digestOf(image("team/none:17"))).isEmpty();
    }

    @Test
    void aRefusalNamesTheRegistryAndNoSecret() {
        challenge = "Basic realm=\"registry\"";
        accepted = basic("bob:other");

        assertThatThrownBy(() -> new RegistryClient(ALICE).digestOf(image("team/jre:17")))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("HTTP 401")
                .hasMessageContaining("docker login 127.0.0.1:")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNamed() {
        server.stop(0);

        assertThatThrownBy(() -> new RegistryClient(ALICE).digestOf(image("team/jre:17")))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void aTokenThatDoesNotEndIsGivenUp() {
        accepted = "Bearer t0ken";
        tokenBytes = 8 << 20;
        challenge = bearer(server.getAddress().getPort());

        assertThatThrownBy(() -> new RegistryClient(ALICE).digestOf(image("team/jre:17")))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("its authorization has more than 1 MiB");
    }

    @Test
    void aRealmThatIsNoUriIsNamed() {
        accepted = "Bearer t0ken";
        challenge = "Bearer realm=\"http://no host/{token}\"";

        assertThatThrownBy(() -> new RegistryClient(ALICE).digestOf(image("team/jre:17")))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("'http://no host/{token}', which is no URI");
    }

    @Test
    void aDigestThatIsNoneCountsAsNone() {
        digest = "md5:" + "x".repeat(100);

        assertThatThrownBy(() -> new RegistryClient(ALICE).digestOf(image("team/jre:17")))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("does not tell which image");
    }

    private static String bearer(int port) {
        return "Bearer realm=\"http://127.0.0.1:" + port + "/token\",service=\"registry\"";
    }

    @Test
    void credentialsNeverLeaveEncryption() {
        Challenge plain = Challenge.parse("Bearer realm=\"http://evil.example.com/token\"");

        assertThatThrownBy(() -> plain.realmFor("repository:a:pull", false)).isInstanceOf(IOException.class);
    }
}
