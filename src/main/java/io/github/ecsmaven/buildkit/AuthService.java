package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.wire.Credentials;
import io.github.ecsmaven.buildkit.wire.Named;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Set;

/**
 * Gives the builder credentials for the registries that it pulls from ({@code moby.filesync.v1.Auth}). Its token methods are left out:
 * BuildKit then makes tokens itself, from the credentials.
 */
final class AuthService implements SessionService {
    private static final String SERVICE = "moby.filesync.v1.Auth";
    private static final MethodDescriptor<Named, Credentials> CREDENTIALS = Messages.method(
            MethodDescriptor.MethodType.UNARY, SERVICE, "Credentials", Messages.received(Named::read), Messages.sent());
    /** The hosts that BuildKit may name for Docker Hub. */
    private static final Set<String> DOCKER_HUB = Set.of("registry-1.docker.io", "index.docker.io", "docker.io");

    private final Keychain keychain;
    private final SessionFailure failure;

    AuthService(Keychain keychain, SessionFailure failure) {
        this.keychain = keychain;
        this.failure = failure;
    }

    @Override
    public ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(CREDENTIALS, ServerCalls.asyncUnaryCall(this::answer))
                .build();
    }

    private void answer(Named host, StreamObserver<Credentials> response) {
        try {
            response.onNext(credentialsFor(host.name()));
            response.onCompleted();
        } catch (RuntimeException e) {
            failure.set(e);
            response.onError(
                    Status.UNAUTHENTICATED.withDescription("no credentials").asRuntimeException());
        }
    }

    /** An identity token goes without a user name. */
    private Credentials credentialsFor(String host) {
        String registry = DOCKER_HUB.contains(host) ? ImageReference.DOCKER_HUB : host;
        return keychain.credentialsFor(registry)
                .map(found -> new Credentials(found.isIdentityToken() ? "" : found.username(), found.secret()))
                .orElse(Credentials.NONE);
    }
}
