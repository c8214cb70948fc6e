package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.grpc.GrpcException;
import io.github.ecsmaven.buildkit.grpc.GrpcServer;
import io.github.ecsmaven.buildkit.grpc.GrpcStatus;
import io.github.ecsmaven.buildkit.wire.Named;
import io.github.ecsmaven.buildkit.wire.Secret;
import io.github.ecsmaven.image.BuildSecret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives {@code RUN --mount=type=secret} its secrets ({@code moby.buildkit.secrets.v1.Secrets}), read when they are asked for. */
final class SecretsService implements SessionService {
    private final List<BuildSecret> secrets;
    private final SessionFailure failure;

    SecretsService(List<BuildSecret> secrets, SessionFailure failure) {
        this.secrets = secrets;
        this.failure = failure;
    }

    @Override
    public Map<String, GrpcServer.Handler> handlers() {
        return Map.of("/moby.buildkit.secrets.v1.Secrets/GetSecret", Messages.unary(Named::read, this::answer));
    }

    private Secret answer(Named request) throws GrpcException {
        Optional<BuildSecret> secret = secrets.stream()
                .filter(candidate -> candidate.id().equals(request.name()))
                .findFirst();
        // A mount without "required" goes on without a secret that is not there; so the build must not end here.
        if (secret.isEmpty()) {
            failure.noSecret(request.name());
            throw GrpcStatus.NOT_FOUND.because("secret " + request.name() + " not found");
        }
        try {
            return new Secret(secret.get().value());
        } catch (RuntimeException e) {
            failure.set(e);
            throw GrpcStatus.UNAVAILABLE.because("secret " + request.name() + " cannot be read");
        }
    }
}
