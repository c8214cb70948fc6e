package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.image.BuildKitOptions;
import io.github.ecsmaven.image.BuildSecret;
import io.github.ecsmaven.image.CacheLocation;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.SshAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A build of a directory, of which a test says only what it is about. */
public final class BuildRequest {
    private final Path context;
    private final List<ImageReference> tags = new ArrayList<>();
    private final Map<String, String> buildArgs = new TreeMap<>();
    private final List<Platform> platforms = new ArrayList<>();
    private final List<BuildSecret> secrets = new ArrayList<>();
    private final List<SshAgent> agents = new ArrayList<>();
    private final List<CacheLocation> cacheFrom = new ArrayList<>();
    private final List<CacheLocation> cacheTo = new ArrayList<>();
    private final Map<String, String> attestations = new TreeMap<>();
    private Optional<String> target = Optional.empty();
    private Optional<String> network = Optional.empty();
    private boolean noCache;
    private boolean pull;
    private Keychain keychain = Keychain.empty();

    private BuildRequest(Path context) {
        this.context = context;
    }

    /** Of a directory that gets this Dockerfile. */
    public static BuildRequest of(Path context, String dockerfile) {
        return new BuildRequest(context).file("Dockerfile", dockerfile);
    }

    public BuildRequest file(String name, String text) {
        try {
            Files.writeString(context.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public BuildRequest tag(ImageReference name) {
        tags.add(name);
        return this;
    }

    public BuildRequest buildArg(String name, String value) {
        buildArgs.put(name, value);
        return this;
    }

    public BuildRequest platform(String platform) {
        platforms.add(Platform.parse(platform));
        return this;
    }

    public BuildRequest secret(BuildSecret secret) {
        secrets.add(secret);
        return this;
    }

    public BuildRequest agent(Path socket) {
        agents.add(new SshAgent("default", socket));
        return this;
    }

    public BuildRequest cacheFrom(String cache) {
        cacheFrom.add(CacheLocation.parse(cache));
        return this;
    }

    public BuildRequest cacheTo(String cache) {
        cacheTo.add(CacheLocation.parse(cache));
        return this;
    }

    public BuildRequest attestation(String kind, String options) {
        attestations.put(kind, options);
        return this;
    }

    public BuildRequest target(String stage) {
        target = Optional.of(stage);
        return this;
    }

    public BuildRequest network(String name) {
        network = Optional.of(name);
        return this;
    }

    public BuildRequest noCache() {
        noCache = true;
        return this;
    }

    public BuildRequest pull() {
        pull = true;
        return this;
    }

    public BuildRequest keychain(Keychain keys) {
        keychain = keys;
        return this;
    }

    public ImageBuild build() {
        BuildKitOptions options =
                new BuildKitOptions(secrets, agents, cacheFrom, cacheTo, Map.of(), List.of(), attestations);
        return new ImageBuild(
                context,
                context.resolve("Dockerfile"),
                tags,
                buildArgs,
                target,
                platforms,
                Map.of(),
                noCache,
                pull,
                network,
                List.of(),
                options,
                keychain);
    }
}
