package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.grpc.GrpcException;
import io.github.ecsmaven.buildkit.grpc.GrpcStatus;
import io.github.ecsmaven.buildkit.grpc.NotHttp2Exception;
import io.github.ecsmaven.buildkit.wire.SolveRequest;
import io.github.ecsmaven.buildkit.wire.Workers;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.docker.EngineDial;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageBuilder;
import io.github.ecsmaven.image.ImageReference;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/** A BuildKit that answers: that of a Docker Engine, or a daemon of its own. Builds that run end when it is closed. */
public final class BuildKit implements AutoCloseable {
    private static final String IMAGE_DIGEST = "containerimage.digest";

    /** What distributions that build it from source leave in it. */
    private static final String UNKNOWN_VERSION = "v0.0.0";

    private final BuilderConnection connection;
    private final Workers.Worker worker;
    private final String version;

    /** Opens a connection over which HTTP/2 is spoken next. */
    @FunctionalInterface
    private interface Dial {
        Socket open() throws IOException;
    }

    private BuildKit(BuilderConnection connection, Workers.Worker worker) throws IOException {
        this.connection = connection;
        this.worker = worker;
        this.version = versionOf(connection.control());
    }

    /**
     * The BuildKit in a Docker Engine: over {@code POST /grpc}, else over HTTP/2 on the engine's socket.
     *
     * @throws BuildKitUnavailableException when neither answers
     */
    public static BuildKit of(DockerEngine engine) {
        EngineDial dial = engine.dial();
        try {
            return connect(dial, BuilderConnection.Route.ENGINE_UPGRADE, () -> dial.upgraded("/grpc", "h2c", Map.of()));
        } catch (BuildKitUnavailableException noUpgrade) {
            try {
                return connect(dial, BuilderConnection.Route.ENGINE_HTTP2, dial::open);
            } catch (BuildKitUnavailableException noHttp2) {
                throw new BuildKitUnavailableException(
                        noUpgrade.reason() + "; and with HTTP/2: " + noHttp2.reason(), noHttp2);
            }
        }
    }

    /**
     * A BuildKit daemon.
     *
     * @param address {@code unix:///path} or {@code tcp://host:port}
     * @param certificates directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem} for mutual TLS
     * @throws ActionableException when it does not answer, or the certificates cannot be used
     */
    public static BuildKit at(URI address, Optional<Path> certificates) {
        EngineDial dial = EngineDial.to(address, certificates);
        try {
            return connect(dial, BuilderConnection.Route.DAEMON, dial::open);
        } catch (BuildKitUnavailableException e) {
            throw new ActionableException(
                    "The BuildKit daemon at " + address + " does not answer: "
                            + (isNotHttp2(e)
                                    ? "what listens there does not speak HTTP/2 (a Docker Engine?)"
                                    : e.reason())
                            + ".",
                    "Correct <buildkitHost> (-Decs.buildkitHost, BUILDKIT_HOST) and its certificates, or start it; without"
                            + " one the Docker Engine builds.",
                    e);
        }
    }

    private static boolean isNotHttp2(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof NotHttp2Exception || cause != null && isNotHttp2(cause);
    }

    private static BuildKit connect(EngineDial dial, BuilderConnection.Route route, Dial way) {
        try {
            return answering(ControlApi.over(way.open()), dial, route);
        } catch (IOException e) {
            throw new BuildKitUnavailableException(BuildKitFailures.reasonOf(e), e);
        }
    }

    private static BuildKit answering(ControlApi control, EngineDial dial, BuilderConnection.Route route)
            throws IOException {
        boolean answered = false;
        try {
            BuilderConnection connection = new BuilderConnection(control, dial, route);
            List<Workers.Worker> workers = control.workers().workers();
            if (workers.isEmpty()) {
                throw new BuildKitUnavailableException("it has no workers", null);
            }
            BuildKit buildKit = new BuildKit(connection, workers.get(0));
            answered = true;
            return buildKit;
        } finally {
            if (!answered) {
                control.close();
            }
        }
    }

    /** BuildKit before 0.11 has no such method. */
    private static String versionOf(ControlApi control) throws IOException {
        try {
            String version = control.info().version();
            return version.startsWith(UNKNOWN_VERSION) ? "" : version;
        } catch (GrpcException e) {
            if (e.status() == GrpcStatus.UNIMPLEMENTED) {
                return "";
            }
            throw e;
        }
    }

    /** Which BuildKit this is. */
    public BuilderInfo info() {
        return new BuilderInfo(connection.route().title(), version, worker.id(), worker.platforms());
    }

    /** Builds images into the engine that this BuildKit is part of. */
    public ImageBuilder into(DockerEngine engine) {
        return (request, listener) -> {
            Map<String, String> response = new Solve(connection, request, listener)
                    .run(Optional.of(new SolveRequest.Typed("moby", namesOf(request.tags()))));
            String id = response.getOrDefault(IMAGE_DIGEST, response.getOrDefault("containerimage.config.digest", ""));
            if (id.isEmpty()) {
                throw BuildKitFailures.noImage(request);
            }
            return found(engine, request, new Digest(id));
        };
    }

    private static BuiltImage found(DockerEngine engine, ImageBuild request, Digest id) {
        return engine.find(id).orElseThrow(() -> BuildKitFailures.vanished(request, id));
    }

    /** Builds into the builder's cache and keeps nothing but that. */
    public void check(ImageBuild request, BuildListener listener) {
        new Solve(connection, request, listener).run(Optional.empty());
    }

    /**
     * Builds, and tells what a push under these names would push.
     *
     * @return digest of a manifest, or for several platforms of an index
     * @throws ActionableException when it does not build
     */
    public Digest digestOf(ImageBuild request, List<ImageReference> names, BuildListener listener) {
        return export(request, namesOf(names), listener);
    }

    /**
     * Builds, and lets the builder push the result.
     *
     * @param names what it is pushed as, each with a tag
     * @return digest of what was pushed: a manifest, or for several platforms an index
     * @throws ActionableException when it does not build, or the registry refuses it
     */
    public Digest push(ImageBuild request, List<ImageReference> names, BuildListener listener) {
        Map<String, String> attributes = new TreeMap<>(namesOf(names));
        attributes.put("push", "true");
        return export(request, attributes, listener);
    }

    private Digest export(ImageBuild request, Map<String, String> attributes, BuildListener listener) {
        Map<String, String> response =
                new Solve(connection, request, listener).run(Optional.of(new SolveRequest.Typed("image", attributes)));
        String digest = response.getOrDefault(IMAGE_DIGEST, "");
        if (digest.isEmpty()) {
            throw BuildKitFailures.noImage(request);
        }
        return new Digest(digest);
    }

    private static Map<String, String> namesOf(List<ImageReference> names) {
        StringJoiner joined = new StringJoiner(",");
        for (ImageReference name : names) {
            joined.add(name.toString());
        }
        return names.isEmpty() ? Map.of() : Map.of("name", joined.toString());
    }

    @Override
    public void close() {
        connection.close();
    }
}
