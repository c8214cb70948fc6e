package io.github.ecsmaven.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.github.ecsmaven.context.Dockerfile;
import io.github.ecsmaven.image.BuildKitOptions;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Images that a test makes in the real engine, all of them removed when it ends. */
final class EngineImages implements AutoCloseable {
    private final EngineConnection connection;
    private final DockerEngine engine;
    private final Path context;
    private final Set<String> made = new TreeSet<>();
    private final List<String> output = new ArrayList<>();

    /** The engine is that of {@code DOCKER_HOST} or the default one; without it the test fails. */
    EngineImages(Path context) {
        DockerSettings settings = DockerSettings.ofThisProcess(Optional.empty());
        this.engine = DockerEngine.connect(settings);
        this.connection = EngineConnection.open(new HostResolver(settings, DockerConfig.load(settings)).resolve());
        this.context = context;
    }

    DockerEngine engine() {
        return engine;
    }

    List<String> output() {
        return output;
    }

    void file(String name, String text) {
        try {
            Files.writeString(context.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BuiltImage build(ImageReference tag) {
        return build(tag, Optional.empty(), Map.of(), Keychain.empty());
    }

    BuiltImage build(ImageReference tag, Optional<Platform> platform, Map<String, String> labels, Keychain keychain) {
        return engine.classicBuilder().build(request(tag, platform, labels, keychain), listener());
    }

    /** A build of a context that is not the directory's. */
    BuiltImage build(ImageReference tag, ContextStream.Writer tar) {
        ImageBuild request = request(tag, Optional.empty(), Map.of(), Keychain.empty());
        return new ClassicBuilder(connection, id -> Optional.empty())
                .build(request, Dockerfile.read(request.dockerfile()), "Dockerfile", tar, listener());
    }

    private ImageBuild request(
            ImageReference tag, Optional<Platform> platform, Map<String, String> labels, Keychain keychain) {
        made.add(tag.toString());
        // The classic builder takes a cached layer of another platform, so none comes from the cache where one is
        // named.
        boolean noCache = platform.isPresent();
        return new ImageBuild(
                context,
                context.resolve("Dockerfile"),
                List.of(tag),
                Map.of("WHO", "world"),
                Optional.empty(),
                platform.stream().toList(),
                labels,
                noCache,
                false,
                Optional.empty(),
                List.of("db:10.0.0.1"),
                BuildKitOptions.NONE,
                keychain);
    }

    private BuildListener listener() {
        return new BuildListener() {
            @Override
            public void output(String line) {
                output.add(line);
            }

            @Override
            public void warning(String message) {
                output.add("warning: " + message);
            }
        };
    }

    /** Bytes of an image's manifest, configuration and layers as a registry would store them, of the layers compressed. */
    long storedSize(ImageReference reference) {
        long size = 0;
        try (TarArchiveInputStream saved = new TarArchiveInputStream(
                connection.client().saveImageCmd(reference.toString()).exec())) {
            for (TarArchiveEntry entry = saved.getNextEntry(); entry != null; entry = saved.getNextEntry()) {
                size += entry.getName().startsWith("blobs/") ? entry.getSize() : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return size;
    }

    ImagePusher pusher(ImagePusher.Sleeper sleeper, RandomGenerator random) {
        return new ImagePusher(
                new EnginePush(connection, PushPatience.USUAL.silence()), PushPatience.USUAL, sleeper, random);
    }

    void tag(BuiltImage image, ImageReference reference) {
        made.add(reference.toString());
        engine.tag(image.id(), reference);
    }

    Map<String, String> labelsOf(ImageReference reference) {
        return connection
                .client()
                .inspectImageCmd(reference.toString())
                .exec()
                .getConfig()
                .getLabels();
    }

    @Override
    public void close() {
        made.forEach(this::remove);
        // A build that fails leaves the images of the steps before.
        for (int i = output.size() - 1; i >= 0; i--) {
            if (output.get(i).matches(" ---> [0-9a-f]{12}")) {
                remove(output.get(i).substring(" ---> ".length()));
            }
        }
        connection.close();
        engine.close();
    }

    private void remove(String name) {
        try {
            connection.client().removeImageCmd(name).exec();
        } catch (NotFoundException | ConflictException goneOrNeeded) {
            return;
        }
    }
}
