package io.github.ecsmaven.release;

import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.TaskDefinitionSource;
import io.github.ecsmaven.ecs.TaskResources;
import io.github.ecsmaven.iam.DeployFeature;
import io.github.ecsmaven.iam.DeployPermissions;
import io.github.ecsmaven.iam.Place;
import io.github.ecsmaven.iam.ServicePlace;
import io.github.ecsmaven.image.ImageReference;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A deployment, as far as it decides about permissions.
 *
 * @param service what is deployed to
 * @param settings how
 * @param stopsOnInterrupt whether an interrupt rolls it back
 * @param deregisters whether old revisions are deregistered
 * @param source what a new revision starts from
 * @param tasks what its tasks use, where that is known
 * @param mayHaveLoadBalancer whether the service has target groups, or that is not known
 * @param repository where the module's own image is, unless another one is deployed
 * @param chosen the image that is deployed instead
 * @param unknown why {@code tasks} are not known
 */
public record NeededDeployment(
        ServiceReference service,
        DeploymentSettings settings,
        boolean stopsOnInterrupt,
        boolean deregisters,
        TaskDefinitionSource source,
        Optional<TaskResources> tasks,
        boolean mayHaveLoadBalancer,
        RepositoryLocation repository,
        Optional<ImageReference> chosen,
        Optional<PermissionGap> unknown) {
    private static final Pattern REVISION = Pattern.compile("(?:.*/)?(?<family>[A-Za-z0-9_-]+)(?::[0-9]+)?");

    DeployPermissions permissions(ServicePlace where, NeededPermissions needed) {
        return new DeployPermissions(
                where,
                family(),
                tasks.<Set<String>>map(known -> new LinkedHashSet<>(known.roles()))
                        .orElse(Set.of(needed.home().role(Place.ANY))),
                logStreams(needed.home()),
                features(),
                deployed(needed),
                needed.repositories(chosen.stream().toList()));
    }

    private String family() {
        return tasks.map(TaskResources::family).orElseGet(() -> {
            if (source instanceof TaskDefinitionSource.Family named) {
                return named.name();
            }
            return source instanceof TaskDefinitionSource.Arn named ? familyOf(named.value()) : Place.ANY;
        });
    }

    private static String familyOf(String revision) {
        Matcher matcher = REVISION.matcher(revision);
        return matcher.matches() ? matcher.group("family") : Place.ANY;
    }

    private Set<String> logStreams(Place home) {
        boolean reads = settings.logLines() > 0 || settings.preDeployTask().isPresent();
        Set<String> streams = new LinkedHashSet<>();
        if (reads) {
            tasks.ifPresentOrElse(
                    known -> known.logGroups()
                            .forEach(group ->
                                    streams.add(home.inRegion(group.region()).logStreams(group.name()))),
                    () -> streams.add(home.logStreams(Place.ANY)));
        }
        return streams;
    }

    private Set<DeployFeature> features() {
        Set<DeployFeature> features = EnumSet.noneOf(DeployFeature.class);
        if (stopsOnInterrupt || settings.onTimeout() == DeploymentSettings.OnTimeout.ROLLBACK) {
            features.add(DeployFeature.STOP);
        }
        if (settings.preDeployTask().isPresent()) {
            features.add(DeployFeature.PRE_DEPLOY_TASK);
        }
        if (deregisters) {
            features.add(DeployFeature.OLD_REVISIONS);
        }
        if (mayHaveLoadBalancer) {
            features.add(DeployFeature.LOAD_BALANCER);
        }
        return features;
    }

    /** What runs may once be the version to go back to, and so may what this project publishes. */
    private Set<String> deployed(NeededPermissions needed) {
        Set<String> repositories = new LinkedHashSet<>(
                needed.repositories(tasks.map(TaskResources::images).orElse(List.of())));
        if (chosen.isEmpty()) {
            repositories.add(needed.repository(repository));
        }
        return repositories;
    }
}
