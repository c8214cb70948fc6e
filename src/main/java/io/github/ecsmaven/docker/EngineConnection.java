package io.github.ecsmaven.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An engine that has answered {@code GET /_ping}. */
final class EngineConnection implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final int EXCERPT = 200;

    private final EngineHost host;
    private final DockerClient client;
    private final Ping ping;

    private EngineConnection(EngineHost host, DockerClient client, Ping ping) {
        this.host = host;
        this.client = client;
        this.ping = ping;
    }

    /** @throws io.github.ecsmaven.ActionableException when there is no engine at that address, or none that lets us in */
    static EngineConnection open(EngineHost host) {
        return open(host, PING_TIMEOUT);
    }

    static EngineConnection open(EngineHost host, Duration pingTimeout) {
        DockerHttpClient http = transport(host);
        boolean answered = false;
        try {
            Ping ping = ping(http, host, pingTimeout);
            answered = true;
            return new EngineConnection(host, DockerClientImpl.getInstance(new EngineClientConfig(host), http), ping);
        } finally {
            if (!answered) {
                close(http);
            }
        }
    }

    EngineHost host() {
        return host;
    }

    DockerClient client() {
        return client;
    }

    /** Name of the server in front of its version: {@code Docker} or {@code Libpod}. */
    String server() {
        return ping.server().replaceFirst("/.*$", "");
    }

    String apiVersion() {
        return ping.apiVersion();
    }

    @Override
    public void close() {
        close(client);
    }

    private static void close(java.io.Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DockerHttpClient transport(EngineHost host) {
        ZerodepDockerHttpClient.Builder builder =
                new ZerodepDockerHttpClient.Builder().dockerHost(host.uri()).connectionTimeout(CONNECT_TIMEOUT);
        host.tls().ifPresent(tls -> builder.sslConfig(() -> tls));
        return new StreamingTransport(builder.build(), new EngineDial(host));
    }

    /** On a thread of its own: a Unix socket knows no timeouts. */
    private static Ping ping(DockerHttpClient http, EngineHost host, Duration timeout) {
        FutureTask<Ping> asking = new FutureTask<>(() -> ask(http));
        Thread thread = new Thread(asking, "ecs-docker-ping");
        thread.setDaemon(true);
        thread.start();
        try {
            Ping ping = asking.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (ping.status() != OK) {
                throw EngineUnreachable.answered(host, ping.status(), ping.body());
            }
            return ping;
        } catch (ExecutionException e) {
            throw EngineUnreachable.because(host, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw EngineUnreachable.silent(host, timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EngineUnreachable.because(host, e);
        }
    }

    /** docker-java's own ping hides the headers, which are what an engine says of itself. */
    private static Ping ask(DockerHttpClient http) throws IOException {
        DockerHttpClient.Request request = DockerHttpClient.Request.builder()
                .method(DockerHttpClient.Request.Method.GET)
                .path("/_ping")
                .build();
        try (DockerHttpClient.Response response = http.execute(request);
                InputStream body = response.getBody()) {
            String excerpt = new String(body.readNBytes(EXCERPT), StandardCharsets.UTF_8).strip();
            Map<String, List<String>> headers = response.getHeaders();
            return new Ping(
                    response.getStatusCode(), header(headers, "Server"), header(headers, "Api-Version"), excerpt);
        }
    }

    private static String header(Map<String, List<String>> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .orElse("");
    }

    private record Ping(int status, String server, String apiVersion, String body) {}
}
