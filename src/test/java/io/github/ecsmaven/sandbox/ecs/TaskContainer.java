package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A container of a task as DescribeTasks shows it. */
final class TaskContainer {
    final String name;
    final ObjectNode definition;
    private final String arn;
    private final ArrayNode bindings = Wire.array();

    String lastStatus = "PENDING";

    @Nullable
    String digest;

    @Nullable
    Boolean healthy;

    @Nullable
    Integer exitCode;

    @Nullable
    String reason;

    TaskContainer(String arn, ObjectNode definition) {
        this.arn = arn;
        this.name = definition.path("name").asText();
        this.definition = definition;
    }

    String id() {
        return Arns.name(arn);
    }

    String image() {
        return definition.path("image").asText();
    }

    boolean isEssential() {
        return definition.path("essential").asBoolean(true);
    }

    boolean isChecked() {
        return definition.hasNonNull("healthCheck");
    }

    void bind(int containerPort, int hostPort) {
        bindings.addObject()
                .put("bindIP", "127.0.0.1")
                .put("containerPort", containerPort)
                .put("hostPort", hostPort)
                .put("protocol", "tcp");
    }

    String health() {
        if (healthy == null) {
            return "UNKNOWN";
        }
        return healthy ? "HEALTHY" : "UNHEALTHY";
    }

    ObjectNode toJson(String taskArn) {
        ObjectNode json = Wire.object()
                .put("containerArn", arn)
                .put("taskArn", taskArn)
                .put("name", name)
                .put("image", image())
                .put("lastStatus", lastStatus)
                .put("healthStatus", health())
                .put("cpu", Integer.toString(definition.path("cpu").asInt(0)));
        Wire.putText(json, "imageDigest", digest);
        Wire.putText(json, "reason", reason);
        if (exitCode != null) {
            json.put("exitCode", exitCode);
        }
        if (definition.hasNonNull("memory")) {
            json.put("memory", Integer.toString(definition.get("memory").asInt()));
        }
        json.set("networkBindings", bindings);
        json.set("networkInterfaces", Wire.array());
        return json;
    }
}
