package io.github.ecsmaven.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.stack.TaskBlueprint.ExecutionRole;
import io.github.ecsmaven.stack.TaskBlueprint.NetworkMode;
import java.util.Map;

/** The task definition. */
final class Tasks {
    private final ServiceBlueprint blueprint;
    private final TaskBlueprint task;

    Tasks(ServiceBlueprint blueprint) {
        this.blueprint = blueprint;
        this.task = blueprint.task();
    }

    void addTo(Resources resources) {
        ObjectNode properties = resources
                .add(Resources.TASK_DEFINITION, "AWS::ECS::TaskDefinition", task.recorded())
                .put("Family", blueprint.service())
                .put("Cpu", task.cpu())
                .put("Memory", task.memory())
                .put("NetworkMode", task.network().inEcs());
        properties
                .putArray("RequiresCompatibilities")
                .add(blueprint.running().capacity().isFargate() ? "FARGATE" : "EC2");
        properties
                .putObject("RuntimePlatform")
                .put("OperatingSystemFamily", "LINUX")
                .put("CpuArchitecture", TaskRules.architecture(task.platform()));
        properties.set("ExecutionRoleArn", executionRole());
        task.taskRole().ifPresent(arn -> properties.put("TaskRoleArn", arn));
        properties.putArray("ContainerDefinitions").add(container());
        // Earlier revisions stay, for ecs:rollback and keepRevisions; the last one goes with the stack.
        resources
                .resource(Resources.TASK_DEFINITION)
                .put("DeletionPolicy", "Delete")
                .put("UpdateReplacePolicy", "Retain");
    }

    private JsonNode executionRole() {
        return task.executionRole() instanceof ExecutionRole.Existing existing
                ? Intrinsics.text(existing.arn())
                : Intrinsics.attribute(Resources.EXECUTION_ROLE, "Arn");
    }

    private ObjectNode container() {
        ContainerBlueprint container = blueprint.container();
        ObjectNode definition = Intrinsics.object()
                .put("Name", container.name())
                .put("Image", container.image().toString())
                .put("Essential", true);
        container.command().ifPresent(words -> definition.set("Command", Intrinsics.texts(words)));
        container.port().ifPresent(port -> addPort(definition.putArray("PortMappings"), port));
        addVariables(definition, container.environment());
        if (!container.secrets().isEmpty()) {
            ArrayNode secrets = definition.putArray("Secrets");
            container.secrets().forEach((name, origin) -> secrets.addObject()
                    .put("Name", name)
                    .put("ValueFrom", origin.valueFrom()));
        }
        definition.set("LogConfiguration", logging());
        return definition;
    }

    private void addPort(ArrayNode mappings, int port) {
        ObjectNode mapping = mappings.addObject().put("ContainerPort", port).put("Protocol", "tcp");
        if (task.network() == NetworkMode.BRIDGE) {
            // Docker chooses one that is free, so that two tasks fit on an instance during a deployment.
            mapping.put("HostPort", 0);
        }
    }

    private static void addVariables(ObjectNode definition, Map<String, String> environment) {
        if (!environment.isEmpty()) {
            ArrayNode variables = definition.putArray("Environment");
            environment.forEach(
                    (name, value) -> variables.addObject().put("Name", name).put("Value", value));
        }
    }

    private ObjectNode logging() {
        ObjectNode logging = Intrinsics.object().put("LogDriver", "awslogs");
        ObjectNode options = logging.putObject("Options");
        options.set("awslogs-group", logGroup(task));
        options.set("awslogs-region", Intrinsics.ref("AWS::Region"));
        options.put("awslogs-stream-prefix", blueprint.container().name());
        return logging;
    }

    static JsonNode logGroup(TaskBlueprint task) {
        return task.logGroup() instanceof LogGroup.Existing existing
                ? Intrinsics.text(existing.name())
                : Intrinsics.ref(Resources.LOG_GROUP);
    }
}
