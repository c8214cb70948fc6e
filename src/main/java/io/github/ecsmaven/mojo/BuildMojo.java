package io.github.ecsmaven.mojo;

import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.docker.EngineInfo;
import io.github.ecsmaven.ecs.BaseRevision;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
     * Builds every step again and takes none from the engine's cache. Default: {@code false}.
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
        Optional<Platform> platform = platform();
        recordFiles().forgetImage();
        try (DockerEngine engine = DockerEngine.connect(dockerSettings())) {
            BuiltImage built = build(engine, platform);
            recordFiles().write(record(built));
            log().built(moduleImage().localNames(), built, since(start));
        }
    }

    private BuiltImage build(DockerEngine engine, Optional<Platform> platform) {
        EngineInfo info = engine.info();
        log().building(moduleImage().dockerfile(), info);
        ImageBuild request = new ImageBuild(
                moduleImage().contextDirectory(),
                moduleImage().dockerfile(),
                moduleImage().localNames(),
                buildArgs(info),
                moduleImage().target(),
                platform,
                moduleImage().labels(),
                noCache,
                pull && !session.isOffline(),
                moduleImage().network(),
                moduleImage().extraHosts(),
                baseImageKeychain());
        return engine.classicBuilder().build(request, log());
    }

    private Map<String, String> buildArgs(EngineInfo engine) {
        Map<String, String> all = new TreeMap<>(dockerConfig().proxyBuildArgs(engine.host()));
        all.putAll(moduleImage().buildArgs());
        return all;
    }

    /** What is configured; else, on the way to a deployment, what the service's tasks run on. */
    private Optional<Platform> platform() {
        if (service().isEmpty() || !invocation().reaches("deploy")) {
            return moduleImage().platform();
        }
        // Asked for also where a platform is configured: a service that cannot be deployed to ends the run before the
        // build.
        BaseRevision base = baseRevision(service().get());
        return moduleImage().platform().or(base::platform);
    }

    private ImageRecord record(BuiltImage built) {
        return new ImageRecord(
                moduleImage().localNames().get(0),
                built.id(),
                Optional.empty(),
                moduleImage().tags(),
                built.platform(),
                false,
                moduleImage().coordinates(),
                moduleImage().revision(),
                moduleImage().fingerprint());
    }
}
