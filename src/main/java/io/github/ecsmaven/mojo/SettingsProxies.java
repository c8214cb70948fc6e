package io.github.ecsmaven.mojo;

import io.github.ecsmaven.aws.HttpProxy;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** The active proxy of {@code settings.xml}, for calls to AWS. */
final class SettingsProxies {
    private SettingsProxies() {}

    /** The first active proxy, one for https before one for http, with its password decrypted. */
    static Optional<HttpProxy> forAws(List<Proxy> proxies, SettingsDecrypter decrypter) {
        return proxies.stream()
                .filter(Proxy::isActive)
                .filter(proxy ->
                        proxy.getProtocol() == null || proxy.getProtocol().startsWith("http"))
                .max(Comparator.comparing(proxy -> "https".equals(proxy.getProtocol())))
                .map(proxy -> decrypted(proxy, decrypter))
                .map(proxy -> HttpProxy.of(
                        proxy.getHost(),
                        proxy.getPort(),
                        proxy.getUsername(),
                        proxy.getPassword(),
                        proxy.getNonProxyHosts()));
    }

    private static Proxy decrypted(Proxy proxy, SettingsDecrypter decrypter) {
        return proxy.getPassword() == null
                ? proxy
                : decrypter.decrypt(new DefaultSettingsDecryptionRequest(proxy)).getProxy();
    }
}
