package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What a service from nothing is made of, in a stack of AWS CloudFormation. */
abstract class AbstractStackMojo extends AbstractExpressMojo {
    /**
     * Makes the ECS service, and what it needs, where it does not exist: {@code ecs:deploy} keeps a stack of AWS CloudFormation with load
     * balancer, listener, target group, security groups, log group, execution role, task definition and service, and updates it when something
     * differs. A service of that name that exists outside such a stack is updated as without this. {@code ecs:plan} shows
     * what would be made, {@code ecs:template} writes the template, {@code ecs:destroy} removes it all. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.createService", defaultValue = "false")
    private boolean createService;

    /**
     * Makes the cluster too, in the service's stack; {@code ecs:destroy} removes it with the service. Goes with {@code createService};
     * without it the cluster exists already. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.createCluster", defaultValue = "false")
    private boolean createCluster;

    /**
     * Port that the application listens on, such as {@code 8080}; the load balancer sends its requests there, and nothing else reaches the
     * tasks. Needed with {@code createService}, but for a service without a load balancer. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.containerPort")
    private @Nullable Integer containerPort;

    /**
     * The Application Load Balancer of a service made by {@code createService}: {@code <healthCheckPath>} that answers 200 ({@code /}),
     * {@code <healthCheckGracePeriod>} seconds that a task may take to start (60), {@code <certificate>} (ARN of ACM, for HTTPS, to which
     * HTTP redirects), {@code <host>} that leads to it, {@code <port>} (443 with a certificate, else 80), {@code <scheme>}
     * ({@code internet-facing}, {@code internal}, or {@code none} for a service without one), {@code <subnets>} and
     * {@code <securityGroups>} of its own. Of what exists take {@code <arn>} of a load balancer, {@code <listener>} with
     * {@code <priority>} and {@code <paths>} or {@code <hosts>} of a rule, or {@code <targetGroup>}. Default: one of the service's own
     * on the internet, with HTTP on port 80.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable LoadBalancerParameters loadBalancer;

    /**
     * Id of the VPC of a service made by {@code createService}. Default: that of the {@code subnets}, else the default VPC.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.vpc")
    private @Nullable String vpc;

    /**
     * Ids of the subnets of a service made by {@code createService}, for a load balancer in two Availability Zones at least. Default: the
     * VPC's public subnets, one of each zone.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.subnets")
    private @Nullable List<String> subnets;

    /**
     * Ids of the security groups of the tasks made by {@code createService}. Default: one is made that takes requests from the load balancer
     * alone, on the {@code containerPort}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.securityGroups")
    private @Nullable List<String> securityGroups;

    /**
     * Whether tasks made by {@code createService} get public addresses; without one they need another way to Amazon ECR, such as a NAT
     * gateway. Default: {@code true} on Fargate in subnets that were looked up, {@code false} in those that {@code subnets} names.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.assignPublicIp")
    private @Nullable Boolean assignPublicIp;

    /**
     * How tasks made by {@code createService} are connected on instances of EC2: {@code awsvpc}, {@code bridge} or {@code host}. Default:
     * {@code awsvpc} on Fargate, which has no other.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.networkMode")
    private @Nullable String networkMode;

    /**
     * What tasks made by {@code createService} run on: {@code FARGATE}, or {@code EC2} for instances that the cluster has. Default:
     * {@code FARGATE}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.launchType")
    private @Nullable String launchType;

    /**
     * Capacity providers of a service made by {@code createService}, instead of {@code launchType}: a {@code <capacityProvider>} each with
     * {@code <name>} ({@code FARGATE}, {@code FARGATE_SPOT} or one of the cluster's), {@code <base>} (tasks that run on it first, 0) and
     * {@code <weight>} (share of the rest, 1). Default: none.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable List<CapacityProviderParameters> capacityProviders;

    /**
     * How the number of tasks of a service made by {@code createService} follows their load: {@code <min>} (1), {@code <max>}, and
     * {@code <cpu>} (percent that the tasks use on average) or {@code <requests>} (each task's in a minute). Default: none,
     * {@code desiredCount} tasks run.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable AutoscalingParameters autoscaling;

    /**
     * ARN of the role that a service made by {@code createService} gives the application. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.taskRole")
    private @Nullable String taskRole;

    /**
     * ARN of the role by which ECS starts the tasks made by {@code createService}: pulls the image, writes logs, reads
     * {@code containerSecrets}. Default: one is made that may do that and no more.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.executionRole")
    private @Nullable String executionRole;

    /**
     * Name of a log group that exists, for a service made by {@code createService}. Default: one is made, {@code /ecs/} and the service's
     * name, which {@code ecs:destroy} removes.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.logGroup")
    private @Nullable String logGroup;

    /**
     * Days that the log group made by {@code createService} keeps what the containers write, such as 7, 30, 90 or 365. Default: {@code 30}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.logRetention")
    private @Nullable Integer logRetention;

    /**
     * Tags of the stack made by {@code createService} and of all that is in it, each an element {@code <key>value</key>}, beside the
     * plugin's own: service, Maven coordinates and commit. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.stackTags")
    private @Nullable Map<String, String> stackTags;

    /**
     * Allows {@code ecs:deploy} to replace or remove what loses its address or its data by that: load balancer, log group, cluster. Best
     * given once, after a look at {@code ecs:plan}: {@code -Decs.allowReplacement}. Without it such a change is refused. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.allowReplacement", defaultValue = "false")
    private boolean allowReplacement;

    /**
     * A question to the service's URL after {@code ecs:deploy}: {@code <path>} ({@code /}) is asked until it answers with {@code <status>}
     * (200), at most {@code <timeout>} seconds (120); else the build fails with what came back. Goes with {@code createService}. Default: not
     * asked.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable SmokeTestParameters smokeTest;

    /** Whether a service that does not exist is made. */
    protected boolean createsService() {
        return createService;
    }

