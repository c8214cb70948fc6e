package io.github.ecsmaven.ecr;

import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecr.EcrClient;

/**
 * Logs in to registries of ECR: those whose host has a form of ECR's, those that the user lists, and those of repositories that ECR
 * itself told the host of. One token opens every registry of a region that the session's identity may use, so it keeps one for each
 * region; in memory only, for the life of this object. {@code public.ecr.aws} is read without a token.
 */
public final class EcrKeychain implements Keychain {
    /** A push may take a while, and a token that ends in the middle of it is of no use. */
    private static final Duration LEAST_VALIDITY = Duration.ofMinutes(30);

    private final Function<String, EcrClient> clientOfRegion;
    private final Supplier<String> homeRegion;
    private final Map<String, Optional<String>> regionOfHost;
    private final InstantSource clock;
    private final Map<String, AuthorizationToken> tokenOfRegion;

    /**
     * @param session whose identity logs in
     * @param ecrRegistries hosts, with their ports, that are registries of ECR in the session's region whatever they are called
     * @param clock tells when a token is old
     */
    public EcrKeychain(AwsSession session, Set<String> ecrRegistries, InstantSource clock) {
        this(region -> QuickEcr.of(session, () -> region), session::region, ecrRegistries, clock);
    }

    EcrKeychain(
            Function<String, EcrClient> clientOfRegion,
            Supplier<String> homeRegion,
            Set<String> ecrRegistries,
            InstantSource clock) {
        this(clientOfRegion, homeRegion, atHome(ecrRegistries), clock, new ConcurrentHashMap<>());
    }

    private EcrKeychain(
            Function<String, EcrClient> clientOfRegion,
            Supplier<String> homeRegion,
            Map<String, Optional<String>> regionOfHost,
            InstantSource clock,
            Map<String, AuthorizationToken> tokenOfRegion) {
        this.clientOfRegion = clientOfRegion;
        this.homeRegion = homeRegion;
        this.regionOfHost = Map.copyOf(regionOfHost);
        this.clock = clock;
        this.tokenOfRegion = tokenOfRegion;
    }

    private static Map<String, Optional<String>> atHome(Set<String> hosts) {
        Map<String, Optional<String>> regions = new HashMap<>();
        hosts.forEach(host -> regions.put(host, Optional.empty()));
        return regions;
    }

    /** This keychain, with the same tokens, which also opens the registry that a repository is in, whatever its host. */
    public EcrKeychain alsoFor(Repository repository) {
        Map<String, Optional<String>> more = new HashMap<>(regionOfHost);
        more.put(repository.uri().registry(), repository.region());
        return new EcrKeychain(clientOfRegion, homeRegion, more, clock, tokenOfRegion);
    }

    @Override
    public Optional<RegistryCredentials> credentialsFor(String registry) {
        return regionOf(registry).map(region -> tokenOfRegion
                .compute(region, (in, held) -> held == null || isOld(held) ? fetch(in) : held)
                .credentials());
    }

    @Override
    public void forget(String registry) {
        regionOf(registry).ifPresent(tokenOfRegion::remove);
    }

    private Optional<String> regionOf(String registry) {
        if (regionOfHost.containsKey(registry)) {
            return Optional.of(regionOfHost.get(registry).orElseGet(homeRegion));
        }
        return EcrHost.parse(registry).map(EcrHost::region);
    }

    private boolean isOld(AuthorizationToken token) {
        Instant soon = clock.instant().plus(LEAST_VALIDITY);
        return token.expiresAt().isBefore(soon);
    }

    private AuthorizationToken fetch(String region) {
        return AuthorizationToken.fetch(clientOfRegion.apply(region), region);
    }
}
