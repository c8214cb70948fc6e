package io.github.ecsmaven.buildkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.docker.DockerSettings;
import io.github.ecsmaven.docker.EngineInfo;
import io.github.ecsmaven.image.BuildKitOptions;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * An engine in which both our client and the docker command build: that of the property {@code engine.host}, of {@code DOCKER_HOST} or
 * the default one. Images are removed as soon as they have been looked at.
 */
final class DifferentialEngine implements AutoCloseable {
    private static final String REPOSITORY = "ecs-maven-plugin-test/differential";

    private final DockerEngine engine =
            DockerEngine.connect(DockerSettings.ofThisProcess(Optional.ofNullable(System.getProperty("engine.host"))));
    private final EngineInfo info = engine.info();
    private final BuildKit buildKit = BuildKit.of(engine);
    private final DockerClient client = client(info.host());
    private final Optional<DifferentialCli> cli = DifferentialCli.find(info.host());

    private static DockerClient client(String address) {
        DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(address)
                .build();
        return DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build());
    }

    /** What is to be built. */
    record Build(Path context, Path dockerfile, Map<String, Path> buildContexts) {}

    /** Which engine it is, as far as its images may differ from those of others. */
    String generation() {
        String major = info.version().replaceFirst("[.].*", "");
        return engine.keepsImagesInContainerd() ? major + "-containerd" : major;
    }

    Optional<DifferentialCli> cli() {
        return cli;
    }

    /** What our client makes of it. */
    Outcome ours(Build build) throws IOException {
        ImageReference image = name();
        Map<String, String> contexts = new TreeMap<>();
        build.buildContexts().forEach((name, directory) -> contexts.put(name, directory.toString()));
        BuildKitOptions options =
                new BuildKitOptions(List.of(), List.of(), List.of(), List.of(), contexts, List.of(), Map.of());
        ImageBuild request = new ImageBuild(
                build.context(),
                build.dockerfile(),
                List.of(image),
                Map.of(),
                Optional.empty(),
                List.of(),
                Map.of(),
                true,
                false,
                Optional.empty(),
                List.of(),
                options,
                Keychain.empty());
        try {
            buildKit.into(engine).build(request, new Silence());
        } catch (ActionableException e) {
            return Outcome.failed(e.getMessage());
        }
        return built(image);
    }

    /** What the docker command makes of it. */
    Outcome theirs(DifferentialCli docker, Build build) throws IOException {
        ImageReference image = name();
        DifferentialCli.Result result =
                docker.build(build.context(), build.dockerfile(), image.toString(), build.buildContexts());
        return result.succeeded() ? built(image) : Outcome.failed(result.output());
    }

    private static ImageReference name() {
        return ImageReference.parse(REPOSITORY + ":" + UUID.randomUUID());
    }

    private Outcome built(ImageReference image) throws IOException {
        try {
            return new Outcome(Optional.of(ImageListing.of(image.toString(), client)), "");
        } finally {
            try {
                client.removeImageCmd(image.toString()).withForce(true).exec();
            } catch (NotFoundException gone) {
                // Another build's image was the same one.
            }
        }
    }

    @Override
    public void close() throws IOException {
        buildKit.close();
        client.close();
        engine.close();
    }

    /**
     * An image, or why there is none.
     *
     * @param image what came of it
     * @param failure what the builder said
     */
    record Outcome(Optional<ImageListing> image, String failure) {
        private static final String NO_IMAGE = "no image";

        static Outcome failed(String why) {
            return new Outcome(Optional.empty(), why);
        }

        /** The image without its configuration, as it is recorded. */
        String text() {
            return image.map(listing -> listing.layers().stream().collect(Collectors.joining("\n", "", "\n")))
                    .orElse(NO_IMAGE + "\n");
        }

        /** The lines that only this or only the other text has. */
        List<String> differencesFrom(String other) {
            List<String> ours = text().lines().toList();
            List<String> theirs = other.lines().toList();
            List<String> differences = new ArrayList<>();
            ours.stream()
                    .filter(line -> !theirs.contains(line))
                    .map(line -> "ours: " + line)
                    .forEach(differences::add);
            theirs.stream()
                    .filter(line -> !ours.contains(line))
                    .map(line -> "theirs: " + line)
                    .forEach(differences::add);
            return differences.isEmpty() && !ours.equals(theirs) ? List.of("the order or the layers") : differences;
        }

        String configuration() {
            return image.map(ImageListing::configuration).orElse(NO_IMAGE);
        }
    }

    private static final class Silence implements BuildListener {
        @Override
        public void output(String line) {}

        @Override
        public void warning(String message) {}
    }
}
