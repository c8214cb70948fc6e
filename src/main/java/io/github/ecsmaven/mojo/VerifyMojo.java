package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.BuildKit;
import io.github.ecsmaven.context.Dockerfile;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.preflight.Check;
import io.github.ecsmaven.preflight.EngineCheck;
import io.github.ecsmaven.preflight.Preflight;
import io.github.ecsmaven.release.EngineBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Looks for everything that would make the next deployment fail, and says it all at once, each with what helps: builder, credentials,
 * repository and immutable tags, cluster and service, size and platform of the task, roles, secrets, parameters, log groups, target groups,
 * subnets, alarms. What certainly would fails the build; what may, takes long or could not be checked is a warning. It reads only:
 * {@code mvn ecs:verify}.
 *
 * @since 0.1.0
 */
@Mojo(name = "verify", threadSafe = true, configurator = AbstractEcsMojo.CONFIGURATOR)
public final class VerifyMojo extends AbstractServiceMojo {
    /**
     * Leaves out {@code ecs:verify}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.verify.skip", defaultValue = "false")
    private boolean skipVerify;

    @Override
    boolean isSkipped() {
        return skipVerify;
    }

    @Override
    void runForModule() {
        refuseOffline("verify");
        List<Check> checks = new ArrayList<>(deploymentChecks(built()));
        if (moduleImage().deployed().isEmpty() && !invocation().skips("build")) {
            checks.add(builderCheck());
        }
        try {
            new VerifyLog(getLog()).verdict(new Preflight(checks).run());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw VerifyBesideBuild.interrupted(e);
        }
    }

    /** What another version or configuration left says nothing about this one. */
    private Optional<ImageRecord> built() {
        try {
            return recordFiles().readImage().isPresent() ? Optional.of(ownRecord()) : Optional.empty();
        } catch (ActionableException anothers) {
            return Optional.empty();
        }
    }

    private Check builderCheck() {
        return builderSettings().buildkitHost().isPresent()
                ? new EngineCheck("BuildKit daemon", this::reachDaemon)
                : new EngineCheck("Docker Engine", this::reachEngine);
    }

    private void reachDaemon() {
        Dockerfile.read(moduleImage().dockerfile());
        try (BuildKit daemon = daemon()) {
            daemon.info();
        }
    }

    private void reachEngine() {
        Dockerfile.read(moduleImage().dockerfile());
        try (DockerEngine engine = DockerEngine.connect(dockerSettings());
                EngineBuilder builder = EngineBuilder.of(engine, builderSettings())) {
            builder.check(imageBuild(
                    moduleImage().platforms(), Optional.of(builder.engine().host()), false, false));
        }
    }
}
