package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.List;

/** The members of a service that ECS answers as they were requested, with what it adds to them. */
final class ServiceSettings {
    private static final List<String> ECHOED = List.of(
            "deploymentController",
            "capacityProviderStrategy",
            "networkConfiguration",
            "healthCheckGracePeriodSeconds",
            "enableECSManagedTags",
            "propagateTags",
            "enableExecuteCommand",
            "availabilityZoneRebalancing");
    private static final List<String> OF_A_REVISION =
            List.of("launchType", "platformVersion", "platformFamily", "networkConfiguration", "loadBalancers");
    private static final String LATEST_PLATFORM = "1.4.0";

    private ServiceSettings() {}

    static ObjectNode of(ObjectNode request) throws AwsError {
        ObjectNode settings = Wire.object();
        settings.put("launchType", Wire.text(request, "launchType").orElse("EC2"));
        settings.put("schedulingStrategy", "REPLICA");
        settings.put("enableECSManagedTags", false);
        settings.put("propagateTags", "NONE");
        settings.put("enableExecuteCommand", false);
        settings.put("availabilityZoneRebalancing", "ENABLED");
        ECHOED.stream().filter(request::hasNonNull).forEach(member -> settings.set(member, request.get(member)));
        settings.set(
                "loadBalancers", request.path("loadBalancers").isArray() ? request.get("loadBalancers") : Wire.array());
        settings.putArray("serviceRegistries");
        settings.putArray("placementConstraints");
        settings.putArray("placementStrategy");
        settings.set(
                "deploymentConfiguration",
                DeploymentConfigurations.merge(
                        DeploymentConfigurations.defaults(), request.path("deploymentConfiguration")));
        fillInNetwork(settings.path("networkConfiguration"));
        putPlatform(settings, request.path("platformVersion"));
        return settings;
    }

    /** With the members of an UpdateService in place of its own; absent ones stay, an empty list removes (aws.md 2.2). */
    static ObjectNode merge(ObjectNode current, ObjectNode request) throws AwsError {
        ObjectNode settings = current.deepCopy();
        ECHOED.stream().filter(request::hasNonNull).forEach(member -> settings.set(member, request.get(member)));
        if (request.path("loadBalancers").isArray()) {
            settings.set("loadBalancers", request.get("loadBalancers"));
        }
        settings.set(
                "deploymentConfiguration",
                DeploymentConfigurations.merge(
                        (ObjectNode) settings.get("deploymentConfiguration"), request.path("deploymentConfiguration")));
        fillInNetwork(settings.path("networkConfiguration"));
        if (request.hasNonNull("platformVersion")) {
            putPlatform(settings, request.path("platformVersion"));
        }
        return settings;
    }

    private static void fillInNetwork(JsonNode network) {
        if (network.path("awsvpcConfiguration") instanceof ObjectNode vpc) {
            if (!vpc.has("assignPublicIp")) {
                vpc.put("assignPublicIp", "DISABLED");
            }
            if (!vpc.has("securityGroups")) {
                vpc.putArray("securityGroups");
            }
        }
    }

    /** The API answers the number of the platform version that LATEST is. */
    private static void putPlatform(ObjectNode settings, JsonNode requested) {
        if (settings.path("launchType").asText().equals("FARGATE")) {
            String version = requested.asText("LATEST");
            settings.put("platformVersion", version.equals("LATEST") || version.isEmpty() ? LATEST_PLATFORM : version);
        }
    }

    /** What a deployment and its service revision keep of the service. */
    static ObjectNode launch(ObjectNode settings, TaskDefinition definition) {
        ObjectNode launch = Wire.object();
        OF_A_REVISION.stream()
                .filter(settings::hasNonNull)
                .forEach(member -> launch.set(member, settings.get(member).deepCopy()));
        if (settings.path("launchType").asText().equals("FARGATE")) {
            launch.put("platformFamily", definition.platformFamily());
        }
        return launch;
    }
}
