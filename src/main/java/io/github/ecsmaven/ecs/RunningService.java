package io.github.ecsmaven.ecs;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.AdvancedConfiguration;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.CanaryConfiguration;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentAlarms;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LinearConfiguration;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;

/** An active service that ECS itself deploys, as it was when it was looked at. Immutable. */
public final class RunningService {
    private static final int CANARY_BAKE_MINUTES = 10;
    private static final int STEP_BAKE_MINUTES = 6;
    private static final double STEP_PERCENT = 10;
    private static final double ALL_TRAFFIC = 100;

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

    /** Its deployments: the primary one, and those that it replaces. */
    public List<DeploymentSnapshot.Progress> deployments() {
        return service.deployments().stream()
                .map(each -> DeploymentSnapshot.Progress.of(each, "PRIMARY".equals(each.status())))
                .toList();
    }

    /** Its events, newest first; ECS keeps a hundred. */
    public List<DeploymentEvent> events() {
        return service.events().stream()
                .filter(event -> event.createdAt() != null)
                .map(event -> new DeploymentEvent(event.createdAt(), event.message()))
                .toList();
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

    /**
     * How long ECS watches a new version before it calls the deployment successful: the bake time, and those of the steps in which it
     * shifts traffic (ECS API reference, DeploymentConfiguration, CanaryConfiguration, LinearConfiguration).
     */
    public Duration bakeTime() {
        DeploymentConfiguration configuration = service.deploymentConfiguration();
        if (configuration == null) {
            return Duration.ZERO;
        }
        int minutes = orZero(configuration.bakeTimeInMinutes());
        if (configuration.strategy() == DeploymentStrategy.CANARY) {
            CanaryConfiguration canary = configuration.canaryConfiguration();
            minutes += canary == null || canary.canaryBakeTimeInMinutes() == null
                    ? CANARY_BAKE_MINUTES
                    : canary.canaryBakeTimeInMinutes();
        } else if (configuration.strategy() == DeploymentStrategy.LINEAR) {
            minutes += ofSteps(configuration.linearConfiguration());
        }
        return Duration.ofMinutes(minutes);
    }

    private static int ofSteps(@Nullable LinearConfiguration linear) {
        double percent = linear == null || linear.stepPercent() == null ? STEP_PERCENT : linear.stepPercent();
        int pause = linear == null || linear.stepBakeTimeInMinutes() == null
                ? STEP_BAKE_MINUTES
                : linear.stepBakeTimeInMinutes();
        return (int) Math.ceil(ALL_TRAFFIC / percent) * pause;
    }

    /** Whether the service's tasks run on AWS Fargate. */
    public boolean runsOnFargate() {
        return service.launchType() == LaunchType.FARGATE
                || service.capacityProviderStrategy().stream()
                        .anyMatch(item -> item.capacityProvider().startsWith("FARGATE"));
    }

    /** Whether its tasks need an EC2 instance of the cluster, which no capacity provider may start for them. */
    public boolean runsOnInstancesThatAreThere() {
        return service.launchType() == LaunchType.EC2
                && service.capacityProviderStrategy().isEmpty();
    }

    /** Version of the Fargate platform that is asked for, such as {@code 1.4.0} or {@code LATEST}. */
    public Optional<String> platformVersion() {
        return Optional.ofNullable(service.platformVersion());
    }

    /** Where its tasks' network interfaces are, when they have any. */
    public Optional<ServiceNetwork> network() {
        return Optional.ofNullable(service.networkConfiguration())
                .map(NetworkConfiguration::awsvpcConfiguration)
                .map(vpc -> new ServiceNetwork(vpc.subnets(), vpc.assignPublicIp() == AssignPublicIp.ENABLED));
    }

    /** What its tasks are registered with, in blue/green deployments with both target groups. */
    public List<BalancedPort> balancedPorts() {
        return service.loadBalancers().stream()
                .filter(one -> one.containerName() != null && one.containerPort() != null)
                .flatMap(one -> Stream.of(
                                Optional.ofNullable(one.targetGroupArn()),
                                Optional.ofNullable(one.advancedConfiguration())
                                        .map(AdvancedConfiguration::alternateTargetGroupArn))
                        .flatMap(Optional::stream)
                        .map(group -> new BalancedPort(group, one.containerName(), one.containerPort())))
                .toList();
    }

    /** Names of the CloudWatch alarms that its deployments heed. */
    public List<String> alarmNames() {
        DeploymentConfiguration configuration = service.deploymentConfiguration();
        DeploymentAlarms alarms = configuration == null ? null : configuration.alarms();
        return alarms == null || !Boolean.TRUE.equals(alarms.enable()) ? List.of() : List.copyOf(alarms.alarmNames());
    }

    Service service() {
        return service;
    }

    Optional<Deployment> primary() {
        return Deployments.primary(service);
    }

    /** Where it is. */
    public AwsAccount account() {
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
