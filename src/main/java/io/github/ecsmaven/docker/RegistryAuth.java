package io.github.ecsmaven.docker;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import java.util.Optional;
import java.util.Set;

/** Credentials as the engine wants them. */
final class RegistryAuth {
    private RegistryAuth() {}

    /**
     * For one registry. An engine that keeps images in containerd drops credentials silently when they do not name the registry, so it
     * is named even when there are none.
     */
    static AuthConfig of(String registry, Optional<RegistryCredentials> credentials) {
        AuthConfig auth = new AuthConfig().withRegistryAddress(addressOf(registry));
        credentials.ifPresent(given -> {
            if (given.isIdentityToken()) {
                auth.withIdentityToken(given.secret());
            } else {
                auth.withUsername(given.username()).withPassword(given.secret());
            }
        });
        return auth;
    }

    /** For exactly these registries. */
    static AuthConfigurations forPulling(Set<String> registries, Keychain keychain) {
        AuthConfigurations all = new AuthConfigurations();
        registries.forEach(registry -> keychain.credentialsFor(registry)
                .ifPresent(credentials -> all.addConfig(of(registry, Optional.of(credentials)))));
        return all;
    }

    private static String addressOf(String registry) {
        return registry.equals(ImageReference.DOCKER_HUB) ? ConfigKeychain.DOCKER_HUB_KEY : registry;
    }
}
