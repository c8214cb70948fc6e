package io.github.ecsmaven.release;

import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecr.RepositorySettings;
import io.github.ecsmaven.ecs.SecretSource;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.TaskResources;
import io.github.ecsmaven.iam.Place;
import io.github.ecsmaven.iam.ServicePlace;
import io.github.ecsmaven.iam.VerifyFeature;
import io.github.ecsmaven.iam.VerifyPermissions;
import io.github.ecsmaven.image.ImageReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A look before a deployment, as far as it decides about permissions.
 *
 * @param repository where the module's own image is pushed to
 * @param settings how that shall be
 * @param chosen the image that is deployed instead
 * @param service what is deployed to, where anything is
 * @param tasks what its tasks use, where that is known
 * @param features what else it has
 */
public record NeededVerification(
        RepositoryLocation repository,
        RepositorySettings settings,
        Optional<ImageReference> chosen,
        Optional<ServiceReference> service,
        Optional<TaskResources> tasks,
        Set<VerifyFeature> features) {

    VerifyPermissions permissions(NeededPermissions needed) {
        Place home = needed.home();
        return new VerifyPermissions(
                chosen.isPresent() ? Optional.empty() : Optional.of(needed.repository(repository)),
                NeededPermissions.features(settings, false),
                needed.repositories(chosen.stream().toList()),
                service.map(it -> new ServicePlace(home, it.clusterName(), it.serviceName())),
                known(it -> it.roles(), home.role(Place.ANY)),
                known(it -> arns(it, SecretSource.SecretsManager.class), home.secrets()),
                known(it -> arns(it, SecretSource.Parameter.class), home.parameters()),
                known(
                        it -> it.logGroups().stream()
                                .map(group -> home.inRegion(group.region()).logGroup(group.name()))
                                .toList(),
                        home.logGroup(Place.ANY)),
                features);
    }

    private Set<String> known(Function<TaskResources, List<String>> resources, String any) {
        return tasks.<Set<String>>map(it -> new LinkedHashSet<>(resources.apply(it)))
                .orElse(Set.of(any));
    }

    /** A parameter's version or label is no part of the resource that a policy names. */
    private static List<String> arns(TaskResources tasks, Class<? extends SecretSource> kind) {
        return tasks.secrets().stream()
                .filter(kind::isInstance)
                .map(SecretSource::arn)
                .map(arn -> arn.replaceFirst("(:parameter/[^:]+):.*", "$1"))
                .distinct()
                .collect(Collectors.toList());
    }
}
