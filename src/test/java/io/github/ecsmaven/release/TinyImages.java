package io.github.ecsmaven.release;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.docker.DockerSettings;
import io.github.ecsmaven.docker.PushListener;
import io.github.ecsmaven.image.BuildKitOptions;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.sandbox.ecr.StoredImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Images of one file, each like no other, in the real engine; all of them and all their names are removed when the test ends. */
final class TinyImages implements AutoCloseable {
    private final Path context;
    private final DockerEngine engine = connect();
    private final DockerClient client = client();
    private final Set<Digest> made = new HashSet<>();

    TinyImages(Path context) {
        this.context = context;
    }

    /** A new connection to the engine that has the images: that of {@code DOCKER_HOST} or the default one, without which it fails. */
    static DockerEngine connect() {
        return DockerEngine.connect(DockerSettings.ofThisProcess(Optional.empty()));
    }

    private static DockerClient client() {
        DefaultDockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        return DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build());
    }

    /** Builds another image, and tells of it what {@code ecs:build} would. */
    ImageRecord build(String... tags) {
        ImageReference name = ImageReference.parse("ecs-maven-plugin-test/publish:" + tags[0]);
        BuiltImage built = engine.classicBuilder().build(request(name), new Silence());
        made.add(built.id());
        return new ImageRecord(
                name,
                Optional.of(built.id()),
                Optional.empty(),
                Stream.of(tags).map(Tag::new).toList(),
                Optional.empty(),
                false,
                List.of(built.platform()),
                false,
                "com.acme:shop:1",
                Optional.empty(),
                "");
    }

    private ImageBuild request(ImageReference name) {
        Path dockerfile = context.resolve("Dockerfile");
        try {
            Files.writeString(dockerfile, "FROM scratch\nCOPY content /content\n");
            Files.writeString(context.resolve("content"), UUID.randomUUID().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ImageBuild(
                context,
                dockerfile,
                List.of(name),
                Map.of(),
                Optional.empty(),
                List.of(),
                Map.of(),
                false,
                false,
                Optional.empty(),
                List.of(),
                BuildKitOptions.NONE,
                Keychain.empty());
    }

    /** The same image, which is to have one more tag. */
    static ImageRecord alsoTagged(ImageRecord built, String tag) {
        return built.withTags(
                Stream.concat(built.tags().stream(), Stream.of(new Tag(tag))).toList());
    }

    /** The same image, which is to have a content tag as well. */
    static ImageRecord ofContent(ImageRecord built, String contentTag) {
        return ofContent(built, contentTag, false);
    }

    /** The same, built by force. */
    static ImageRecord forced(ImageRecord built, String contentTag) {
        return ofContent(built, contentTag, true);
    }

    private static ImageRecord ofContent(ImageRecord built, String contentTag, boolean forced) {
        Tag content = new Tag(contentTag);
        return new ImageRecord(
                built.image(),
                built.imageId(),
                built.imageDigest(),
                Stream.concat(built.tags().stream(), Stream.of(content)).toList(),
                Optional.of(content),
                forced,
                built.platforms(),
                built.imagePushed(),
                built.coordinates(),
                built.revision(),
                built.configuration());
    }

    /** Pushes one on the side, as another machine might that built the same. */
    void push(ImageRecord built, ImageReference reference, Keychain keychain) {
        engine.tag(built.imageId().orElseThrow(), reference);
        engine.pusher().push(reference, keychain, new PushListener() {});
    }

    /** What this engine calls an image that is in a repository. */
    Digest idOf(StoredImage image) {
        return new Digest(
                engine.keepsImagesInContainerd()
                        ? image.digest()
                        : image.manifest().config());
    }

    void remove(Digest id) {
        try {
            client.removeImageCmd(id.value()).withForce(true).exec();
        } catch (NotFoundException gone) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        made.forEach(this::remove);
        client.close();
        engine.close();
    }

    private static final class Silence implements BuildListener {
        @Override
        public void output(String line) {}

        @Override
        public void warning(String message) {}
    }
}
