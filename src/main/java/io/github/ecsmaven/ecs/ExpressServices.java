package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.ecs.DeploymentHistory.Fate;
import io.github.ecsmaven.ecs.ServiceChange.Reason;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ECSExpressGatewayService;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceConfiguration;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceInclude;
import software.amazon.awssdk.services.ecs.model.ResourceManagementType;
import software.amazon.awssdk.services.ecs.model.Service;

/** Looks at Express services, and decides what has to happen to them. Reads, and changes nothing. */
public final class ExpressServices {
    /** The cluster that ECS makes with the first Express service (developer guide, "Resources created by … Express Mode services"). */
    public static final String DEFAULT_CLUSTER = "default";

    private final EcsClient ecs;

    public ExpressServices(EcsClient ecs) {
        this.ecs = ecs;
    }

    /**
     * The service as it is now; empty when there is none, or it was deleted.
     *
     * @throws ActionableException when there is another kind of service of that name, it is being deleted, the cluster does not exist, or
     *     AWS refuses to answer
     */
    public Optional<RunningExpress> find(ServiceReference reference) {
        Optional<Service> found = look(reference);
        if (found.isPresent() && "DRAINING".equals(found.get().status())) {
            throw new ActionableException(
                    "The " + reference
                            + " is being deleted (DRAINING), and ECS makes no other one of that name until it is gone.",
                    "Wait a few minutes and run it again; how far it is: aws ecs describe-services --cluster "
                            + reference.cluster() + " --services " + reference.serviceName() + ".");
        }
        return found.filter(service -> "ACTIVE".equals(service.status())).map(service -> describe(reference, service));
    }

    /**
     * Whether the service is there now, and as it is wanted: made by a call whose answer was lost, say. The SDK repeats such a call, and ECS,
     * which takes no client token with it, refuses it then.
     */
    boolean isMade(WantedExpress wanted) {
        try {
            return find(wanted.service())
                    .filter(made -> made.infrastructureRole()
                            .filter(wanted.settings().infrastructureRole()::equals)
                            .isPresent())
                    .flatMap(RunningExpress::configuration)
                    .filter(made -> ExpressDifferences.between(made, wanted).isEmpty())
                    .isPresent();
        } catch (ActionableException unknown) {
            return false;
        }
    }

    private Optional<Service> look(ServiceReference reference) {
        try {
            return new Services(ecs).look(reference);
        } catch (ClusterNotFoundException e) {
            if (reference.clusterName().equals(DEFAULT_CLUSTER)) {
                return Optional.empty();
            }
            throw new ActionableException(
                    "There is no ECS cluster '" + reference.clusterName()
                            + "', and Express Mode makes none but the one named default.",
                    "Leave <cluster> out, or create it: aws ecs create-cluster --cluster-name "
                            + reference.clusterName() + " --capacity-providers FARGATE.",
                    e);
        } catch (SdkException e) {
            throw AwsFailures.explain("look at " + reference, e);
        }
    }

    RunningExpress describe(ServiceReference reference, Service service) {
        if (service.resourceManagementType() != ResourceManagementType.ECS) {
            throw new ActionableException(
                    "The " + reference
                            + " exists, and is no Express service: ECS does not manage its load balancing and"
                            + " scaling.",
                    "Take <express> out to deploy to it as it is, or name another one in <service> (-Decs.service).");
        }
        try {
            ECSExpressGatewayService express = ecs.describeExpressGatewayService(request ->
                            request.serviceArn(service.serviceArn()).include(ExpressGatewayServiceInclude.TAGS))
                    .service();
            return new RunningExpress(new RunningService(reference, service), express);
        } catch (SdkException e) {
            throw AwsFailures.explain("look at Express " + reference, e);
        }
    }

    /**
     * Compares the service with what is wanted. Only a deployment that succeeded is a reason to do nothing: one in progress is followed,
     * and one that failed, was stopped or rolled back is repeated.
     *
     * @param settings how it is deployed
     * @throws ActionableException as {@link #find}, and when what is wanted cannot be had of this service
     */
    public ExpressChange decide(WantedExpress wanted, DeploymentSettings settings) {
        Optional<RunningExpress> found = find(wanted.service());
        if (found.isEmpty()) {
            return new ExpressChange.Create(wanted);
        }
        RunningExpress running = found.get();
        refuseOtherInfrastructureRole(running, wanted);
        List<FieldChange> differences = ExpressDifferences.between(
                running.configuration().orElseGet(() -> ExpressGatewayServiceConfiguration.builder()
                        .build()),
                wanted);
        return differences.isEmpty()
                ? ofEqual(running, wanted, settings)
                : new ExpressChange.Update(running, wanted, differences);
    }

    /** "Some parameters like the infrastructure role cannot be modified after service creation" (API reference, UpdateExpressGatewayService). */
    private static void refuseOtherInfrastructureRole(RunningExpress running, WantedExpress wanted) {
        String other = wanted.settings().infrastructureRole();
        running.infrastructureRole().filter(has -> !has.equals(other)).ifPresent(has -> {
            throw new ActionableException(
                    "<express> gives " + running + " the infrastructure role " + other + ", and it was made with " + has
                            + ", which ECS cannot change.",
                    "Set <infrastructureRole> to " + has
                            + ", or remove the service and make it anew (its URL is another"
                            + " one then): mvn ecs:destroy -Decs.destroy="
                            + wanted.service().serviceName() + ".");
        });
    }

    private ExpressChange ofEqual(RunningExpress running, WantedExpress wanted, DeploymentSettings settings) {
        Fate fate = DeploymentHistory.read(ecs, running.service()).ofWhatRuns();
        if (fate.isBad()) {
            return new ExpressChange.Redeploy(running, wanted, fate.asReason());
        }
        if (settings.forceNewDeployment()) {
            return new ExpressChange.Redeploy(running, wanted, Reason.FORCED);
        }
        if (fate == Fate.IN_PROGRESS && running.service().primary().isPresent()) {
            return new ExpressChange.Follow(
                    running, wanted, running.service().primary().get().id());
        }
        return new ExpressChange.Nothing(running, wanted);
    }
}
