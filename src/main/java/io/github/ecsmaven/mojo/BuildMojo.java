package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.BuildKit;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.release.EngineBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Builds the module's Dockerfile into an image and tags it. It needs a Docker Engine and, unless a base image is in Amazon ECR, no
 * AWS. What it built is written to {@code target/ecs/image.json} for the goals that follow.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "build",
        defaultPhase = LifecyclePhase.PACKAGE,
        threadSafe = true,
        configurator = AbstractEcsMojo.CONFIGURATOR)
public final class BuildMojo extends AbstractServiceMojo {
    /**
     * Builds every step again and takes none from the builder's cache; caches of {@code RUN --mount=type=cache} begin empty too.
     * Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.noCache", defaultValue = "false")
    private boolean noCache;

    /**
     * Looks for newer base images in their registries even when the engine has them; never with {@code -o}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.pull", defaultValue = "false")
    private boolean pull;

    /**
     * Leaves out {@code ecs:build}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.build.skip", defaultValue = "false")
    private boolean skipBuild;

    @Override
    boolean isSkipped() {
        return skipBuild;
    }

    @Override
    void runForModule() {
        Optional<ImageReference> elsewhere = moduleImage().deployed();
        if (elsewhere.isPresent()) {
            getLog().info("Nothing to build: <image> names " + elsewhere.get() + ".");
            return;
        }
        invocation().refuseLaterRepackaging();
        Instant start = Instant.now();
        List<Platform> platforms = platforms();
        recordFiles().forgetImage();
        try (VerifyBesideBuild verification = verifyBesideBuild()) {
            if (builderSettings().buildkitHost().isPresent()) {
                buildWithDaemon(platforms, start);
            } else {
                buildWithEngine(platforms, start);
            }
            verification.join();
        }
    }

    private void buildWithEngine(List<Platform> platforms, Instant start) {
        try (DockerEngine engine = DockerEngine.connect(dockerSettings());
                EngineBuilder builder = EngineBuilder.of(engine, builderSettings())) {
            log().building(moduleImage().dockerfile(), builder.engine(), builder.buildKit());
            ImageBuild request =
                    imageBuild(platforms, Optional.of(builder.engine().host()), noCache, pull());
            BuiltImage built = build(builder, request);
            List<Platform> runsOn = platforms.size() > 1 ? platforms : List.of(built.platform());
            recordFiles().write(record(Optional.of(built.id()), runsOn));
            log().built(moduleImage().localNames(), built, since(start));
        }
    }

    private BuiltImage build(EngineBuilder builder, ImageBuild request) {
        try (Redrawing drawing = log().drawingSteps()) {
            return builder.build(request, log());
        }
    }

    private void buildWithDaemon(List<Platform> platforms, Instant start) {
        try (BuildKit daemon = daemon();
                Redrawing drawing = log().drawingSteps()) {
            log().building(moduleImage().dockerfile(), daemon.info(), builderSettings());
            daemon.check(imageBuild(platforms, Optional.empty(), noCache, pull()), log());
            List<Platform> runsOn = platforms.isEmpty() ? List.of(daemon.info().platform()) : platforms;
            recordFiles().write(record(Optional.empty(), runsOn));
            log().builtInCache(moduleImage().localNames(), runsOn, since(start));
        }
    }

    private boolean pull() {
        return pull && !session.isOffline();
    }

    /** What is configured; else, on the way to a deployment, what the services' tasks run on. */
    private List<Platform> platforms() {
        if (!invocation().reaches("deploy")) {
            return moduleImage().platforms();
        }
        // Asked for also where a platform is configured: a service that cannot be deployed to ends the run before the
        // build.
        List<Platform> tasks = targets().stream()
                .flatMap(target -> baseRevision(target).platform().stream())
                .distinct()
                .toList();
        List<Platform> configured = moduleImage().platforms();
        if (configured.isEmpty() && tasks.size() > 1) {
            throw new ActionableException(
                    "The tasks of the services in <services> run on "
                            + tasks.stream().map(Platform::toString).collect(Collectors.joining(" and "))
                            + ", and no platform to build for is set.",
                    "Set <platforms> (-Decs.platforms) to all of them, where the builder can build several at once.");
        }
        return configured.isEmpty() ? tasks : configured;
    }

    private ImageRecord record(Optional<Digest> id, List<Platform> runsOn) {
        return new ImageRecord(
                moduleImage().localNames().get(0),
                id,
                Optional.empty(),
                moduleImage().tags(),
                runsOn,
                false,
                moduleImage().coordinates(),
                moduleImage().revision(),
                moduleImage().fingerprint());
    }
}
