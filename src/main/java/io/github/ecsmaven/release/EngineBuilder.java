package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.BuildKit;
import io.github.ecsmaven.buildkit.BuildKitUnavailableException;
import io.github.ecsmaven.buildkit.BuilderInfo;
import io.github.ecsmaven.context.BuildKitNeed;
import io.github.ecsmaven.context.Dockerfile;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.docker.EngineInfo;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.ImageBuild;
import java.util.List;
import java.util.Optional;

/**
 * What a Docker Engine builds with: its BuildKit, or its classic builder where that is asked for or no BuildKit answers and none is
 * needed.
 */
public final class EngineBuilder implements AutoCloseable {
    /** The Engine API in which BuildKit came ("Engine API version history", v1.39). */
    private static final double FIRST_API_WITH_BUILDKIT = 1.39;

    private final DockerEngine engine;
    private final EngineInfo info;
    private final Optional<BuildKit> buildKit;
    private final Optional<String> whyNot;

    private EngineBuilder(DockerEngine engine, EngineInfo info, Optional<BuildKit> buildKit, Optional<String> whyNot) {
        this.engine = engine;
        this.info = info;
        this.buildKit = buildKit;
        this.whyNot = whyNot;
    }

    /**
     * Finds out.
     *
     * @throws ActionableException when BuildKit is asked for and does not answer
     */
    public static EngineBuilder of(DockerEngine engine, BuilderSettings settings) {
        EngineInfo info = engine.info();
        if (settings.kind() == BuilderSettings.Kind.CLASSIC) {
            return new EngineBuilder(engine, info, Optional.empty(), Optional.empty());
        }
        if (settings.kind() == BuilderSettings.Kind.BUILDKIT) {
            return new EngineBuilder(engine, info, Optional.of(BuildKit.of(engine)), Optional.empty());
        }
        Optional<String> without = reasonAgainst(info, settings);
        if (without.isPresent()) {
            return new EngineBuilder(engine, info, Optional.empty(), without);
        }
        try {
            return new EngineBuilder(engine, info, Optional.of(BuildKit.of(engine)), Optional.empty());
        } catch (BuildKitUnavailableException e) {
            return new EngineBuilder(engine, info, Optional.empty(), Optional.of(e.reason()));
        }
    }

    /**
     * Whether BuildKit is going to build, as far as that is known without a connection to it.
     *
     * @param engine the engine, where one is there
     */
    public static boolean expectsBuildKit(Optional<DockerEngine> engine, BuilderSettings settings) {
        return switch (settings.kind()) {
            case CLASSIC -> false;
            case BUILDKIT -> true;
            case AUTO -> !settings.engineBuildKitOff()
                    && engine.flatMap(there -> reasonAgainst(there.info(), settings))
                            .isEmpty();
        };
    }

    static Optional<String> reasonAgainst(EngineInfo info, BuilderSettings settings) {
        if (settings.engineBuildKitOff()) {
            return Optional.of("DOCKER_BUILDKIT=0 switches it off");
        }
        if (info.isPodman()) {
            return Optional.of("Podman has none");
        }
        if (info.os().equals("windows")) {
            return Optional.of("Docker has none for Windows containers");
        }
        return Double.parseDouble(info.apiVersion().replaceFirst("^(\\d+)\\.(\\d)$", "$1.0$2"))
                        < FIRST_API_WITH_BUILDKIT
                ? Optional.of("Docker Engine " + info.version() + " is older than 18.09")
                : Optional.empty();
    }

    /** The engine, which has the images. */
    public EngineInfo engine() {
        return info;
    }

    /** The BuildKit that builds, or empty when the classic builder does. */
    public Optional<BuilderInfo> buildKit() {
        return buildKit.map(BuildKit::info);
    }

    /**
     * Builds into the engine.
     *
     * @throws ActionableException when it does not build; before anything is sent when it needs BuildKit and there is none
     */
    public BuiltImage build(ImageBuild request, BuildListener listener) {
        check(request);
        if (buildKit.isPresent()) {
            return buildKit.get().into(engine).build(request, listener);
        }
        whyNot.ifPresent(reason ->
                listener.warning("BuildKit does not build this image: " + reason + ". The classic builder does."));
        return engine.classicBuilder().build(request, listener);
    }

    /**
     * Whether this can build it, as far as that is known without building.
     *
     * @throws ActionableException when it cannot
     */
    public void check(ImageBuild request) {
        if (buildKit.isPresent()) {
            refuseOtherNetworks(request);
            refuseWhatTheImageStoreCannotHold(request);
        } else {
            whyNot.ifPresent(reason -> refuseNeed(request, reason));
        }
    }

    private void refuseNeed(ImageBuild request, String reason) {
        Optional<String> construct = BuildKitNeed.firstIn(Dockerfile.read(request.dockerfile()));
        Optional<String> option = request.options().named().stream().findFirst().map(element -> "<" + element + ">");
        construct
                .map(what -> request.dockerfile() + " needs BuildKit for " + what)
                .or(() -> option.map(element -> element + " needs BuildKit"))
                .ifPresent(need -> {
                    throw new ActionableException(
                            need + ", and there is none: " + reason + ".",
                            "Use a Docker Engine with BuildKit (18.09 or newer, DOCKER_BUILDKIT not 0), name a BuildKit"
                                    + " daemon with <buildkitHost> (-Decs.buildkitHost), or write it without that.");
                });
    }

    private static void refuseOtherNetworks(ImageBuild request) {
        request.network()
                .filter(network -> !List.of("default", "none", "host").contains(network))
                .ifPresent(network -> {
                    throw new ActionableException(
                            "<network> is '" + network + "', and BuildKit knows default, none and host only.",
                            "Set one of these (-Decs.network), or <builder>classic</builder> (-Decs.builder).");
                });
    }

    // What docker buildx says of its docker driver, in other words.
    private void refuseWhatTheImageStoreCannotHold(ImageBuild request) {
        whatNeedsContainerd(request)
                .filter(what -> !engine.keepsImagesInContainerd())
                .ifPresent(what -> {
                    throw new ActionableException(
                            "The image store of Docker Engine " + info.version() + " at " + info.host() + " cannot "
                                    + what + ".",
                            "Switch the engine to the containerd image store (\"features\":"
                                    + " {\"containerd-snapshotter\": true} in daemon.json), or name a BuildKit daemon"
                                    + " with <buildkitHost> (-Decs.buildkitHost).");
                });
    }

    private static Optional<String> whatNeedsContainerd(ImageBuild request) {
        if (request.platforms().size() > 1) {
            return Optional.of("hold an image for several platforms: <platforms> is " + request.platforms());
        }
        if (!request.options().attestations().isEmpty()) {
            return Optional.of("hold attestations, which <attestations> asks for");
        }
        return request.options().cacheTo().stream()
                .filter(cache -> !cache.type().equals("inline"))
                .findFirst()
                .map(cache -> "write a cache of the type " + cache.type() + ", as <cacheTo> asks for");
    }

    @Override
    public void close() {
        buildKit.ifPresent(BuildKit::close);
    }
}
