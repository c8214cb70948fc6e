package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What ECS adds to a task definition when it registers it, as DescribeTaskDefinition shows it. */
final class TaskDefinitionDefaults {
    private static final List<String> LISTS =
            List.of("portMappings", "environment", "mountPoints", "volumesFrom", "systemControls");

    private final ImageResolver images;

    TaskDefinitionDefaults(ImageResolver images) {
        this.images = images;
    }

    ObjectNode fillIn(ObjectNode request) throws AwsError {
        ObjectNode json = request.deepCopy();
        json.remove("tags");
        withoutNulls(json);
        boolean awsvpc = json.path("networkMode").asText().equals("awsvpc");
        for (JsonNode container : json.path("containerDefinitions")) {
            fillInContainer((ObjectNode) container, awsvpc);
        }
        if (json.has("cpu")) {
            json.put("cpu", Integer.toString(FargateSizes.cpu(json.get("cpu").asText())));
        }
        if (json.has("memory")) {
            json.put(
                    "memory",
                    Integer.toString(FargateSizes.memory(json.get("memory").asText())));
        }
        putListIfAbsent(json, "volumes");
        putListIfAbsent(json, "placementConstraints");
        json.set("compatibilities", compatibilities(json));
        json.set("requiresAttributes", attributes(json));
        return json;
    }

    private static void withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        node.forEach(TaskDefinitionDefaults::withoutNulls);
    }

    private static void fillInContainer(ObjectNode container, boolean awsvpc) {
        if (!container.has("cpu")) {
            container.put("cpu", 0);
        }
        if (!container.has("essential")) {
            container.put("essential", true);
        }
        LISTS.forEach(list -> putListIfAbsent(container, list));
        for (JsonNode mapping : container.path("portMappings")) {
            fillInMapping((ObjectNode) mapping, awsvpc);
        }
        if (container.path("healthCheck") instanceof ObjectNode check) {
            putIfAbsent(check, "interval", 30);
            putIfAbsent(check, "timeout", 5);
            putIfAbsent(check, "retries", 3);
        }
    }

    private static void fillInMapping(ObjectNode mapping, boolean awsvpc) {
        if (!mapping.has("protocol")) {
            mapping.put("protocol", "tcp");
        }
        if (mapping.has("containerPort") && mapping.path("hostPort").asInt(0) == 0) {
            mapping.put("hostPort", awsvpc ? mapping.get("containerPort").asInt() : 0);
        }
    }

    private static void putIfAbsent(ObjectNode node, String member, int value) {
        if (!node.has(member)) {
            node.put(member, value);
        }
    }

    private static void putListIfAbsent(ObjectNode node, String member) {
        if (!node.has(member)) {
            node.set(member, Wire.array());
        }
    }

    private ArrayNode compatibilities(ObjectNode json) {
        Set<String> compatibilities = new LinkedHashSet<>();
        compatibilities.add("EC2");
        try {
            new FargateRules(json, images).check();
            compatibilities.add("FARGATE");
        } catch (AwsError e) {
            // not a task that Fargate could run, and it did not ask to be one
        }
        return Wire.texts(compatibilities);
    }

    private ArrayNode attributes(ObjectNode json) {
        Set<String> names = new LinkedHashSet<>();
        names.add("com.amazonaws.ecs.capability.docker-remote-api.1.18");
        if (json.path("networkMode").asText().equals("awsvpc")) {
            names.add("ecs.capability.task-eni");
        }
        if (json.hasNonNull("taskRoleArn")) {
            names.add("com.amazonaws.ecs.capability.task-iam-role");
        }
        for (JsonNode container : json.path("containerDefinitions")) {
            String driver = container.path("logConfiguration").path("logDriver").asText("");
            if (!driver.isEmpty()) {
                names.add("com.amazonaws.ecs.capability.logging-driver." + driver);
            }
            if (images.isInEcr(container.path("image").asText())) {
                names.add("com.amazonaws.ecs.capability.ecr-auth");
            }
            if (container.has("healthCheck")) {
                names.add("ecs.capability.container-health-check");
            }
        }
        ArrayNode attributes = Wire.array();
        names.forEach(name -> attributes.addObject().put("name", name));
        return attributes;
    }
}
