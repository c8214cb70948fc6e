package io.github.ecsmaven.aws;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * A proxy of {@code settings.xml} that calls to AWS and to registries go through. {@link #toString()} hides the password.
 *
 * @param host host name or address
 * @param port port
 * @param user user name, where the proxy wants one
 * @param password password, where the proxy wants one
 * @param nonProxyHosts hosts that are called directly, where {@code *} stands for any characters
 */
public record HttpProxy(
        String host, int port, Optional<String> user, Optional<String> password, List<String> nonProxyHosts) {

    public HttpProxy {
        nonProxyHosts = List.copyOf(nonProxyHosts);
    }

    /**
     * A proxy in the words of {@code settings.xml}, where absent and empty elements are the same.
     *
     * @param nonProxyHosts hosts separated by {@code |} (Maven settings, "Proxies"); a comma is understood too
     */
    public static HttpProxy of(
            String host, int port, @Nullable String user, @Nullable String password, @Nullable String nonProxyHosts) {
        return new HttpProxy(host, port, given(user), given(password), hosts(nonProxyHosts));
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isEmpty());
    }

    private static List<String> hosts(@Nullable String text) {
        return given(text).stream()
                .flatMap(value -> Arrays.stream(value.split("[|,]")))
                .map(String::trim)
                .filter(host -> !host.isEmpty())
                .toList();
    }

    /** The direct hosts as the SDK wants them: regular expressions for the whole host in lower case. */
    Set<String> nonProxyHostExpressions() {
        return nonProxyHosts.stream().map(HttpProxy::expression).collect(Collectors.toUnmodifiableSet());
    }

    private static String expression(String host) {
        return Arrays.stream(host.toLowerCase(Locale.ROOT).split("\\*", -1))
                .map(part -> part.isEmpty() ? "" : Pattern.quote(part))
                .collect(Collectors.joining(".*"));
    }

    /**
     * A connection that goes through this proxy, or past it to a host that is called directly. Nothing is sent yet.
     *
     * @throws IOException when there is no such way
     */
    public HttpURLConnection open(URI uri) throws IOException {
        String called = uri.getHost().toLowerCase(Locale.ROOT);
        if (nonProxyHostExpressions().stream().anyMatch(called::matches)) {
            return (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (user.isPresent() && uri.getScheme().equals("https")) {
            HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
            connection.setSSLSocketFactory(
                    new ProxyTunnels(address, authorization(), HttpsURLConnection.getDefaultSSLSocketFactory()));
            return connection;
        }
        HttpURLConnection connection =
                (HttpURLConnection) uri.toURL().openConnection(new Proxy(Proxy.Type.HTTP, address));
        if (user.isPresent()) {
            connection.setRequestProperty("Proxy-Authorization", authorization());
        }
        return connection;
    }

    private String authorization() {
        String login = user.orElse("") + ":" + password.orElse("");
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "HttpProxy[" + host + ":" + port
                + user.map(name -> ", user=" + name).orElse("")
                + password.map(secret -> ", password=***").orElse("") + ", nonProxyHosts=" + nonProxyHosts + "]";
    }
}
