package io.github.ecsmaven.docker;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.api.model.BuildResponseItem;
import io.github.ecsmaven.context.BaseImages;
import io.github.ecsmaven.context.BuildContext;
import io.github.ecsmaven.context.Dockerfile;
import io.github.ecsmaven.context.Instruction;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageBuilder;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The builder that every engine has, {@code POST /build} (Engine API, "Build an image"), fed with our own stream of the context. It knows
 * neither {@code RUN --mount} nor heredocs nor {@code COPY --link}.
 */
final class ClassicBuilder implements ImageBuilder {
    private final EngineConnection connection;
    private final Function<String, Optional<BuiltImage>> images;

    ClassicBuilder(EngineConnection connection, Function<String, Optional<BuiltImage>> images) {
        this.connection = connection;
        this.images = images;
    }

    @Override
    public BuiltImage build(ImageBuild request, BuildListener listener) {
        refuseWhatNeedsBuildKit(request);
        Dockerfile dockerfile = Dockerfile.read(request.dockerfile());
        refuseHeredocs(request, dockerfile);
        BuildContext context = BuildContext.of(request.contextDirectory(), request.dockerfile());
        listener.readsContext(List.of());
        return build(request, dockerfile, context.dockerfileName(), context::writeTo, listener);
    }

    private static void refuseWhatNeedsBuildKit(ImageBuild request) {
        if (request.platforms().size() > 1) {
            throw BuildFailures.severalPlatforms(request);
        }
        if (!request.options().named().isEmpty()) {
            throw BuildFailures.optionsOfBuildKit(request.options().named());
        }
    }

    // Since 23.0 the engine's parser takes a heredoc and its classic builder leaves the text out: RUN does nothing,
    // COPY has no source or one less, and the build succeeds. Podman's is buildah, which knows heredocs.
    private void refuseHeredocs(ImageBuild request, Dockerfile dockerfile) {
        if (connection.server().equals(EngineInfo.PODMAN)) {
            return;
        }
        dockerfile.instructions().stream()
                .filter(Instruction::hasHeredoc)
                .findFirst()
                .ifPresent(instruction -> {
                    throw BuildFailures.heredoc(request, instruction);
                });
    }

    BuiltImage build(
            ImageBuild request,
            Dockerfile dockerfile,
            String dockerfileName,
            ContextStream.Writer context,
            BuildListener listener) {
        AuthConfigurations auth = authFor(request, dockerfile, listener);
        BuildOutput output = new BuildOutput(listener, Clock.systemUTC());
        try (ContextStream tar = ContextStream.of(context)) {
            stream(command(request, dockerfileName, auth, tar), request, tar, output);
        } catch (DockerException e) {
            throw BuildFailures.refused(request, dockerfile, EngineErrors.sentenceOf(e), e);
        }
        String id = output.imageId().orElseThrow(() -> BuildFailures.of(request, dockerfile, output));
        return checked(request, images.apply(id).orElseThrow(() -> BuildFailures.vanished(request, id)));
    }

    private static AuthConfigurations authFor(ImageBuild request, Dockerfile dockerfile, BuildListener listener) {
        BaseImages baseImages = dockerfile.baseImages(request.buildArgs(), request.target());
        baseImages
                .unresolved()
                .forEach(image -> listener.warning("No credentials are sent for the image '" + image.text()
                        + "' in line " + image.line() + " of " + request.dockerfile() + ": " + image.reason()));
        return RegistryAuth.forPulling(baseImages.registries(), request.keychain());
    }

    private BuildImageCmd command(
            ImageBuild request, String dockerfileName, AuthConfigurations auth, ContextStream tar) {
        BuildImageCmd command = connection
                .client()
                .buildImageCmd(tar)
                .withDockerfilePath(dockerfileName)
                .withTags(request.tags().stream().map(ImageReference::toString).collect(Collectors.toSet()))
                .withLabels(request.labels())
                .withNoCache(request.noCache())
                .withPull(request.pull())
                .withExtraHosts(Set.copyOf(request.extraHosts()))
                .withBuildAuthConfigs(auth)
                .withRemove(true)
                .withForcerm(true);
        request.buildArgs().forEach(command::withBuildArg);
        request.target().ifPresent(command::withTarget);
        request.platforms().stream().map(Platform::toString).forEach(command::withPlatform);
        request.network().ifPresent(command::withNetworkMode);
        return command;
    }

    private void stream(BuildImageCmd command, ImageBuild request, ContextStream tar, BuildOutput output) {
        ItemStream<BuildResponseItem> items = new ItemStream<>();
        try {
            command.exec(items).forEach(output::accept);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BuildFailures.interrupted(request);
        } catch (RuntimeException e) {
            throw broken(request, tar, e);
        }
        output.finish();
    }

    /** The writer's failure is the cause of what the connection then says of itself. */
    private RuntimeException broken(ImageBuild request, ContextStream tar, RuntimeException e) {
        Optional<Throwable> failure = tar.failure();
        if (failure.isPresent()) {
            return failure.get() instanceof RuntimeException own
                    ? own
                    : BuildFailures.ofContext(request, failure.get());
        }
        boolean lost = e.getCause() instanceof IOException;
        return lost ? EngineErrors.connectionLost(connection.host(), "build " + request.dockerfile(), e) : e;
    }

    private static BuiltImage checked(ImageBuild request, BuiltImage image) {
        request.platforms().stream()
                .filter(wanted -> !isFor(wanted, image.platform()))
                .findFirst()
                .ifPresent(wanted -> {
                    throw BuildFailures.otherPlatform(request, wanted, image);
                });
        return image;
    }

    /** Engines leave the variant out of the image's configuration as often as not. */
    private static boolean isFor(Platform wanted, Platform built) {
        boolean sameVariant = wanted.variant().equals(built.variant())
                || wanted.variant().isEmpty()
                || built.variant().isEmpty();
        return wanted.os().equals(built.os()) && wanted.architecture().equals(built.architecture()) && sameVariant;
    }
}
