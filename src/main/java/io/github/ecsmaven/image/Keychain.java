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

    /**
     * Hears that a registry refused what this keychain gave for it, or called it expired: the next answer must be a new one.
     *
     * @param registry host and, where given, port, as in {@link ImageReference#registry()}
     */
    default void forget(String registry) {}

    /** A keychain that asks others in order; the first answer counts. */
    static Keychain firstOf(List<Keychain> keychains) {
        List<Keychain> inOrder = List.copyOf(keychains);
        return new Keychain() {
            @Override
            public Optional<RegistryCredentials> credentialsFor(String registry) {
                return inOrder.stream()
                        .map(keychain -> keychain.credentialsFor(registry))
                        .flatMap(Optional::stream)
                        .findFirst();
            }

            @Override
            public void forget(String registry) {
                inOrder.forEach(keychain -> keychain.forget(registry));
            }
        };
    }

    /** A keychain without keys. */
    static Keychain empty() {
        return registry -> Optional.empty();
    }
}
