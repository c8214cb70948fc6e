package io.github.ecsmaven.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** STS and ECR over HTTP, as little of them as a session needs. */
final class AwsStandIn implements AutoCloseable {
    static final String ECR_TOKEN = "QVdTOm5vYm9keS1tYXktc2VlLXRoaXM=";
    static final String ROLE_SECRET = "role+Secret/that=nobody";
    static final String ROLE_SESSION_TOKEN = "role+Session/token==";

    record Request(
            String uri,
            String target,
            String authorization,
            String userAgent,
            String proxyAuthorization,
            String body) {}

    record Answer(int status, String contentType, String body) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final Deque<Answer> next = new ArrayDeque<>();
    Instant roleExpires = Instant.now().plusSeconds(3600);

    private final HttpServer server;

    AwsStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "stand-in");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::serve);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    List<String> asked() {
        return requests.stream().map(Request::target).toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = Optional.ofNullable(header(exchange, "X-Amz-Target")).orElseGet(() -> action(body));
        requests.add(new Request(
                exchange.getRequestURI().toString(),
                target,
                header(exchange, "Authorization"),
                header(exchange, "User-Agent"),
                header(exchange, "Proxy-Authorization"),
                body));
        Answer answer = next.isEmpty() ? answer(target) : next.poll();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    private static String action(String form) {
        int start = form.indexOf("Action=");
        if (start < 0) {
            return "GET";
        }
        int end = form.indexOf('&', start);
        return form.substring(start + "Action=".length(), end < 0 ? form.length() : end);
    }

    Answer answer(String target) {
        return switch (target) {
            case "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken" -> json(
                    200,
                    "{\"authorizationData\":[{\"authorizationToken\":\"" + ECR_TOKEN
                            + "\",\"expiresAt\":4102444800,\"proxyEndpoint\":\"" + uri() + "\"}]}");
            case "GetCallerIdentity" -> xml(
                    "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>"
                            + "<Arn>arn:aws:iam::123456789012:user/ci</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>");
            case "AssumeRole", "AssumeRoleWithWebIdentity" -> xml("<" + target + "Response><" + target
                    + "Result><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>"
                    + "<SecretAccessKey>" + ROLE_SECRET + "</SecretAccessKey><SessionToken>" + ROLE_SESSION_TOKEN
                    + "</SessionToken><Expiration>" + roleExpires + "</Expiration></Credentials></" + target
                    + "Result></" + target + "Response>");
            case "GET" -> new Answer(200, "application/json", "{\"architecture\":\"arm64\"}");
            default -> json(400, "{\"__type\":\"UnknownOperationException\",\"message\":\"" + target + "\"}");
        };
    }

    static Answer json(int status, String body) {
        return new Answer(status, "application/x-amz-json-1.1", body);
    }

    static Answer xml(String body) {
        return new Answer(200, "text/xml", body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
