package io.github.ecsmaven.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Makes the one HTTP client that all AWS clients of a session share. */
final class HttpClients {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private HttpClients() {}

    /** Without a proxy of ours the SDK's rule holds: the JVM's system properties, then {@code HTTPS_PROXY} and the like. */
    static SdkHttpClient create(Optional<HttpProxy> proxy, Duration readTimeout) {
        if (proxy.flatMap(HttpProxy::user).isPresent()) {
            return throughProxyWithLogin(proxy.get(), readTimeout);
        }
        UrlConnectionHttpClient.Builder client = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(readTimeout);
        proxy.map(HttpClients::configuration).ifPresent(client::proxyConfiguration);
        return client.build();
    }

    /** What {@link #create} makes without a proxy, less the preparation for TLS, which takes a third of a second. */
    static SdkHttpClient direct(Duration readTimeout) {
        return UrlConnectionHttpClient.create(uri -> {
            try {
                return withTimeouts((HttpURLConnection) uri.toURL().openConnection(), readTimeout);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static ProxyConfiguration configuration(HttpProxy proxy) {
        return ProxyConfiguration.builder()
                .endpoint(URI.create("http://" + proxy.host() + ":" + proxy.port()))
                .nonProxyHosts(proxy.nonProxyHostExpressions())
                .useSystemPropertyValues(false)
                .useEnvironmentVariablesValues(false)
                .build();
    }

    private static SdkHttpClient throughProxyWithLogin(HttpProxy proxy, Duration readTimeout) {
        return UrlConnectionHttpClient.create(uri -> {
            try {
                return withTimeouts(proxy.open(uri), readTimeout);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static HttpURLConnection withTimeouts(HttpURLConnection connection, Duration readTimeout) {
        connection.setConnectTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
        connection.setReadTimeout(Math.toIntExact(readTimeout.toMillis()));
        return connection;
    }
}
