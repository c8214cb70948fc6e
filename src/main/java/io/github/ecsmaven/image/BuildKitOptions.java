package io.github.ecsmaven.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What of a build only BuildKit can do.
 *
 * @param secrets what {@code RUN --mount=type=secret} may read
 * @param sshAgents what {@code RUN --mount=type=ssh} may use
 * @param cacheFrom caches to read beside the builder's own
 * @param cacheTo where to write the cache
 * @param buildContexts further contexts by the names that the Dockerfile uses in {@code FROM} and {@code --from}: directories, or what
 *     {@code docker buildx build --build-context} takes beside ({@code docker-image://…}, a URL)
 * @param noCacheFilter stages that are built again whatever the cache has
 * @param attestations attestations of the result by kind, {@code provenance} and {@code sbom}, with their options
 */
public record BuildKitOptions(
        List<BuildSecret> secrets,
        List<SshAgent> sshAgents,
        List<CacheLocation> cacheFrom,
        List<CacheLocation> cacheTo,
        Map<String, String> buildContexts,
        List<String> noCacheFilter,
        Map<String, String> attestations) {

    /** None of it. */
    public static final BuildKitOptions NONE =
            new BuildKitOptions(List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(), Map.of());

    public BuildKitOptions {
        secrets = List.copyOf(secrets);
        sshAgents = List.copyOf(sshAgents);
        cacheFrom = List.copyOf(cacheFrom);
        cacheTo = List.copyOf(cacheTo);
        buildContexts = Map.copyOf(buildContexts);
        noCacheFilter = List.copyOf(noCacheFilter);
        attestations = Map.copyOf(attestations);
    }

    /** The names of those that are asked for. */
    public List<String> named() {
        List<String> names = new ArrayList<>();
        addIf(!secrets.isEmpty(), "buildSecrets", names);
        addIf(!sshAgents.isEmpty(), "ssh", names);
        addIf(!cacheFrom.isEmpty(), "cacheFrom", names);
        addIf(!cacheTo.isEmpty(), "cacheTo", names);
        addIf(!buildContexts.isEmpty(), "buildContexts", names);
        addIf(!noCacheFilter.isEmpty(), "noCacheFilter", names);
        addIf(!attestations.isEmpty(), "attestations", names);
        return names;
    }

    private static void addIf(boolean asked, String name, List<String> names) {
        if (asked) {
            names.add(name);
        }
    }
}
