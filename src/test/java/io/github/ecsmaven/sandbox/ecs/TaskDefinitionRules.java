package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What RegisterTaskDefinition refuses whatever the launch type (API reference, "ContainerDefinition"; Developer Guide, "Task definition parameters"). */
final class TaskDefinitionRules {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
    private static final Pattern IMAGE = Pattern.compile("[a-zA-Z0-9_\\-:./#@]{1,255}");
    private static final Set<String> NETWORK_MODES = Set.of("bridge", "host", "awsvpc", "none");

    private static final int MOST_CONTAINERS = 10;
    private static final int LONGEST = 64 << 10;

    private final ObjectNode request;
    private final ImageResolver images;

    TaskDefinitionRules(ObjectNode request, ImageResolver images) {
        this.request = request;
        this.images = images;
    }

    void check() throws AwsError {
        checkFamily();
        if (request.path("containerDefinitions").isEmpty()) {
            throw EcsErrors.client("Container list cannot be empty.");
        }
        checkSize();
        checkTaskMembers();
        checkContainers();
        if (isFor("FARGATE")) {
            new FargateRules(request, images).check();
        }
    }

    // Developer Guide, "Amazon ECS service quotas".
    private void checkSize() throws AwsError {
        if (request.path("containerDefinitions").size() > MOST_CONTAINERS) {
            throw EcsErrors.client("Container list cannot have more than " + MOST_CONTAINERS + " elements.");
        }
        int length = request.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            throw EcsErrors.client("Actual length: '" + length + "'. Max allowed length is '" + LONGEST + "' bytes.");
        }
    }

    private boolean isFor(String launchType) {
        return Wire.list(request, "requiresCompatibilities").contains(launchType);
    }

    private void checkFamily() throws AwsError {
        String family = request.path("family").asText("");
        if (family.isEmpty()) {
            throw EcsErrors.client("Family should not be null or empty.");
        }
        if (!NAME.matcher(family).matches()) {
            throw EcsErrors.client("Family contains invalid characters.");
        }
    }

    private void checkTaskMembers() throws AwsError {
        Enumerated.all(request, "requiresCompatibilities", Set.of("EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"));
        if (request.hasNonNull("networkMode")) {
            Enumerated.check("networkMode", request.get("networkMode").asText(), NETWORK_MODES);
        }
        if (request.hasNonNull("cpu")) {
            FargateSizes.cpu(request.get("cpu").asText());
        }
        if (request.hasNonNull("memory")) {
            FargateSizes.memory(request.get("memory").asText());
        }
        if (request.path("runtimePlatform").hasNonNull("cpuArchitecture")) {
            Enumerated.check(
                    "runtimePlatform.cpuArchitecture",
                    request.path("runtimePlatform").path("cpuArchitecture").asText(),
                    Set.of("X86_64", "ARM64"));
        }
    }

    private void checkContainers() throws AwsError {
        Set<String> names = new HashSet<>();
        boolean anyEssential = false;
        for (JsonNode container : request.path("containerDefinitions")) {
            checkContainer(container);
            if (!names.add(container.path("name").asText())) {
                throw EcsErrors.client("Container names must be unique within a task definition: '"
                        + container.path("name").asText() + "' is repeated.");
            }
            anyEssential |= container.path("essential").asBoolean(true);
        }
        if (!anyEssential) {
            throw EcsErrors.client("A task definition must have at least one essential container.");
        }
        checkDependencies(names);
    }

    private void checkContainer(JsonNode container) throws AwsError {
        String name = container.path("name").asText("");
        if (name.isEmpty()) {
            throw EcsErrors.client("Container.name should not be null or empty.");
        }
        if (!NAME.matcher(name).matches()) {
            throw EcsErrors.client("Container.name contains invalid characters.");
        }
        String image = container.path("image").asText("");
        if (image.isBlank()) {
            throw EcsErrors.client("Container.image should not be null or empty.");
        }
        if (!IMAGE.matcher(image).matches()) {
            throw EcsErrors.client("Container.image contains invalid characters.");
        }
        checkMemory(container);
        checkPorts(container);
        checkPairs(container);
        checkHealthCheck(container);
        LogDriverRules.check(container, isFor("FARGATE"));
    }

    private void checkMemory(JsonNode container) throws AwsError {
        boolean own = container.hasNonNull("memory") || container.hasNonNull("memoryReservation");
        String name = container.path("name").asText();
        if (!own && !request.hasNonNull("memory")) {
            throw EcsErrors.client("Invalid setting for container '" + name
                    + "'. At least one of 'memory' or 'memoryReservation' must be specified.");
        }
        if (container.hasNonNull("memory") && container.path("memory").asInt() < 6) {
            throw EcsErrors.client("Invalid setting for container '" + name + "'. 'memory' must be at least 6 MiB.");
        }
        if (container.hasNonNull("memory")
                && container.path("memoryReservation").asInt(0)
                        > container.path("memory").asInt()) {
            throw EcsErrors.client("Invalid setting for container '" + name
                    + "'. The value for 'memory' must be greater than or equal to the value for 'memoryReservation'.");
        }
    }

    private void checkPorts(JsonNode container) throws AwsError {
        boolean awsvpc = request.path("networkMode").asText().equals("awsvpc");
        for (JsonNode mapping : container.path("portMappings")) {
            int port = mapping.path("containerPort").asInt(0);
            int hostPort = mapping.path("hostPort").asInt(0);
            if (mapping.hasNonNull("containerPortRange")) {
                continue;
            }
            if (port < 1 || port > 65535 || hostPort < 0 || hostPort > 65535) {
                throw EcsErrors.client("Invalid port in the port mappings of container '"
                        + container.path("name").asText() + "': ports are 1 to 65535.");
            }
            if (awsvpc && hostPort != 0 && hostPort != port) {
                throw EcsErrors.client(
                        "When networkMode=awsvpc, the host ports and container ports in port mappings must match.");
            }
            if (mapping.hasNonNull("protocol")) {
                Enumerated.check("protocol", mapping.path("protocol").asText(), List.of("tcp", "udp"));
            }
        }
    }

    private static void checkPairs(JsonNode container) throws AwsError {
        Set<String> variables = new HashSet<>();
        for (JsonNode pair : container.path("environment")) {
            if (pair.path("name").asText("").isEmpty()) {
                throw EcsErrors.client("An environment variable of container '"
                        + container.path("name").asText() + "' has no name.");
            }
            variables.add(pair.path("name").asText());
        }
        for (JsonNode secret : container.path("secrets")) {
            String name = secret.path("name").asText("");
            if (name.isEmpty() || secret.path("valueFrom").asText("").isEmpty()) {
                throw EcsErrors.client("A secret needs both name and valueFrom.");
            }
            if (!variables.add(name)) {
                throw EcsErrors.client("The secret name must be unique and not shared with any new or existing"
                        + " environment variables set on the container, such as '" + name + "'.");
            }
        }
    }

    private static void checkHealthCheck(JsonNode container) throws AwsError {
        JsonNode check = container.path("healthCheck");
        if (check.isMissingNode() || check.isNull()) {
            return;
        }
        if (check.path("command").isEmpty()) {
            throw EcsErrors.client("healthCheck.command should not be null or empty.");
        }
        checkRange("interval", check, 5, 300);
        checkRange("timeout", check, 2, 120);
        checkRange("retries", check, 1, 10);
        checkRange("startPeriod", check, 0, 300);
    }

    private static void checkRange(String member, JsonNode node, int least, int most) throws AwsError {
        if (node.hasNonNull(member)
                && (node.get(member).asInt() < least || node.get(member).asInt() > most)) {
            throw EcsErrors.client(
                    "healthCheck." + member + " must be between " + least + " and " + most + " inclusive.");
        }
    }

    private void checkDependencies(Set<String> names) throws AwsError {
        for (JsonNode container : request.path("containerDefinitions")) {
            for (JsonNode dependency : container.path("dependsOn")) {
                if (!names.contains(dependency.path("containerName").asText())) {
                    throw EcsErrors.client("Invalid 'dependsOn' setting for container '"
                            + container.path("name").asText() + "'. There is no container '"
                            + dependency.path("containerName").asText() + "'.");
                }
                Enumerated.check(
                        "dependsOn.condition",
                        dependency.path("condition").asText(),
                        Set.of("START", "COMPLETE", "SUCCESS", "HEALTHY"));
            }
        }
    }
}
