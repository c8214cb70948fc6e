package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.List;
import java.util.Set;

/** What RunTask changes in the containers of a task definition. */
final class Overrides {
    private static final Set<String> OF_TASK = Set.of("containerOverrides", "inferenceAcceleratorOverrides");
    private static final Set<String> OF_CONTAINER =
            Set.of("name", "command", "environment", "cpu", "memory", "memoryReservation");

    private Overrides() {}

    static void check(JsonNode overrides, TaskDefinition definition) throws AwsError {
        refuseOthers("overrides", overrides, OF_TASK);
        for (JsonNode override : overrides.path("containerOverrides")) {
            refuseOthers("overrides.containerOverrides[]", override, OF_CONTAINER);
            String name = override.path("name").asText("");
            if (definition.container(name).isEmpty()) {
                throw EcsErrors.invalidParameter(
                        "Override for container named " + name + " is not a container in the TaskDefinition.");
            }
        }
    }

    private static void refuseOthers(String path, JsonNode node, Set<String> implemented) throws AwsError {
        for (var member : node.properties()) {
            if (!implemented.contains(member.getKey()) && !member.getValue().isNull()) {
                throw EcsErrors.notImplemented("the member '" + member.getKey() + "' of ecs:RunTask." + path);
            }
        }
    }

    /** The definition as it will run. */
    static ObjectNode apply(ObjectNode overrides, ObjectNode definition) {
        ObjectNode effective = definition.deepCopy();
        for (JsonNode override : overrides.path("containerOverrides")) {
            if (override.path("name").asText().equals(definition.path("name").asText())) {
                for (String member : List.of("command", "cpu", "memory", "memoryReservation")) {
                    if (override.hasNonNull(member)) {
                        effective.set(member, override.get(member));
                    }
                }
                effective.set("environment", environment(definition, override));
            }
        }
        return effective;
    }

    private static ArrayNode environment(ObjectNode definition, JsonNode override) {
        ArrayNode environment = Wire.array();
        List<String> replaced = override.path("environment").findValuesAsText("name");
        for (JsonNode variable : definition.path("environment")) {
            if (!replaced.contains(variable.path("name").asText())) {
                environment.add(variable);
            }
        }
        override.path("environment").forEach(environment::add);
        return environment;
    }
}
