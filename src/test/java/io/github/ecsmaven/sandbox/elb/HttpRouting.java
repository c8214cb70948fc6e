package io.github.ecsmaven.sandbox.elb;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What an HTTP listener does with the first request of a connection, which the whole connection follows. */
final class HttpRouting {
    /**
     * Where a connection goes.
     *
     * @param targets to choose from
     * @param answer of the load balancer itself; empty when it forwards
     */
    record Route(List<InetSocketAddress> targets, String answer) {}

    private final BiFunction<String, String, ListenerAction> actions;

    /** @param actions by host and path */
    HttpRouting(BiFunction<String, String, ListenerAction> actions) {
        this.actions = actions;
    }

    /** @param head of a request, up to the empty line */
    Route route(String head) {
        String target = head.lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^\\S+\\s+", "")
                .replaceFirst("\\s.*$", "");
        String host = head.lines()
                .filter(line -> line.regionMatches(true, 0, "host:", 0, 5))
                .map(line -> line.substring(5).trim())
                .findFirst()
                .orElse("");
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        ListenerAction action = actions.apply(host, path);
        if (action instanceof ListenerAction.Forward forward) {
            return new Route(forward.group().addresses(), "");
        }
        if (action instanceof ListenerAction.Redirect redirect) {
            return new Route(List.of(), redirect(redirect.settings(), host, path, query));
        }
        return new Route(List.of(), fixed(((ListenerAction.Fixed) action).settings()));
    }

    private static String redirect(Map<String, String> settings, String host, String path, String query) {
        String name = host.replaceFirst(":[0-9]+$", "");
        String port = host.contains(":") ? host.substring(host.lastIndexOf(':') + 1) : "80";
        String location = (settings.get("Protocol") + "://" + settings.get("Host") + ":" + settings.get("Port")
                        + settings.get("Path") + (query.isEmpty() ? "" : "?" + settings.get("Query")))
                .replace("#{protocol}", "http")
                .replace("#{host}", name)
                .replace("#{port}", port)
                .replace("#{path}", path.replaceFirst("^/", ""))
                .replace("#{query}", query)
                .replaceFirst("^HTTPS", "https")
                .replaceFirst("^HTTP", "http");
        String status = settings.get("StatusCode").equals("HTTP_301") ? "301 Moved Permanently" : "302 Found";
        return "HTTP/1.1 " + status + "\r\nLocation: " + location
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    private static String fixed(Map<String, String> settings) {
        String body = settings.getOrDefault("MessageBody", "");
        return "HTTP/1.1 " + settings.get("StatusCode") + " Fixed\r\nContent-Type: "
                + settings.getOrDefault("ContentType", "text/plain") + "\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }
}
