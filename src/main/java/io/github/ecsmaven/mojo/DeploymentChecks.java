package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecr.EcrHost;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecr.RepositorySettings;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.preflight.Check;
import io.github.ecsmaven.preflight.DeployedImageCheck;
import io.github.ecsmaven.preflight.IdentityCheck;
import io.github.ecsmaven.preflight.ImageRegistry;
import io.github.ecsmaven.preflight.NewServiceCheck;
import io.github.ecsmaven.preflight.RepositoryCheck;
import io.github.ecsmaven.preflight.ServiceCheck;
import io.github.ecsmaven.preflight.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is looked at before a module's image is pushed and deployed as it is configured. */
record DeploymentChecks(
        Surroundings aws,
        ModuleImage image,
        RepositorySettings settings,
        List<DeploymentTarget> targets,
        AbstractServiceMojo goal) {

    /** @param built what was built for this module, where it was */
    List<Check> checks(Optional<ImageRecord> built) {
        return List.of(
                new IdentityCheck(aws, image.deployed().map(this::ofOther).orElseGet(() -> ofOwn(built))));
    }

    private List<Check> ofOwn(Optional<ImageRecord> built) {
        List<Check> checks = new ArrayList<>();
        checks.add(new RepositoryCheck(
                aws, image.repository(), settings, image.tags(), built.flatMap(record -> record.imageDigest()
                        .or(record::imageId))));
        ImageRegistry registry = new ImageRegistry(true, image.repository().region());
        checks.addAll(services(built.map(ImageRecord::platforms).orElseGet(image::platforms), registry));
        return checks;
    }

    private List<Check> ofOther(ImageReference other) {
        if (!image.isInEcr(other)) {
            return services(List.of(), new ImageRegistry(false, Optional.empty()));
        }
        ImageRegistry registry =
                new ImageRegistry(true, EcrHost.parse(other.registry()).map(EcrHost::region));
        RepositoryLocation where = RepositoryLocation.parse(other.repository(), image.ecrRegistries());
        return List.of(new DeployedImageCheck(aws, where, other, platforms -> services(platforms, registry)));
    }

    private List<Check> services(List<Platform> platforms, ImageRegistry registry) {
        return targets.stream()
                .map(target -> goal.createsService()
                        ? new NewServiceCheck(
                                aws,
                                target.service(),
                                () -> ModuleStack.needs(goal),
                                service(target, platforms, registry))
                        : service(target, platforms, registry))
                .toList();
    }

    private Check service(DeploymentTarget target, List<Platform> platforms, ImageRegistry registry) {
        return new ServiceCheck(
                aws,
                target.service(),
                target.taskDefinition(),
                target.revision(),
                target::requireFits,
                platforms,
                registry);
    }
}
