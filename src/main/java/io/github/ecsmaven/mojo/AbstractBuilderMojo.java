package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.docker.DockerConfig;
import io.github.ecsmaven.docker.DockerSettings;
import io.github.ecsmaven.image.BuildKitOptions;
import io.github.ecsmaven.image.BuildSecret;
import io.github.ecsmaven.image.CacheLocation;
import io.github.ecsmaven.image.SshAgent;
import io.github.ecsmaven.release.BuilderSettings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What builds images, and what only BuildKit can be asked for. */
abstract class AbstractBuilderMojo extends AbstractAwsMojo {
    /**
     * What builds the image: {@code auto}, {@code buildkit} or {@code classic}. With {@code auto} it is BuildKit wherever it answers,
     * and the engine's classic builder where it does not (Podman, Windows containers, {@code DOCKER_BUILDKIT=0}), as long as the
     * Dockerfile needs nothing that only BuildKit can do; {@code buildkit} never falls back. Default: {@code auto}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.builder", defaultValue = "auto")
    private String builder = "auto";

    /**
     * Builds every step again and takes none from the builder's cache; caches of {@code RUN --mount=type=cache} begin empty too.
     * Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.noCache", defaultValue = "false")
    protected boolean noCache;

    /**
     * Builds although an image of the same content is there, and pushes what was built. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.force", defaultValue = "false")
    protected boolean force;

    /**
     * Looks for newer base images in their registries even when the engine has them; never with {@code -o}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.pull", defaultValue = "false")
    protected boolean pull;

    /**
     * A BuildKit daemon that builds instead of the Docker Engine, as {@code unix:///path} or {@code tcp://host:port}. Then no engine
     * is needed: {@code ecs:build} builds into the daemon's cache, and {@code ecs:push} lets the daemon push from there. Default: the
     * environment variable {@code BUILDKIT_HOST}, else none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.buildkitHost")
    private @Nullable String buildkitHost;

    /**
     * Directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem} for mutual TLS with a {@code buildkitHost} at
     * {@code tcp://}. Default: none, the connection is not encrypted.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.buildkitCertPath")
    private @Nullable File buildkitCertPath;

    /**
     * What {@code RUN --mount=type=secret} may read, each {@code <secret>} with an {@code <id>} and either {@code <file>} or
     * {@code <env>}, the name of an environment variable. Values are in no log, no image and no history. Needs BuildKit. Default:
     * none.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable List<BuildSecretParameters> buildSecrets;

    /**
     * SSH agents that {@code RUN --mount=type=ssh} may use, each {@code default} (the agent of {@code SSH_AUTH_SOCK}), or
     * {@code id=/path/to/socket}. Needs BuildKit. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.ssh")
    private @Nullable List<String> ssh;

    /**
     * Caches to read beside the builder's own, as {@code docker buildx build --cache-from} takes them: an image reference, or
     * {@code type=registry,ref=…}. Needs BuildKit. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.cacheFrom")
    private @Nullable List<String> cacheFrom;

    /**
     * Where to write the cache, as {@code docker buildx build --cache-to} takes it: {@code type=inline}, or
     * {@code type=registry,ref=…,mode=max}, in the form that Amazon ECR takes. Needs BuildKit. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.cacheTo")
    private @Nullable List<String> cacheTo;

    /**
     * Further contexts, each an element {@code <name>source</name>}, by the names that the Dockerfile uses in {@code FROM} and
     * {@code COPY --from}: a directory (relative to the module), {@code docker-image://…}, or the URL of a Git repository or an
     * archive. Needs BuildKit. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.buildContexts")
    private @Nullable Map<String, String> buildContexts;

    /**
     * Stages that are built again whatever the cache has. Needs BuildKit. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.noCacheFilter")
    private @Nullable List<String> noCacheFilter;

    /**
     * Attestations that the image gets, each an element {@code <kind>options</kind>}: {@code <provenance>mode=min</provenance>},
     * {@code <sbom>generator=image</sbom>}. Needs BuildKit, and an engine with the containerd image store or a BuildKit daemon.
     * Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.attestations")
    private @Nullable Map<String, String> attestations;

    /**
     * The Docker Engine to use, as {@code unix:///path}, {@code tcp://host:port} or {@code npipe:////./pipe/name}. Default: what the
     * docker command line would use ({@code DOCKER_HOST}, the current context, the default socket), then a rootless or Podman
     * socket.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.dockerHost")
    private @Nullable String dockerHost;

    protected DockerConfig dockerConfig() {
        return DockerConfig.load(dockerSettings());
    }

    protected DockerSettings dockerSettings() {
        return DockerSettings.ofThisProcess(Optional.ofNullable(dockerHost));
    }

    /** @throws ActionableException when an element has a value that it cannot have */
    protected BuilderSettings builderSettings() {
        return BuilderSettings.of(
                builder,
                Optional.ofNullable(buildkitHost),
                Optional.ofNullable(buildkitCertPath).map(File::toPath),
                System.getenv());
    }

