package io.github.ecsmaven.aws;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A proxy of {@code settings.xml} that calls to AWS go through. {@link #toString()} hides the password.
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

    @Override
    public String toString() {
        return "HttpProxy[" + host + ":" + port
                + user.map(name -> ", user=" + name).orElse("")
                + password.map(secret -> ", password=***").orElse("") + ", nonProxyHosts=" + nonProxyHosts + "]";
    }
}
