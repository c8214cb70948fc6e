package io.github.ecsmaven.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.stack.Network.Subnet;
import java.util.Optional;
import java.util.stream.Stream;

/** The service itself. */
final class EcsService {
    private final ServiceBlueprint blueprint;

    EcsService(ServiceBlueprint blueprint) {
        this.blueprint = blueprint;
    }

    void addTo(Resources resources) {
        ObjectNode properties = resources.add(Resources.SERVICE, "AWS::ECS::Service");
        properties.put("ServiceName", blueprint.service());
        properties.set("Cluster", cluster(blueprint));
        properties.set("TaskDefinition", Intrinsics.ref(Resources.TASK_DEFINITION));
        blueprint.running().desiredCount().ifPresent(count -> properties.put("DesiredCount", count));
        addCapacity(properties);
        addDeployment(properties);
        if (blueprint.task().isAwsvpc()) {
            properties.set("NetworkConfiguration", network());
        }
        new Balancer(blueprint).targetGroup().ifPresent(arn -> addTargets(properties, arn));
        properties.put("PropagateTags", "TASK_DEFINITION");
        dependency(resources).ifPresent(it -> resources
                .resource(Resources.SERVICE)
                .putArray("DependsOn")
                .add(it));
    }

    /** The cluster's name. */
    static JsonNode cluster(ServiceBlueprint blueprint) {
        return blueprint.cluster() instanceof ClusterChoice.Created
                ? Intrinsics.ref(Resources.CLUSTER)
                : Intrinsics.text(blueprint.cluster().name());
    }

    private void addCapacity(ObjectNode properties) {
        Capacity capacity = blueprint.running().capacity();
        if (capacity instanceof Capacity.Providers strategy) {
            ArrayNode items = properties.putArray("CapacityProviderStrategy");
            strategy.providers().forEach(provider -> items.addObject()
                    .put("CapacityProvider", provider.name())
                    .put("Base", provider.base())
                    .put("Weight", provider.weight()));
        } else {
            properties.put("LaunchType", capacity.isFargate() ? "FARGATE" : "EC2");
        }
    }

    // Without the breaker a service that never gets healthy holds the stack for three hours.
    private static void addDeployment(ObjectNode properties) {
        ObjectNode deployment = properties
                .putObject("DeploymentConfiguration")
                .put("MinimumHealthyPercent", 100)
                .put("MaximumPercent", 200);
        deployment.putObject("DeploymentCircuitBreaker").put("Enable", true).put("Rollback", true);
    }

    private ObjectNode network() {
        Network network = blueprint.network();
        ObjectNode configuration = Intrinsics.object();
        ObjectNode awsvpc = configuration.putObject("AwsvpcConfiguration");
        awsvpc.set(
                "Subnets",
                Intrinsics.texts(network.subnets().stream().map(Subnet::id).toList()));
        awsvpc.set("SecurityGroups", Intrinsics.array(new SecurityGroups(blueprint).ofTasks()));
        awsvpc.put("AssignPublicIp", network.assignPublicIp() ? "ENABLED" : "DISABLED");
        return configuration;
    }

    private void addTargets(ObjectNode properties, JsonNode targetGroup) {
        properties
                .putArray("LoadBalancers")
                .addObject()
                .put("ContainerName", blueprint.container().name())
                .put("ContainerPort", blueprint.container().port().orElseThrow())
                .set("TargetGroupArn", targetGroup);
        properties.put("HealthCheckGracePeriodSeconds", new Balancer(blueprint).graceSeconds());
    }

    // ECS refuses a target group that no load balancer has.
    private static Optional<String> dependency(Resources resources) {
        return Stream.of(Resources.LISTENER, Resources.RULE)
                .filter(resources::has)
                .findFirst();
    }
}
