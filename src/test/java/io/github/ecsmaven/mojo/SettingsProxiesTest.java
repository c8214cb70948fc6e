package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.aws.HttpProxy;
import java.util.List;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;

class SettingsProxiesTest {
    private static final SettingsDecrypter DECRYPTER = request -> {
        Proxy plain = request.getProxies().get(0).clone();
        plain.setPassword("plain " + plain.getPassword());
        return new Decrypted(plain);
    };

    private static Proxy proxy(String host, String protocol) {
        Proxy proxy = new Proxy();
        proxy.setHost(host);
        proxy.setPort(3128);
        proxy.setProtocol(protocol);
        return proxy;
    }

    private static String chosen(Proxy... proxies) {
        return SettingsProxies.forAws(List.of(proxies), DECRYPTER)
                .map(HttpProxy::host)
                .orElse("none");
    }

    @Test
    void thereIsNoneWithoutAny() {
        assertThat(chosen()).isEqualTo("none");
    }

    @Test
    void takesTheFirstThatIsActive() {
        Proxy inactive = proxy("a", "http");
        inactive.setActive(false);

        assertThat(chosen(inactive, proxy("b", "http"), proxy("c", "http"))).isEqualTo("b");
    }

    @Test
    void prefersOneForHttps() {
        assertThat(chosen(proxy("a", "http"), proxy("b", "https"), proxy("c", "https")))
                .isEqualTo("b");
    }

    @Test
    void leavesOtherProtocolsAlone() {
        assertThat(chosen(proxy("a", "socks5"), proxy("b", "http"))).isEqualTo("b");
    }

    @Test
    void handsOnWhatTheProxyWants() {
        Proxy proxy = proxy("proxy.acme.com", "http");
        proxy.setUsername("me");
        proxy.setPassword("{x}");
        proxy.setNonProxyHosts("localhost|*.acme.com");

        assertThat(SettingsProxies.forAws(List.of(proxy), DECRYPTER))
                .contains(HttpProxy.of("proxy.acme.com", 3128, "me", "plain {x}", "localhost|*.acme.com"));
    }

    @Test
    void decryptsNothingWhereThereIsNoPassword() {
        SettingsDecrypter unused = request -> {
            throw new AssertionError("there is nothing to decrypt");
        };

        assertThat(SettingsProxies.forAws(List.of(proxy("a", "http")), unused)).isPresent();
    }

    private record Decrypted(Proxy proxy) implements SettingsDecryptionResult {
        @Override
        public Server getServer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Server> getServers() {
            return List.of();
        }

        @Override
        public Proxy getProxy() {
            return proxy;
        }

        @Override
        public List<Proxy> getProxies() {
            return List.of(proxy);
        }

        @Override
        public List<SettingsProblem> getProblems() {
            return List.of();
        }
    }
}