    /** Whether load balancer, log group and cluster may be replaced and removed. */
    protected boolean allowsReplacement() {
        return allowReplacement;
    }

    /**
     * What the URL has to answer; empty where it is not asked.
     *
     * @throws ActionableException when one of its elements cannot be what it says
     */
    protected Optional<SmokeTest> smokeTest() {
        return Optional.ofNullable(smokeTest).map(SmokeTestParameters::toSmokeTest);
    }

    /** @throws ActionableException when an element of the block is set that does nothing without {@code createService} */
    void refuseBlockWithoutCreation() {
        block().refuseWithoutCreation();
    }

    /** @throws ActionableException when something is set that makes a service in another way, or has a place of its own in the block */
    void refuseBlockBesideExpress() {
        ExpressParameters.refuse("createService", createService, "Express Mode makes the service already");
        block().refuseBesideExpress();
    }

    /** The elements that are set of those that make a service from nothing. */
    private CreationBlock block() {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("createCluster", createCluster);
        given.put("containerPort", containerPort != null);
        given.put("loadBalancer", loadBalancer != null);
        given.put("vpc", vpc != null);
        given.put("subnets", !given(subnets).isEmpty());
        given.put("securityGroups", !given(securityGroups).isEmpty());
        given.put("assignPublicIp", assignPublicIp != null);
        given.put("networkMode", networkMode != null);
        given.put("launchType", launchType != null);
        given.put("capacityProviders", capacityProviders != null);
        given.put("autoscaling", autoscaling != null);
        given.put("taskRole", taskRole != null);
        given.put("executionRole", executionRole != null);
        given.put("logGroup", logGroup != null);
        given.put("logRetention", logRetention != null);
        given.put("stackTags", !given(stackTags).isEmpty());
        given.put("smokeTest", smokeTest != null);
        given.values().removeIf(set -> !set);
        return new CreationBlock(List.copyOf(given.keySet()));
    }

    /** @throws ActionableException when something is set that no stack of a service can have */
    void refuseBesideCreation(boolean services, boolean taskDefinition) {
        CreationBlock.refuseBesideCreation(
                services, taskDefinition, deploymentSettings().preDeployTask().isPresent());
    }

    /** @throws ActionableException when a service is to be made, and nobody says which */
    void refuseCreationOfNothing() {
        if (createService) {
            throw new ActionableException(
                    "<createService> is set, and <cluster> and <service> are not.",
                    "Set <cluster> (-Decs.cluster) and <service> (-Decs.service) to what the service is to be called.");
        }
    }

    /**
     * The service to be made, as it is configured.
     *
     * @param cluster name of the cluster
     * @param service name of the service
     * @throws ActionableException when an element has a value that it cannot have, or some do not go together
     */
    NewService newService(String cluster, String service) {
        if (smokeTest != null && loadBalancer != null && loadBalancer.isNone()) {
            throw new ActionableException(
                    "<smokeTest> asks the service's URL, and without a load balancer it has none.",
                    "Take <smokeTest> out, or <loadBalancer><scheme>none</scheme>.");
        }
        return new NewService(
                cluster,
                createCluster,
                service,
                revisionSettings(),
                Optional.ofNullable(containerPort),
                loadBalancer == null ? new LoadBalancerParameters() : loadBalancer,
                NewNetwork.of(vpc, given(subnets), given(securityGroups), assignPublicIp, networkMode),
                CapacityProviderParameters.toCapacity(launchType, capacityProviders),
                deploymentSettings().desiredCount().stream().boxed().findFirst(),
                Optional.ofNullable(autoscaling).map(AutoscalingParameters::toScaling),
                Optional.ofNullable(taskRole),
                Optional.ofNullable(executionRole),
                Optional.ofNullable(logGroup),
                Optional.ofNullable(logRetention),
                given(stackTags));
    }
}
