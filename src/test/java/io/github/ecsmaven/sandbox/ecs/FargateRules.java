package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.List;
import java.util.Set;

/** What RegisterTaskDefinition refuses of tasks that require Fargate (Developer Guide, "Task definition differences for Fargate"). */
final class FargateRules {
    private static final Set<String> LOG_DRIVERS = Set.of("awslogs", "splunk", "awsfirelens");
    private static final List<String> TASK_MEMBERS =
            List.of("placementConstraints", "inferenceAccelerators", "ipcMode");
    private static final List<String> CONTAINER_MEMBERS = List.of(
            "links",
            "dnsServers",
            "dnsSearchDomains",
            "dockerSecurityOptions",
            "extraHosts",
            "disableNetworking",
            "hostname");

    private static final int LONGEST_STOP = 120;

    private final ObjectNode request;
    private final ImageResolver images;

    FargateRules(ObjectNode request, ImageResolver images) {
        this.request = request;
        this.images = images;
    }

    void check() throws AwsError {
        if (!request.path("networkMode").asText().equals("awsvpc")) {
            throw EcsErrors.client("Fargate only supports network mode ‘awsvpc’.");
        }
        checkSize();
        for (String member : TASK_MEMBERS) {
            refuse(request, member);
        }
        checkStorage();
        for (JsonNode container : request.path("containerDefinitions")) {
            checkContainer(container);
        }
        if (!request.hasNonNull("executionRoleArn")) {
            checkNeedsNoExecutionRole();
        }
    }

    private void checkSize() throws AwsError {
        if (!request.hasNonNull("cpu")) {
            throw EcsErrors.client("Fargate requires that 'cpu' be defined at the task level.");
        }
        if (!request.hasNonNull("memory")) {
            throw EcsErrors.client("Fargate requires that 'memory' be defined at the task level.");
        }
        int cpu = FargateSizes.cpu(request.get("cpu").asText());
        int memory = FargateSizes.memory(request.get("memory").asText());
        FargateSizes.check(cpu, memory);
        int reserved = 0;
        int cpuOfContainers = 0;
        for (JsonNode container : request.path("containerDefinitions")) {
            reserved += container.path("memoryReservation").asInt(0);
            cpuOfContainers += container.path("cpu").asInt(0);
            if (container.path("memory").asInt(0) > memory) {
                throw EcsErrors.client("Invalid setting for container '"
                        + container.path("name").asText()
                        + "'. The container's 'memory' is more than the task's.");
            }
        }
        if (reserved > memory || cpuOfContainers > cpu) {
            throw EcsErrors.client("The sum of the containers' cpu or memoryReservation is more than the task's.");
        }
    }

    private void checkStorage() throws AwsError {
        JsonNode storage = request.path("ephemeralStorage").path("sizeInGiB");
        if (storage.isInt() && (storage.asInt() < 21 || storage.asInt() > 200)) {
            throw EcsErrors.client("'ephemeralStorage' must be between 21 and 200 GiB.");
        }
    }

    private static void checkContainer(JsonNode container) throws AwsError {
        for (String member : CONTAINER_MEMBERS) {
            refuse(container, member);
        }
        if (container.path("privileged").asBoolean(false)) {
            throw EcsErrors.client("Fargate tasks do not support 'privileged'.");
        }
        if (container.path("stopTimeout").asInt(0) > LONGEST_STOP) {
            throw EcsErrors.client("Fargate tasks allow a 'stopTimeout' of at most " + LONGEST_STOP + " seconds.");
        }
        String driver = container.path("logConfiguration").path("logDriver").asText("");
        if (!driver.isEmpty() && !LOG_DRIVERS.contains(driver)) {
            throw EcsErrors.client(
                    "Fargate tasks do not support the log driver '" + driver + "'; it supports " + LOG_DRIVERS + ".");
        }
    }

    private static void refuse(JsonNode node, String member) throws AwsError {
        if (node.hasNonNull(member)
                && !(node.get(member).isArray() && node.get(member).isEmpty())) {
            throw EcsErrors.client("Fargate tasks do not support '" + member + "'.");
        }
    }

    private void checkNeedsNoExecutionRole() throws AwsError {
        for (JsonNode container : request.path("containerDefinitions")) {
            if (images.isInEcr(container.path("image").asText())) {
                throw needsExecutionRole("ECR images");
            }
            if (container.path("logConfiguration").path("logDriver").asText().equals("awslogs")) {
                throw needsExecutionRole("log driver awslogs");
            }
            if (!container.path("secrets").isEmpty()) {
                throw needsExecutionRole("secrets");
            }
        }
    }

    private static AwsError needsExecutionRole(String what) {
        return EcsErrors.client("Fargate requires task definition to have execution role ARN to support " + what + ".");
    }
}
