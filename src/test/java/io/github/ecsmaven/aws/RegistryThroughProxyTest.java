package io.github.ecsmaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.registry.RegistryClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registries are asked through the proxy of settings.xml, as AWS is. */
class RegistryThroughProxyTest {
    private static final ImageReference JRE = ImageReference.parse("registry.invalid/team/jre:17");

    private RawProxy proxy;

    @BeforeEach
    void open() throws IOException {
        proxy = new RawProxy(new AwsStandIn.Answer(403, "text/plain", ""));
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    private RegistryClient through(@Nullable String user, @Nullable String direct) {
        HttpProxy settings = HttpProxy.of("127.0.0.1", proxy.port(), user, user == null ? null : "pw", direct);
        return new RegistryClient(Keychain.empty(), settings::open);
    }

    @Test
    void aRegistryIsAskedThroughIt() throws Exception {
        assertThatThrownBy(() -> through(null, null).digestOf(JRE))
                .hasMessageContaining("registry.invalid does not answer");

        assertThat(proxy.head()).startsWith("CONNECT registry.invalid:443 ").doesNotContain("Proxy-Authorization");
    }

    @Test
    void itIsToldUserAndPassword() throws Exception {
        assertThatThrownBy(() -> through("me", null).digestOf(JRE)).hasMessageContaining("does not answer");

        assertThat(proxy.head()).contains("CONNECT registry.invalid:443 ", "Proxy-Authorization: Basic bWU6cHc=");
    }

    @Test
    void itIsPassedByWhereItIsNotWantedAndForTheLoopback() throws Exception {
        assertThatThrownBy(() -> through(null, "*.invalid").digestOf(JRE)).hasMessageContaining("does not answer");
        assertThatThrownBy(() -> through(null, null).digestOf(ImageReference.parse("127.0.0.1:1/team/jre:17")))
                .hasMessageContaining("127.0.0.1:1 does not answer");

        proxy.close();
        assertThat(proxy.heads()).isEmpty();
    }
}
