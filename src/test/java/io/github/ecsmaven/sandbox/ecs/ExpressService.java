package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an Express service has besides what every service has. */
final class ExpressService {
    /** The members of a configuration that stay in an update which does not name them. Not documented: the API reference does not say. */
    static final List<String> CONFIGURED = List.of(
            "executionRoleArn",
            "taskRoleArn",
            "cpu",
            "memory",
            "networkConfiguration",
            "healthCheckPath",
            "primaryContainer",
            "scalingTarget");

    final String infrastructureRole;
    final ExpressInfrastructure.Made made;
    /** By the ARN of the task definition that ECS has registered for it. */
    private final Map<String, ObjectNode> configurations = new HashMap<>();

    ExpressService(String infrastructureRole, ExpressInfrastructure.Made made) {
        this.infrastructureRole = infrastructureRole;
        this.made = made;
    }

    void keep(TaskDefinition definition, ObjectNode configuration) {
        configurations.put(definition.arn, configuration);
    }

    /** What was asked for with a revision. */
    ObjectNode configuration(TaskDefinition definition) {
        return configurations.get(definition.arn).deepCopy();
    }

    /** As {@code activeConfigurations} has it (SDK model, ExpressGatewayServiceConfiguration). */
    ObjectNode toJson(Deployment deployment, Arns arns) {
        ObjectNode json = Wire.object().put("serviceRevisionArn", deployment.revisionArn(arns));
        json.setAll(configuration(deployment.taskDefinition));
        ArrayNode paths = json.putArray("ingressPaths");
        paths.addObject().put("accessType", made.accessType()).put("endpoint", made.endpoint());
        return json.put("createdAt", Wire.epoch(deployment.createdAt));
    }

    /** What ECS made for it (SDK model, ECSManagedResources). */
    ObjectNode managedResources(TaskDefinition definition) {
        ObjectNode json = Wire.object();
        ObjectNode path = json.putArray("ingressPaths").addObject();
        path.put("accessType", made.accessType()).put("endpoint", made.endpoint());
        path.putObject("loadBalancer").put("arn", made.loadBalancer()).put("status", "ACTIVE");
        path.putObject("listener").put("arn", made.listener()).put("status", "ACTIVE");
        path.putArray("targetGroups")
                .addObject()
                .put("arn", made.targetGroup())
                .put(
                        "healthCheckPath",
                        configuration(definition).path("healthCheckPath").asText())
                .put("status", "ACTIVE");
        json.putArray("logGroups")
                .addObject()
                .put("logGroupName", made.logGroup())
                .put("status", "ACTIVE");
        return json;
    }
}
