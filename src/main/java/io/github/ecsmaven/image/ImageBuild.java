package io.github.ecsmaven.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to build an image.
 *
 * @param contextDirectory root of the build context
 * @param dockerfile the Dockerfile, which may lie outside the context or be ignored by it
 * @param tags names that the image gets in the engine, each with a tag
 * @param buildArgs values for the Dockerfile's {@code ARG}s
 * @param target stage to build, where not the last one
 * @param platforms platforms to build for; none for the engine's own
 * @param labels labels of the image
 * @param noCache whether no step may come from the builder's cache
 * @param pull whether base images are looked up in their registry even when the engine has them
 * @param network network of the {@code RUN} steps, where not the engine's default
 * @param extraHosts additional {@code /etc/hosts} entries of the {@code RUN} steps, each {@code name:address}
 * @param options what only BuildKit can do
 * @param keychain credentials for base images
 */
public record ImageBuild(
        Path contextDirectory,
        Path dockerfile,
        List<ImageReference> tags,
        Map<String, String> buildArgs,
        Optional<String> target,
        List<Platform> platforms,
        Map<String, String> labels,
        boolean noCache,
        boolean pull,
        Optional<String> network,
        List<String> extraHosts,
        BuildKitOptions options,
        Keychain keychain) {

    public ImageBuild {
        tags = List.copyOf(tags);
        platforms = List.copyOf(platforms);
        buildArgs = Map.copyOf(buildArgs);
        labels = Map.copyOf(labels);
        extraHosts = List.copyOf(extraHosts);
    }

    /** The same build with other credentials. */
    public ImageBuild withKeychain(Keychain other) {
        return new ImageBuild(
                contextDirectory,
                dockerfile,
                tags,
                buildArgs,
                target,
                platforms,
                labels,
                noCache,
                pull,
                network,
                extraHosts,
                options,
                other);
    }

    /** The same build for other platforms. */
    public ImageBuild withPlatforms(List<Platform> others) {
        return new ImageBuild(
                contextDirectory,
                dockerfile,
                tags,
                buildArgs,
                target,
                others,
                labels,
                noCache,
                pull,
                network,
                extraHosts,
                options,
                keychain);
    }

    /** Values of build arguments may be secrets of careless users, so they are not part of the text. */
    @Override
    public String toString() {
        return "ImageBuild[dockerfile=" + dockerfile + ", context=" + contextDirectory + ", tags=" + tags
                + ", buildArgs=" + buildArgs.keySet() + "]";
    }
}
