package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A service as DescribeServices shows it. */
final class ServiceJson {
    private final Region region;

    ServiceJson(Region region) {
        this.region = region;
    }

    ObjectNode of(Service service, List<String> include) {
        List<Task> tasks = service.tasks();
        ObjectNode json = Wire.object()
                .put("serviceArn", service.arn)
                .put("serviceName", service.name)
                .put("clusterArn", service.cluster.arn)
                .put("status", service.status)
                .put("desiredCount", service.desiredCount)
                .put("runningCount", (int)
                        tasks.stream().filter(Task::isRunning).count())
                .put("pendingCount", (int)
                        tasks.stream().filter(Task::isPending).count())
                .put("createdAt", Wire.epoch(service.createdAt))
                .put("createdBy", service.createdBy);
        json.setAll(service.settings);
        if (!json.path("capacityProviderStrategy").isEmpty()) {
            json.remove("launchType");
        }
        json.put("resourceManagementType", service.express == null ? "CUSTOMER" : "ECS");
        // Express services have theirs in their deployments only (kayac/ecspresso#902).
        if (service.taskDefinition != null && service.express == null) {
            json.put("taskDefinition", service.taskDefinition.arn);
        }
        putDeployments(service, json);
        ArrayNode events = json.putArray("events");
        service.events().forEach(event -> events.add(event.toJson()));
        json.set("tags", include.contains("TAGS") ? service.tags.toJson() : Wire.array());
        return json;
    }

    private void putDeployments(Service service, ObjectNode json) {
        ArrayNode deployments = json.putArray("deployments");
        service.deployments.forEach(deployment -> deployments.add(deployment.toJson()));
        if (service.controller().equals("CODE_DEPLOY")) {
            json.putArray("taskSets").add(taskSet(service));
        }
        if (!service.isDeployedByEcs()) {
            return;
        }
        ArrayNode revisions = json.putArray("currentServiceRevisions");
        service.deployments.forEach(deployment -> revisions.add(deployment.summary(region.arns)));
        if (!region.faults.isWithoutCurrentDeployment()) {
            service.history.stream()
                    .filter(record -> record.isVisible(region.now()))
                    .findFirst()
                    .ifPresent(record -> json.put("currentServiceDeployment", record.arn));
        }
    }

    /** CodeDeploy's services have a task set and no deployments; this one never starts a task. */
    private ObjectNode taskSet(Service service) {
        ObjectNode taskSet = Wire.object()
                .put("id", "ecs-svc/1")
                .put("status", "PRIMARY")
                .put("serviceArn", service.arn)
                .put("clusterArn", service.cluster.arn)
                .put("computedDesiredCount", service.desiredCount)
                .put("pendingCount", service.desiredCount)
                .put("runningCount", 0)
                .put("stabilityStatus", "STABILIZING");
        if (service.taskDefinition != null) {
            taskSet.put("taskDefinition", service.taskDefinition.arn);
        }
        return taskSet;
    }
}
