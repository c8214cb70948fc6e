package io.github.ecsmaven.release;

import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.iam.ExpressPermissions;
import io.github.ecsmaven.iam.Place;
import io.github.ecsmaven.iam.ServicePlace;
import java.util.Set;

/**
 * An Express service, as far as it decides about permissions.
 *
 * @param service which service
 * @param taskRoles ARNs of the roles that its tasks get
 * @param infrastructureRole ARN of the role that ECS gets
 * @param made the roles that are made for it
 * @param settings how it is deployed
 * @param stopsOnInterrupt whether an interrupt rolls a deployment back
 */
public record NeededExpress(
        ServiceReference service,
        Set<String> taskRoles,
        String infrastructureRole,
        ExpressPermissions.MadeRoles made,
        DeploymentSettings settings,
        boolean stopsOnInterrupt) {
    ExpressPermissions permissions(Place home) {
        return new ExpressPermissions(
                new ServicePlace(home, service.clusterName(), service.serviceName()),
                taskRoles,
                infrastructureRole,
                made,
                settings.logLines() > 0,
                stopsOnInterrupt || settings.onTimeout() == DeploymentSettings.OnTimeout.ROLLBACK);
    }
}
