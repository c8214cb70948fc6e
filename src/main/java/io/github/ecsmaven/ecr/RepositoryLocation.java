package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import java.util.Optional;
import java.util.Set;

/**
 * Where the user says that the repository is: a name in the registry of the session's account and region, or a whole URI.
 *
 * @param name name within the registry
 * @param host registry host, where a URI was given
 * @param ecrHost what that host tells about account and region, where it has a form of ECR's
 * @param trusted whether the user listed that host in {@code <ecrRegistries>}
 */
public record RepositoryLocation(
        RepositoryName name, Optional<String> host, Optional<EcrHost> ecrHost, boolean trusted) {

    /** A name in the session's own registry. */
    public static RepositoryLocation of(RepositoryName name) {
        return new RepositoryLocation(name, Optional.empty(), Optional.empty(), false);
    }

    /**
     * Reads a name ({@code team/shop}) or a URI ({@code 123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop},
     * {@code 127.0.0.1:5000/shop}). The first part of a name may have dots, so {@code io.acme/shop} is a name.
     *
     * @param ecrRegistries hosts that the user calls registries of ECR
     * @throws ActionableException when ECR would refuse the name, or the host has an unknown form
     */
    public static RepositoryLocation parse(String text, Set<String> ecrRegistries) {
        String trimmed = text.trim();
        int slash = trimmed.indexOf('/');
        String first = slash < 0 ? "" : trimmed.substring(0, slash);
        if (!isHost(first, ecrRegistries)) {
            return of(new RepositoryName(trimmed));
        }
        RepositoryName name = new RepositoryName(trimmed.substring(slash + 1));
        Optional<EcrHost> ecrHost = EcrHost.parse(first);
        boolean trusted = ecrRegistries.contains(first);
        if (ecrHost.isEmpty() && !trusted && EcrHost.looksLike(first)) {
            throw new ActionableException(
                    "'" + first + "' is no host of Amazon ECR that this version knows.",
                    "Correct <repository>, or list the host in <ecrRegistries> if it is right.");
        }
        return new RepositoryLocation(name, Optional.of(first), ecrHost, trusted);
    }

    private static boolean isHost(String first, Set<String> ecrRegistries) {
        return ecrRegistries.contains(first)
                || first.contains(":")
                || first.equals("localhost")
                || EcrHost.looksLike(first);
    }

    /** Region of the registry, where the host tells it. */
    public Optional<String> region() {
        return ecrHost.map(EcrHost::region);
    }

    /** Account of the registry, where the host tells it. */
    public Optional<String> registryId() {
        return ecrHost.map(EcrHost::registryId);
    }

    @Override
    public String toString() {
        return host.map(h -> h + "/").orElse("") + name;
    }
}
