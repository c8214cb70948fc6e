package io.github.ecsmaven.image;

import java.util.List;
import java.util.Optional;

/** Knows the credentials of registries. It is asked only for registries that are really used. */
@FunctionalInterface
public interface Keychain {
    /**
     * The credentials for a registry, or empty when this keychain has none and the registry is to be asked without.
     *
     * @param registry host and, where given, port, as in {@link ImageReference#registry()}
     * @throws io.github.ecsmaven.ActionableException when it should have them and could not get them
     */
    Optional<RegistryCredentials> credentialsFor(String registry);

    /** A keychain that asks others in order; the first answer counts. */
    static Keychain firstOf(List<Keychain> keychains) {
        List<Keychain> inOrder = List.copyOf(keychains);
        return registry -> inOrder.stream()
                .map(keychain -> keychain.credentialsFor(registry))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A keychain without keys. */
    static Keychain empty() {
        return registry -> Optional.empty();
    }
}
