package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.grpc.GrpcException;
import io.github.ecsmaven.buildkit.grpc.GrpcServer;
import io.github.ecsmaven.buildkit.grpc.GrpcStatus;
import io.github.ecsmaven.buildkit.wire.Credentials;
import io.github.ecsmaven.buildkit.wire.Named;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the builder credentials for the registries that it pulls from ({@code moby.filesync.v1.Auth}). Its token methods are left out:
 * BuildKit then makes tokens itself, from the credentials.
 */
final class AuthService implements SessionService {
    /** The hosts that BuildKit may name for Docker Hub. */
    private static final Set<String> DOCKER_HUB = Set.of("registry-1.docker.io", "index.docker.io", "docker.io");

    private final Keychain keychain;
    private final Set<String> named;
    private final SessionFailure failure;

    /** @param named the registries that the build names; for others there are no credentials */
    AuthService(Keychain keychain, Set<String> named, SessionFailure failure) {
        this.keychain = keychain;
        this.named = Set.copyOf(named);
        this.failure = failure;
    }

    @Override
    public Map<String, GrpcServer.Handler> handlers() {
        return Map.of("/moby.filesync.v1.Auth/Credentials", Messages.unary(Named::read, this::answer));
    }

    private Credentials answer(Named host) throws GrpcException {
        try {
            return credentialsFor(host.name());
        } catch (RuntimeException e) {
            failure.set(e);
            throw GrpcStatus.UNAUTHENTICATED.because("no credentials");
        }
    }

    /** An identity token goes without a user name. */
    private Credentials credentialsFor(String host) {
        String registry = DOCKER_HUB.contains(host) ? ImageReference.DOCKER_HUB : host;
        Optional<RegistryCredentials> credentials =
                named.contains(registry) ? keychain.credentialsFor(registry) : Optional.empty();
        return credentials
                .map(found -> new Credentials(found.isIdentityToken() ? "" : found.username(), found.secret()))
                .orElse(Credentials.NONE);
    }
}
