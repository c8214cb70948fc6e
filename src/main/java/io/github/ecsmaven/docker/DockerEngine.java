package io.github.ecsmaven.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageBuilder;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Docker Engine, or Podman, that answers. It may be used by several threads at once, and holds connections until it is closed; none of
 * its threads keeps the JVM alive.
 */
public final class DockerEngine implements AutoCloseable {
    private final EngineConnection connection;

    private DockerEngine(EngineConnection connection) {
        this.connection = connection;
    }

    /**
     * Finds the engine and asks whether it is there. In order: the settings' {@code dockerHost}, {@code DOCKER_HOST},
     * {@code DOCKER_CONTEXT}, the current context of {@code config.json}, and the default sockets of Docker, rootless Docker, Docker
     * Desktop and Podman.
     *
     * @throws ActionableException when there is none, or none that lets us in; it names the address and where that came from
     */
    public static DockerEngine connect(DockerSettings settings) {
        DockerLogs.silence();
        EngineHost host = new HostResolver(settings, DockerConfig.load(settings)).resolve();
        return new DockerEngine(EngineConnection.open(host));
    }

    /**
     * What the engine says about itself.
     *
     * @throws ActionableException when the engine cannot be asked
     */
    public EngineInfo info() {
        return EngineErrors.translated(connection.host(), "be asked for its version", () -> {
            Version version = connection.client().versionCmd().exec();
            Info info = connection.client().infoCmd().exec();
            return new EngineInfo(
                    connection.host().uri().toString(),
                    connection.host().origin(),
                    connection.server(),
                    textOf(version.getVersion()),
                    textOf(version.getApiVersion()),
                    textOf(version.getOperatingSystem()),
                    textOf(version.getArch()),
                    keepsImagesInContainerd(info));
        });
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
     * Gives a name to an image; a name that stood for another image moves.
     *
     * @throws ActionableException when the engine has no such image, or cannot be asked
     * @throws IllegalArgumentException when the reference has no tag
     */
    public void tag(Digest id, ImageReference reference) {
        Tag tag = reference.tag().orElseThrow(() -> new IllegalArgumentException("no tag in " + reference));
        EngineErrors.translated(connection.host(), "tag " + reference, () -> {
            try {
                return connection
                        .client()
                        .tagImageCmd(id.value(), reference.repository(), tag.value())
                        .exec();
            } catch (NotFoundException e) {
                throw new ActionableException(
                        "The image " + id.abbreviated() + " is not in the Docker Engine at "
                                + connection.host().described() + " (any more).",
                        "Build it again: mvn package",
                        e);
            }
        });
    }

    /** Builds with the engine's classic builder, {@code POST /build}, whatever {@code DOCKER_BUILDKIT} says. */
    public ImageBuilder classicBuilder() {
        return new ClassicBuilder(connection, this::find);
    }

    /** Pushes images of this engine. */
    public ImagePusher pusher() {
        return new ImagePusher(new EnginePush(connection));
    }

    /** Ends all connections; builds and pushes that run are cut off. */
    @Override
    public void close() {
        connection.close();
    }

    private Optional<BuiltImage> find(String name) {
        return EngineErrors.translated(connection.host(), "look up the image " + name, () -> {
            try {
                return Optional.of(
                        imageOf(connection.client().inspectImageCmd(name).exec()));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    private static BuiltImage imageOf(InspectImageResponse image) {
        String variant = image.getRawValues().get("Variant") instanceof String text ? text : "";
        long size = image.getSize() == null ? 0 : image.getSize();
        Platform platform = Platform.of(textOf(image.getOs()), textOf(image.getArch()), variant);
        return new BuiltImage(new Digest(prefixed(textOf(image.getId()))), platform, size);
    }

    /** Podman leaves the algorithm out. */
    private static String prefixed(String id) {
        return id.contains(":") ? id : "sha256:" + id;
    }

    private static boolean keepsImagesInContainerd(Info info) {
        List<List<String>> statuses = info.getDriverStatuses();
        return statuses != null
                && statuses.stream().anyMatch(status -> status.contains("io.containerd.snapshotter.v1"));
    }

    private static String textOf(@Nullable String text) {
        return text == null ? "" : text;
    }
}
