package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageBuilder;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.Tag;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Docker Engine, or Podman, that answers. It may be used by several threads at once, and holds connections until it is closed; none of
 * its threads keeps the JVM alive.
 */
public final class DockerEngine implements AutoCloseable {
    private final EngineConnection connection;
    private final PushPatience patience;
    private volatile @Nullable EngineInfo info;

    private DockerEngine(EngineConnection connection, PushPatience patience) {
        this.connection = connection;
        this.patience = patience;
    }

    /**
     * Finds the engine and asks whether it is there. In order: the settings' {@code dockerHost}, {@code DOCKER_HOST},
     * {@code DOCKER_CONTEXT}, the current context of {@code config.json}, and the default sockets of Docker, rootless Docker, Docker
     * Desktop and Podman.
     *
     * @throws ActionableException when there is none, or none that lets us in; it names the address and where that came from
     */
    public static DockerEngine connect(DockerSettings settings) {
        return connect(settings, PushPatience.USUAL);
    }

    /**
     * The same with a patience of its own for pushes.
     *
     * @throws ActionableException as for {@link #connect(DockerSettings)}
     */
    public static DockerEngine connect(DockerSettings settings, PushPatience patience) {
        EngineHost host = new HostResolver(settings, DockerConfig.load(settings)).resolve();
        return new DockerEngine(EngineConnection.open(host), patience);
    }

    /** The address under which it was reached. */
    public URI host() {
        return connection.host().uri();
    }

    /**
     * What the engine says about itself, asked once.
     *
     * @throws ActionableException when the engine cannot be asked
     */
    public EngineInfo info() {
        EngineInfo known = info;
        if (known == null) {
            known = readInfo();
            info = known;
        }
        return known;
    }

    private EngineInfo readInfo() {
        Json version = connection.api().read("/version", "be asked for its version");
        return new EngineInfo(
                connection.host().uri().toString(),
                connection.host().origin(),
                connection.server(),
                version.path("Version").text(),
                version.path("ApiVersion").text(),
                version.path("Os").text(),
                version.path("Arch").text());
    }

    /**
     * Whether images are kept in containerd, which holds images for several platforms, and where an image's id is the digest of its
     * manifest ("containerd image store", docs.docker.com).
     *
     * @throws ActionableException when the engine cannot be asked
     */
    public boolean keepsImagesInContainerd() {
        Json statuses =
                connection.api().read("/info", "be asked for its image store").path("DriverStatus");
        for (Json status : statuses.elements()) {
            for (Json value : status.elements()) {
                if (value.text().equals("io.containerd.snapshotter.v1")) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The image that a name stands for in this engine, or empty when it has none of that name.
     *
     * @throws ActionableException when the engine cannot be asked
     */
    public Optional<BuiltImage> find(ImageReference reference) {
        return find(reference.toString());
    }

    /**
     * The image with that id, or empty when the engine has none.
     *
     * @throws ActionableException when the engine cannot be asked
     */
    public Optional<BuiltImage> find(Digest id) {
        return find(id.value());
    }

    /**
     * By what an image of this engine is known: the digest under which it came from its registry, or its id where it came from none.
     * Empty when the engine has no image of that name.
     *
     * @throws ActionableException when the engine cannot be asked
     */
    public Optional<Digest> digestOf(ImageReference reference) {
        return connection
                .api()
                .find("/images/" + reference + "/json", "look up the image " + reference)
                .map(image -> image.path("RepoDigests").elements().stream()
                        .map(Json::text)
                        .filter(known -> known.startsWith(reference.repository() + "@"))
                        .findFirst()
                        .map(known -> new Digest(known.substring(known.indexOf('@') + 1)))
                        .orElseGet(() -> imageOf(image).id()));
    }

    /**
     * The digest of an image in its registry, which the engine asks ({@code GET /distribution/{name}/json}, "Get image information from
     * the registry"). Empty when there is no such image.
     *
     * @param keychain credentials for the registry
     * @throws ActionableException when the registry refuses, or the engine cannot ask it
     */
    public Optional<Digest> digestInRegistry(ImageReference reference, Keychain keychain) {
        Map<String, String> credentials = keychain.credentialsFor(reference.registry())
                .map(given -> Map.of("X-Registry-Auth", RegistryAuth.header(reference.registry(), Optional.of(given))))
                .orElse(Map.of());
        return connection
                .api()
                .find("/distribution/" + reference + "/json", credentials, "look up " + reference + " in its registry")
                .map(found -> new Digest(found.path("Descriptor").path("digest").text()));
    }

    /**
     * Gives a name to an image; a name that stood for another image moves.
     *
     * @throws ActionableException when the engine has no such image, or cannot be asked
     * @throws IllegalArgumentException when the reference has no tag
     */
    public void tag(Digest id, ImageReference reference) {
        Tag tag = reference.tag().orElseThrow(() -> new IllegalArgumentException("no tag in " + reference));
        String path = "/images/" + id.value() + "/tag?repo=" + reference.repository() + "&tag=" + tag.value();
        if (!connection.api().create(path, "tag " + reference)) {
            throw new ActionableException(
                    "The image " + id.abbreviated() + " is not in the Docker Engine at "
                            + connection.host().described() + " (any more).",
                    "Build it again: mvn package");
        }
    }

    /** Builds with the engine's classic builder, {@code POST /build}, whatever {@code DOCKER_BUILDKIT} says. */
    public ImageBuilder classicBuilder() {
        return new ClassicBuilder(connection, this::find);
    }

    /** Opens connections of their own to this engine, past its HTTP client. */
    public EngineDial dial() {
        return new EngineDial(connection.host());
    }

    /** Pushes images of this engine. */
    public ImagePusher pusher() {
        return new ImagePusher(new EnginePush(connection, patience.silence()), patience);
    }

    /** Ends all connections; builds and pushes that run are cut off. */
    @Override
    public void close() {
        connection.close();
    }

    private Optional<BuiltImage> find(String name) {
        return connection
                .api()
                .find("/images/" + name + "/json", "look up the image " + name)
                .map(DockerEngine::imageOf);
    }

    private static BuiltImage imageOf(Json image) {
        Platform platform = Platform.of(
                image.path("Os").text(),
                image.path("Architecture").text(),
                image.path("Variant").text());
        return new BuiltImage(
                new Digest(prefixed(image.path("Id").text())),
                platform,
                image.path("Size").number());
    }

    /** Podman leaves the algorithm out. */
    private static String prefixed(String id) {
        return id.contains(":") ? id : "sha256:" + id;
    }
}
