package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.DidYouMean;
import io.github.ecsmaven.ecs.BaseRevision;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.PreDeployTask;
import io.github.ecsmaven.ecs.RevisionSettings;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.TaskDefinitionSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A service that the module's image is deployed to, and how.
 *
 * @param service which service
 * @param taskDefinition what its new revision starts from
 * @param revision what is set in that
 * @param deployment how it is deployed
 */
record DeploymentTarget(
        ServiceReference service,
        TaskDefinitionSource taskDefinition,
        RevisionSettings revision,
        DeploymentSettings deployment) {

    /** Its name and its cluster's, {@code prod/shop}. */
    String name() {
        return service.clusterName() + "/" + service.serviceName();
    }

    /** @throws ActionableException when a container is missing or ambiguous, or the base and the settings contradict each other */
    void requireFits(BaseRevision base) {
        base.requireFits(revision);
        deployment.preDeployTask().flatMap(PreDeployTask::container).ifPresent(name -> requireContainer(name, base));
    }

    private static void requireContainer(String container, BaseRevision base) {
        if (base.containers().contains(container)) {
            return;
        }
        throw new ActionableException(
                "<preDeployTask><container> is '" + container + "', but task definition " + base + " has "
                        + String.join(", ", base.containers()) + ".",
                DidYouMean.nearest(container, base.containers())
                        .map(meant -> "Did you mean <container>" + meant + "</container>?")
                        .orElse("Set it to one of them, or leave it out for the container that runs the image."));
    }

    /** @throws ActionableException when a service is among them twice */
    static List<DeploymentTarget> distinct(List<DeploymentTarget> targets) {
        Set<String> names = new HashSet<>();
        targets.forEach(target -> {
            if (!names.add(target.name())) {
                throw new ActionableException(
                        "<services> names the " + target.service() + " twice.", "Make one <service> of the two.");
            }
        });
        return targets;
    }
}
