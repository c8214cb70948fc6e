package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.wire.SolveRequest;
import io.github.ecsmaven.buildkit.wire.SolveResponse;
import io.github.ecsmaven.buildkit.wire.StatusResponse;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.ImageBuild;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One build: a session that serves it, the solve itself and what is told about it meanwhile. */
final class Solve {
    /** Steps that have ended are told a moment later. */
    private static final long LAST_WORDS_SECONDS = 3;

    private final BuilderConnection builder;
    private final ImageBuild request;
    private final Frontend frontend;
    private final BuildProgress progress;
    private final SessionFailure failure = new SessionFailure();
    private final String ref = UUID.randomUUID().toString().replace("-", "");

    Solve(BuilderConnection builder, ImageBuild request, BuildListener listener) {
        this.builder = builder;
        this.request = request;
        this.frontend = new Frontend(request, builder.isEngine());
        this.progress = new BuildProgress(listener);
    }

    /**
     * Runs it to its end.
     *
     * @return what the exporter tells about the result
     * @throws ActionableException when it fails
     */
    Map<String, String> run(Optional<SolveRequest.Typed> exporter) {
        request.options().sshAgents().forEach(SshService::requireAnswer);
        Session session = Session.of(sharedKey(), services());
        try (SessionServer server = builder.serve(session)) {
            Future<SolveResponse> solving = builder.control().solve(solveRequest(session, exporter));
            Thread following = follow();
            return ended(solving, following);
        } catch (IOException e) {
            throw BuildKitFailures.connectionLost(request, builder.described(), e);
        }
    }

    private List<SessionService> services() {
        return List.of(
                new HealthService(),
                new FileSyncService(frontend.directories(), failure),
                new AuthService(request.keychain(), failure),
                new SecretsService(request.options().secrets(), failure),
                new SshService(request.options().sshAgents(), failure));
    }

    private SolveRequest solveRequest(Session session, Optional<SolveRequest.Typed> exporter) {
        return new SolveRequest(
                ref,
                session.id(),
                frontend.name(),
                frontend.attributes(),
                exporter,
                CacheText.exports(request.options().cacheTo()),
                CacheText.imports(request.options().cacheFrom()),
                frontend.entitlements());
    }

    private Thread follow() {
        Thread thread = new Thread(
                () -> {
                    try {
                        Iterator<StatusResponse> responses = builder.control().status(ref);
                        while (responses.hasNext()) {
                            progress.accept(responses.next());
                        }
                    } catch (StatusRuntimeException e) {
                        // The solve itself tells why it ended.
                    }
                },
                "ecs-build-status");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private Map<String, String> ended(Future<SolveResponse> solving, Thread following) {
        try {
            SolveResponse response = solving.get();
            following.join(TimeUnit.SECONDS.toMillis(LAST_WORDS_SECONDS));
            return response.exporterResponse();
        } catch (ExecutionException e) {
            joinQuietly(following);
            throw failed(e);
        } catch (InterruptedException e) {
            solving.cancel(true);
            Thread.currentThread().interrupt();
            throw BuildKitFailures.interrupted(request);
        }
    }

    private static void joinQuietly(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(LAST_WORDS_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RuntimeException failed(ExecutionException e) {
        if (failure.get().isPresent()) {
            return failure.get().get();
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new BuildKitFailures(request, builder.described(), progress, failure).of(cause);
    }

    /** Equal from build to build on this machine, and different for every directory. */
    private String sharedKey() {
        String directories = System.getProperty("user.name") + frontend.directories();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(directories.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
