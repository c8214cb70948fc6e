package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.wire.Named;
import io.github.ecsmaven.buildkit.wire.Secret;
import io.github.ecsmaven.image.BuildSecret;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;

/** Gives {@code RUN --mount=type=secret} its secrets ({@code moby.buildkit.secrets.v1.Secrets}), read when they are asked for. */
final class SecretsService implements SessionService {
    private static final String SERVICE = "moby.buildkit.secrets.v1.Secrets";
    private static final MethodDescriptor<Named, Secret> GET_SECRET = Messages.method(
            MethodDescriptor.MethodType.UNARY, SERVICE, "GetSecret", Messages.received(Named::read), Messages.sent());

    private final List<BuildSecret> secrets;
    private final SessionFailure failure;

    SecretsService(List<BuildSecret> secrets, SessionFailure failure) {
        this.secrets = secrets;
        this.failure = failure;
    }

    @Override
    public ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(GET_SECRET, ServerCalls.asyncUnaryCall(this::answer))
                .build();
    }

    private void answer(Named request, StreamObserver<Secret> response) {
        Optional<BuildSecret> secret = secrets.stream()
                .filter(candidate -> candidate.id().equals(request.name()))
                .findFirst();
        try {
            // A mount without "required" goes on without a secret that is not there; so the build must not end here.
            if (secret.isEmpty()) {
                failure.noSecret(request.name());
                response.onError(Status.NOT_FOUND
                        .withDescription("secret " + request.name() + " not found")
                        .asRuntimeException());
            } else {
                response.onNext(new Secret(secret.get().value()));
                response.onCompleted();
            }
        } catch (RuntimeException e) {
            failure.set(e);
            response.onError(Status.UNAVAILABLE
                    .withDescription("secret " + request.name() + " cannot be read")
                    .asRuntimeException());
        }
    }
}
