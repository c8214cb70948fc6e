package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.grpc.GrpcCall;
import io.github.ecsmaven.buildkit.grpc.Threads;
import io.github.ecsmaven.buildkit.wire.SolveRequest;
import io.github.ecsmaven.buildkit.wire.SolveResponse;
import io.github.ecsmaven.buildkit.wire.StatusResponse;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.SshAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One build: a session that serves it, the solve itself and what is told about it meanwhile. */
final class Solve {
    /** Steps that have ended are told a moment later. */
    private static final long LAST_WORDS_MILLIS = 3_000;

    private final BuilderConnection builder;
    private final ImageBuild request;
    private final Frontend frontend;
    private final BuildListener listener;
    private final BuildProgress progress;
    private final SessionFailure failure = new SessionFailure();
    private final String ref = UUID.randomUUID().toString().replace("-", "");

    Solve(BuilderConnection builder, ImageBuild request, BuildListener listener) {
        this.builder = builder;
        this.request = request;
        this.frontend = new Frontend(request, builder.isEngine());
        this.listener = listener;
        this.progress = new BuildProgress(listener);
    }

    /**
     * Runs it to its end.
     *
     * @return what the exporter tells about the result
     * @throws ActionableException when it fails
     */
    Map<String, String> run(Optional<SolveRequest.Typed> exporter) {
        for (SshAgent agent : request.options().sshAgents()) {
            SshService.requireAnswer(agent);
        }
        Session session = Session.of(sharedKey(), services(NamedRegistries.of(request, exporter)));
        try (SessionServer server = builder.serve(session);
                GrpcCall solving = builder.control().solve(solveRequest(session, exporter));
                GrpcCall status = builder.control().status(ref)) {
            return followed(solving, status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BuildKitFailures.interrupted(request);
        } catch (IOException e) {
            throw Thread.currentThread().isInterrupted()
                    ? BuildKitFailures.interrupted(request)
                    : BuildKitFailures.connectionLost(request, builder.described(), e);
        }
    }

    private List<SessionService> services(Set<String> registries) {
        return List.of(
                new HealthService(),
                new FileSyncService(frontend.directories(), listener, failure),
                new AuthService(request.keychain(), registries, failure),
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

    private Map<String, String> followed(GrpcCall solving, GrpcCall status) throws InterruptedException {
        Thread following = Threads.daemon("ecs-build-status", () -> follow(status));
        following.start();
        try {
            SolveResponse response = ControlApi.resultOf(solving);
            following.join(LAST_WORDS_MILLIS);
            return response.exporterResponse();
        } catch (IOException e) {
            following.join(LAST_WORDS_MILLIS);
            throw failed(e);
        } finally {
            solving.close();
            status.close();
            Threads.join(following);
        }
    }

    private void follow(GrpcCall status) {
        try {
            Optional<StatusResponse> next = ControlApi.next(status);
            while (next.isPresent()) {
                progress.accept(next.get());
                next = ControlApi.next(status);
            }
        } catch (IOException | InterruptedException ended) {
            // The solve itself tells why it ended.
        }
    }

    private RuntimeException failed(IOException e) {
        return failure.get()
                .orElseGet(() -> new BuildKitFailures(request, builder.described(), progress, failure).of(e));
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
