package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.aws.RecentReads;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.Service;

/** Looks at services. */
public final class Services {
    private final EcsClient ecs;
    private final Optional<RecentReads> recent;

    /** Asks ECS every time. */
    public Services(EcsClient ecs) {
        this(ecs, Optional.empty());
    }

    Services(EcsClient ecs, Optional<RecentReads> recent) {
        this.ecs = ecs;
        this.recent = recent;
    }

    /**
     * The service as it is now.
     *
     * @throws ActionableException when cluster or service does not exist, the service is being deleted, something else than ECS
     *     deploys it, or AWS refuses to answer
     */
    public RunningService describe(ServiceReference reference) {
        Service service = recent.map(reads -> reads.read("service", reference, () -> read(reference)))
                .orElseGet(() -> read(reference))
                .orElseThrow(() -> missingService(reference));
        refuseUnlessActive(reference, service);
        refuseUnlessDeployedByEcs(reference, service);
        return new RunningService(reference, service);
    }

    /**
     * The service as it is now; empty when cluster or service does not exist, or it has been deleted.
     *
     * @throws ActionableException when the service is being deleted, something else than ECS deploys it, or AWS refuses to answer
     */
    public Optional<RunningService> find(ServiceReference reference) {
        try {
            Optional<Service> service = recent.map(reads -> reads.read("service", reference, () -> read(reference)))
                    .orElseGet(() -> read(reference));
            return service.filter(found -> !"INACTIVE".equals(found.status())).map(found -> describe(reference));
        } catch (ActionableException e) {
            if (e.getCause() instanceof ClusterNotFoundException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Service> read(ServiceReference reference) {
        try {
            return look(reference);
        } catch (ClusterNotFoundException e) {
            throw missingCluster(reference, e);
        } catch (SdkException e) {
            throw AwsFailures.explain("look at " + reference, e);
        }
    }

    /** Empty when ECS knows no such service; the SDK's own exceptions, for callers that can bear some. */
    Optional<Service> look(ServiceReference reference) {
        return ecs
                .describeServices(
                        request -> request.cluster(reference.cluster()).services(reference.service()))
                .services()
                .stream()
                .findFirst();
    }

    private static void refuseUnlessActive(ServiceReference reference, Service service) {
        if (!"ACTIVE".equals(service.status())) {
            throw new ActionableException(
                    "The " + reference + " is " + service.status() + ": it is being or has been deleted.",
                    "Create it again before you deploy to it, or set <cluster> and <service> (-Decs.cluster,"
                            + " -Decs.service) to one that is ACTIVE.");
        }
    }

    private static void refuseUnlessDeployedByEcs(ServiceReference reference, Service service) {
        DeploymentController controller = service.deploymentController();
        if (controller == null || controller.type() == null || controller.type() == DeploymentControllerType.ECS) {
            return;
        }
        boolean codeDeploy = controller.type() == DeploymentControllerType.CODE_DEPLOY;
        throw new ActionableException(
                "The " + reference + " is deployed by "
                        + (codeDeploy ? "AWS CodeDeploy" : "an external controller") + " (deployment controller "
                        + controller.typeAsString() + "), so ECS would refuse a new revision from this plugin.",
                codeDeploy
                        ? "Change the controller in place: aws ecs update-service --cluster " + reference.cluster()
                                + " --service " + reference.service() + " --deployment-controller type=ECS; or deploy"
                                + " it with CodeDeploy and use ecs:push only."
                        : "Deploy it with the tool that owns its task sets and use ecs:push only, or name another"
                                + " service in <service> (-Decs.service).");
    }

    private static ActionableException missingService(ServiceReference reference) {
        return new ActionableException(
                "There is no " + reference + ".",
                "Check <service> (-Decs.service), the region and the account; the services there: aws ecs list-services"
                        + " --cluster " + reference.cluster()
                        + ". To have it made: <createService>true</createService> and <containerPort>.");
    }

    private static ActionableException missingCluster(ServiceReference reference, SdkException cause) {
        return new ActionableException(
                "There is no ECS cluster '" + reference.clusterName() + "'.",
                "Check <cluster> (-Decs.cluster), the region and the account; the clusters there: aws ecs list-clusters.",
                cause);
    }
}
