package io.github.ecsmaven.ecs;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;

/** An active service that ECS itself deploys, as it was when it was looked at. Immutable. */
public final class RunningService {
    private final ServiceReference reference;
    private final Service service;

    RunningService(ServiceReference reference, Service service) {
        this.reference = reference;
        this.service = service;
    }

    /** Which service this is, in the words that it was asked for with. */
    public ServiceReference reference() {
        return reference;
    }

    /** The service's ARN. */
    public String arn() {
        return service.serviceArn();
    }

    /** The revision that runs: that of the primary deployment. */
    public TaskDefinitionArn taskDefinition() {
        return new TaskDefinitionArn(primary().map(Deployment::taskDefinition).orElseGet(service::taskDefinition));
    }

    /** How many tasks the service should run. */
    public int desiredCount() {
        return orZero(service.desiredCount());
    }

    /** How many tasks run. */
    public int runningCount() {
        return orZero(service.runningCount());
    }

    /** ARNs of the target groups that the service registers its tasks with; empty without a load balancer. */
    public List<String> targetGroupArns() {
        return ofLoadBalancers(LoadBalancer::targetGroupArn);
    }

    /** Names of the classic load balancers that the service registers its tasks with. */
    public List<String> classicLoadBalancers() {
        return ofLoadBalancers(LoadBalancer::loadBalancerName);
    }

    /** How long ECS watches a new version before it calls the deployment successful. */
    public Duration bakeTime() {
        return service.deploymentConfiguration() == null
                ? Duration.ZERO
                : Duration.ofMinutes(orZero(service.deploymentConfiguration().bakeTimeInMinutes()));
    }

    /** Whether the service's tasks run on AWS Fargate. */
    public boolean runsOnFargate() {
        return service.launchType() == LaunchType.FARGATE
                || service.capacityProviderStrategy().stream()
                        .anyMatch(item -> item.capacityProvider().startsWith("FARGATE"));
    }

    Service service() {
        return service;
    }

    Optional<Deployment> primary() {
        return Deployments.primary(service);
    }

    AwsAccount account() {
        return AwsAccount.ofArn(arn());
    }

    private List<String> ofLoadBalancers(Function<LoadBalancer, String> property) {
        Stream<String> values = service.loadBalancers().stream().map(property);
        return values.filter(Objects::nonNull).distinct().toList();
    }

    private static int orZero(Integer number) {
        return number == null ? 0 : number;
    }

    @Override
    public String toString() {
        return reference + ", running " + taskDefinition();
    }
}
