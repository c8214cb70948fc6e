package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Platform;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** For what a module's image is built. */
final class BuiltPlatforms {
    /** Express Mode has no element for a platform, and Fargate's is X86_64 (API reference, RuntimePlatform). */
    private static final Platform OF_EXPRESS = Platform.parse("linux/amd64");

    private BuiltPlatforms() {}

    /**
     * What is configured; else, on the way to a deployment, what the services' tasks run on.
     *
     * @throws ActionableException when the services cannot be deployed to, or run on several platforms and none is configured
     */
    static List<Platform> of(AbstractServiceMojo goal, boolean deploys) {
        List<Platform> configured = goal.moduleImage().platforms();
        if (goal.isExpress() && configured.isEmpty()) {
            return List.of(OF_EXPRESS);
        }
        if (!deploys || goal.isExpress()) {
            return configured;
        }
        // Asked for also where a platform is configured: a service that cannot be deployed to ends the run before the
        // build.
        List<Platform> tasks = goal.targets().stream()
                .flatMap(target -> platform(goal, target).stream())
                .distinct()
                .toList();
        if (configured.isEmpty() && tasks.size() > 1) {
            throw new ActionableException(
                    "The tasks of the services in <services> run on "
                            + tasks.stream().map(Platform::toString).collect(Collectors.joining(" and "))
                            + ", and no platform to build for is set.",
                    "Set <platforms> (-Decs.platforms) to all of them, where the builder can build several at once.");
        }
        return configured.isEmpty() ? tasks : configured;
    }

    private static Optional<Platform> platform(AbstractServiceMojo goal, DeploymentTarget target) {
        return goal.running(target)
                .flatMap(service -> goal.baseRevision(target, service).platform());
    }
}