    /** @throws ActionableException when an element has a value that it cannot have, or names something that is not there */
    protected BuildKitOptions buildKitOptions() {
        return new BuildKitOptions(
                secrets(),
                given(ssh).stream().map(AbstractBuilderMojo::agent).toList(),
                caches("cacheFrom", given(cacheFrom)),
                caches("cacheTo", given(cacheTo)),
                contexts(),
                given(noCacheFilter),
                given(attestations));
    }

    private List<BuildSecret> secrets() {
        return given(buildSecrets).stream()
                .map(secret -> secret.toSecret(System.getenv()))
                .toList();
    }

    private static SshAgent agent(String text) {
        int equals = text.indexOf('=');
        String id = equals < 0 ? text.trim() : text.substring(0, equals).trim();
        String socket = equals < 0
                ? System.getenv("SSH_AUTH_SOCK")
                : text.substring(equals + 1).trim();
        if (socket == null || socket.isEmpty()) {
            throw new ActionableException(
                    "<ssh> asks for your SSH agent, and SSH_AUTH_SOCK is not set.",
                    "Start one (eval $(ssh-agent) && ssh-add), or name its socket: <ssh>" + id
                            + "=/path/to/socket</ssh> (-Decs.ssh).");
        }
        Path path = Path.of(socket);
        if (!Files.exists(path)) {
            throw new ActionableException(
                    "There is no SSH agent at " + path + ", which <ssh> asks for.",
                    "Start one (eval $(ssh-agent) && ssh-add), or correct <ssh> (-Decs.ssh).");
        }
        return new SshAgent(id, path);
    }

    private static List<CacheLocation> caches(String element, List<String> texts) {
        return joined(texts).stream().map(text -> cache(element, text)).toList();
    }

    private static CacheLocation cache(String element, String text) {
        try {
            return CacheLocation.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ActionableException(
                    "<" + element + "> is not a cache: " + e.getMessage() + ".",
                    "Write it like type=registry,ref=123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:cache,mode=max.",
                    e);
        }
    }

    /** On the command line Maven cuts a value at its commas; a piece without a type belongs to the one before it. */
    private static List<String> joined(List<String> pieces) {
        List<String> whole = new ArrayList<>();
        for (String piece : pieces) {
            boolean begins = whole.isEmpty() || piece.contains("type=") || !piece.contains("=");
            if (begins) {
                whole.add(piece);
            } else {
                whole.set(whole.size() - 1, whole.get(whole.size() - 1) + "," + piece);
            }
        }
        return whole;
    }

    private Map<String, String> contexts() {
        Map<String, String> contexts = new TreeMap<>(given(buildContexts));
        contexts.replaceAll((name, source) -> {
            boolean elsewhere = source.contains("://") || source.startsWith("target:") || source.startsWith("git@");
            return elsewhere ? source : directory(name, source);
        });
        return contexts;
    }

    private String directory(String name, String source) {
        Path directory = project.getBasedir().toPath().resolve(source).normalize();
        if (!Files.isDirectory(directory)) {
            throw new ActionableException(
                    "The directory " + directory + " of the build context '" + name + "' does not exist.",
                    "Correct <" + name + "> in <buildContexts>; a relative path begins at " + project.getBasedir()
                            + ".");
        }
        return directory.toString();
    }

    protected static <T> List<T> given(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** An element without text is null to Maven and an empty value to its user. */
    protected static Map<String, String> given(@Nullable Map<String, String> map) {
        Map<String, String> values = new TreeMap<>();
        if (map != null) {
            map.forEach((key, value) -> values.put(key, value == null ? "" : value));
        }
        return values;
    }
}
