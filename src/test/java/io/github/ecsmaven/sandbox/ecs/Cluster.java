package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A cluster with its services and tasks. */
final class Cluster {
    final String name;
    final String arn;
    final ResourceTags tags;
    JsonNode settings;
    ArrayNode capacityProviders = Wire.array();
    ArrayNode defaultStrategy = Wire.array();
    final Map<String, Service> services = new TreeMap<>();
    final Map<String, Task> tasks = new LinkedHashMap<>();
    int containerInstances;
    String status = "ACTIVE";

    Cluster(String name, String arn, ResourceTags tags, JsonNode settings) {
        this.name = name;
        this.arn = arn;
        this.tags = tags;
        this.settings = settings;
    }

    /** The tasks of one service, oldest first. */
    List<Task> tasksOf(Service service) {
        return tasks.values().stream()
                .filter(task -> task.service == service)
                .sorted(Comparator.comparing((Task task) -> task.createdAt))
                .toList();
    }

    ObjectNode toJson(List<String> include) {
        ObjectNode json = Wire.object()
                .put("clusterArn", arn)
                .put("clusterName", name)
                .put("status", status)
                .put("registeredContainerInstancesCount", containerInstances)
                .put(
                        "runningTasksCount",
                        tasks.values().stream().filter(Task::isRunning).count())
                .put(
                        "pendingTasksCount",
                        tasks.values().stream().filter(Task::isPending).count())
                .put(
                        "activeServicesCount",
                        services.values().stream().filter(Service::isActive).count());
        json.set("statistics", Wire.array());
        json.set("tags", include.contains("TAGS") ? tags.toJson() : Wire.array());
        json.set("settings", include.contains("SETTINGS") ? settings : Wire.array());
        json.set("capacityProviders", capacityProviders);
        json.set("defaultCapacityProviderStrategy", defaultStrategy);
        return json;
    }
}
