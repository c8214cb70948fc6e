package io.github.ecsmaven.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An engine that has answered {@code GET /_ping}. */
final class EngineConnection implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(20);
    private static final int OK = 200;
    private static final int EXCERPT = 200;

    private final EngineHost host;
    private final EngineApi api;
    private final Ping ping;
    private @Nullable DockerClient client;

    private EngineConnection(EngineHost host, EngineApi api, Ping ping) {
        this.host = host;
        this.api = api;
        this.ping = ping;
    }

    /** @throws io.github.ecsmaven.ActionableException when there is no engine at that address, or none that lets us in */
    static EngineConnection open(EngineHost host) {
        return open(host, PING_TIMEOUT);
    }

    static EngineConnection open(EngineHost host, Duration pingTimeout) {
        EngineApi api = new EngineApi(host);
        return new EngineConnection(host, api, ping(api, host, pingTimeout));
    }

    EngineHost host() {
        return host;
    }

    EngineApi api() {
        return api;
    }

    /** docker-java, made when it is first needed. */
    synchronized DockerClient client() {
        DockerClient made = client;
        if (made == null) {
            DockerLogs.silence();
            made = DockerClientImpl.getInstance(new EngineClientConfig(host), transport(host));
            client = made;
        }
        return made;
    }

    /** Name of the server in front of its version: {@code Docker} or {@code Libpod}. */
    String server() {
        return ping.server().replaceFirst("/.*$", "");
    }

    String apiVersion() {
        return ping.apiVersion();
    }

    @Override
    public synchronized void close() {
        api.close();
        if (client == null) {
            return;
        }
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DockerHttpClient transport(EngineHost host) {
        ApacheDockerHttpClient.Builder builder =
                new ApacheDockerHttpClient.Builder().dockerHost(host.uri()).connectionTimeout(CONNECT_TIMEOUT);
        host.tls().ifPresent(tls -> builder.sslConfig(() -> tls));
        return new StreamingTransport(builder.build(), new EngineDial(host));
    }

    /** On a thread of its own: a Unix socket knows no timeouts. */
    private static Ping ping(EngineApi api, EngineHost host, Duration timeout) {
        FutureTask<Ping> asking = new FutureTask<>(() -> ask(api));
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

    private static Ping ask(EngineApi api) throws IOException {
        try (HttpAnswer answer = api.get("/_ping")) {
            String excerpt = new String(answer.getBody().readNBytes(EXCERPT), StandardCharsets.UTF_8).strip();
            return new Ping(answer.getStatusCode(), header(answer, "Server"), header(answer, "Api-Version"), excerpt);
        }
    }

    private static String header(HttpAnswer answer, String name) {
        return Objects.requireNonNullElse(answer.getHeader(name), "");
    }

    private record Ping(int status, String server, String apiVersion, String body) {}
}
