package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What CreateService and UpdateService refuse (API reference of both; aws.md 2.8 for awsvpc). */
final class ServiceRules {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
    private static final int MOST_SUBNETS = 16;
    private static final int MOST_SECURITY_GROUPS = 5;

    private ServiceRules() {}

    static void checkNew(ObjectNode request) throws AwsError {
        String name = request.path("serviceName").asText("");
        if (name.isEmpty()) {
            throw EcsErrors.invalidParameter("Service name cannot be empty.");
        }
        if (!NAME.matcher(name).matches()) {
            throw EcsErrors.invalidParameter("Invalid service name: " + name);
        }
        if (request.path("clientToken").asText("").length() > 36) {
            throw EcsErrors.invalidParameter("clientToken length should be between 0 and 36.");
        }
        if (!Enumerated.one(request, "schedulingStrategy", Set.of("REPLICA", "DAEMON"), "REPLICA")
                .equals("REPLICA")) {
            throw EcsErrors.notImplemented("the scheduling strategy DAEMON");
        }
        if (!request.hasNonNull("desiredCount")) {
            throw EcsErrors.invalidParameter(
                    "The desired count is required for services of scheduling strategy REPLICA.");
        }
        Enumerated.one(request, "launchType", Set.of("EC2", "FARGATE", "EXTERNAL"), "EC2");
        if (request.hasNonNull("deploymentController")) {
            Enumerated.check(
                    "deploymentController.type",
                    request.path("deploymentController").path("type").asText(""),
                    Set.of("ECS", "CODE_DEPLOY", "EXTERNAL"));
        }
        checkCommon(request);
    }

    /** What holds for members of both requests. */
    static void checkCommon(ObjectNode request) throws AwsError {
        if (request.path("desiredCount").asInt(0) < 0) {
            throw EcsErrors.invalidParameter("Desired count should be at least 0.");
        }
        Enumerated.one(request, "propagateTags", Set.of("TASK_DEFINITION", "SERVICE", "NONE"), "NONE");
        Enumerated.one(request, "availabilityZoneRebalancing", Set.of("ENABLED", "DISABLED"), "ENABLED");
        checkNetwork(request.path("networkConfiguration"));
        for (JsonNode balancer : request.path("loadBalancers")) {
            checkBalancer(balancer);
        }
    }

    private static void checkNetwork(JsonNode network) throws AwsError {
        if (network.isMissingNode() || network.isNull()) {
            return;
        }
        JsonNode vpc = network.path("awsvpcConfiguration");
        if (vpc.path("subnets").isEmpty()) {
            throw EcsErrors.invalidParameter("subnets can not be empty.");
        }
        if (vpc.path("subnets").size() > MOST_SUBNETS) {
            throw EcsErrors.invalidParameter("subnets can have at most " + MOST_SUBNETS + " items.");
        }
        if (vpc.path("securityGroups").size() > MOST_SECURITY_GROUPS) {
            throw EcsErrors.invalidParameter("securityGroups can have at most " + MOST_SECURITY_GROUPS + " items.");
        }
        if (vpc.hasNonNull("assignPublicIp")) {
            Enumerated.check("assignPublicIp", vpc.get("assignPublicIp").asText(), Set.of("ENABLED", "DISABLED"));
        }
    }

    private static void checkBalancer(JsonNode balancer) throws AwsError {
        for (String member : List.of("loadBalancerName", "advancedConfiguration")) {
            if (balancer.hasNonNull(member)) {
                throw EcsErrors.notImplemented("the member '" + member + "' of loadBalancers");
            }
        }
    }

    /** What holds between a service and the revision that it is to run. */
    static void checkFit(ObjectNode settings, TaskDefinition definition) throws AwsError {
        String launchType = settings.path("launchType").asText();
        if (!definition.runsOn(launchType)) {
            throw EcsErrors.invalidParameter("Task definition does not support launch_type " + launchType + ".");
        }
        boolean hasNetwork = settings.hasNonNull("networkConfiguration");
        if (definition.isAwsvpc() && !hasNetwork) {
            throw EcsErrors.invalidParameter(
                    "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        }
        if (!definition.isAwsvpc() && hasNetwork) {
            throw EcsErrors.invalidParameter(
                    "Network Configuration is not valid for the given networkMode of this task definition.");
        }
        for (JsonNode balancer : settings.path("loadBalancers")) {
            checkBalancedContainer(balancer, definition);
        }
        if (settings.hasNonNull("healthCheckGracePeriodSeconds")
                && settings.path("healthCheckGracePeriodSeconds").asInt() > 0
                && settings.path("loadBalancers").isEmpty()) {
            throw EcsErrors.invalidParameter(
                    "Health check grace period is only valid for services configured to use load balancers");
        }
    }

    private static void checkBalancedContainer(JsonNode balancer, TaskDefinition definition) throws AwsError {
        String name = balancer.path("containerName").asText("");
        int port = balancer.path("containerPort").asInt(0);
        ObjectNode container = definition
                .container(name)
                .orElseThrow(() -> EcsErrors.invalidParameter(
                        "The container " + name + " does not exist in the task definition."));
        for (JsonNode mapping : container.path("portMappings")) {
            if (mapping.path("containerPort").asInt(0) == port) {
                return;
            }
        }
        throw EcsErrors.invalidParameter(
                "The container " + name + " did not have a container port " + port + " defined.");
    }
}
