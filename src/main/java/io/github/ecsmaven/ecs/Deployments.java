package io.github.ecsmaven.ecs;

import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

/** Finds a deployment in what ECS tells about a service. */
final class Deployments {
    private Deployments() {}

    /** The most recent deployment (ECS API reference, Deployment, status). */
    static Optional<Deployment> primary(Service service) {
        return service.deployments().stream()
                .filter(deployment -> "PRIMARY".equals(deployment.status()))
                .findFirst();
    }

    static Optional<Deployment> byId(Service service, String id) {
        return service.deployments().stream()
                .filter(deployment -> id.equals(deployment.id()))
                .findFirst();
    }

    /** A deployment {@code ecs-svc/<digits>} has the service revision {@code …/<digits>} as its target. */
    static boolean isTargetOf(String deploymentId, String serviceRevisionArn) {
        return serviceRevisionArn != null
                && serviceRevisionArn.endsWith("/" + deploymentId.substring(deploymentId.lastIndexOf('/') + 1));
    }

    static boolean isRollback(ServiceDeploymentStatus status) {
        return switch (status) {
            case ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED -> true;
            default -> false;
        };
    }

    /** The names of revisions for a sentence: {@code shop:11, shop:12}. */
    static String names(Service service) {
        return service.deployments().stream()
                .map(deployment -> new TaskDefinitionArn(deployment.taskDefinition()).name())
                .collect(Collectors.joining(", "));
    }
}
