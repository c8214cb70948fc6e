package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A task and where it is in its life (Developer Guide, "Amazon ECS task lifecycle"). */
final class Task {
    private static final Set<String> BEFORE_RUNNING = Set.of("PROVISIONING", "PENDING", "ACTIVATING");

    final String id;
    final String arn;
    final TaskDefinition taskDefinition;
    final Cluster cluster;
    final @Nullable Service service;
    final String startedBy;
    final String group;
    final ObjectNode overrides;
    final ObjectNode launch;
    final List<TaskContainer> containers;
    final ResourceTags tags;
    final Instant createdAt;
    /** What it is in the target groups of its load balancers. */
    final List<TaskTarget> targets = new ArrayList<>();

    String lastStatus = "PROVISIONING";
    String desiredStatus = "RUNNING";
    boolean proven;
    boolean launched;

    @Nullable
    TaskHandle handle;

    @Nullable
    Instant pullStartedAt;

    @Nullable
    Instant pullStoppedAt;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant stoppingAt;

    @Nullable
    Instant executionStoppedAt;

    @Nullable
    Instant stoppedAt;

    @Nullable
    String stopCode;

    @Nullable
    String stoppedReason;

    private int version = 1;

    Task(TaskSpec spec, String id, String arn, List<TaskContainer> containers, Instant now) {
        this.id = id;
        this.arn = arn;
        this.taskDefinition = spec.taskDefinition();
        this.cluster = spec.cluster();
        this.service = spec.service();
        this.startedBy = spec.startedBy();
        this.group = spec.group();
        this.overrides = spec.overrides();
        this.launch = spec.launch();
        this.tags = spec.tags();
        this.containers = List.copyOf(containers);
        this.createdAt = now;
    }

    void become(String status) {
        lastStatus = status;
        version++;
    }

    boolean isRunning() {
        return lastStatus.equals("RUNNING");
    }

    boolean isPending() {
        return BEFORE_RUNNING.contains(lastStatus) && isLive();
    }

    /** Neither stopped nor told to stop. */
    boolean isLive() {
        return desiredStatus.equals("RUNNING");
    }

    boolean isStopped() {
        return lastStatus.equals("STOPPED");
    }

    boolean isHealthy() {
        return proven && isRunning() && isLive();
    }

    /** Whether load balancers send requests to it, which its deployment decides and not what the service wants by now. */
    boolean isBalanced() {
        return service != null && !launch.path("loadBalancers").isEmpty();
    }

    /** Of its network interface, with awsvpc. */
    String privateAddress() {
        int lowest = 1 + Integer.parseInt(id.substring(4, 6), 16) % 254;
        return "10." + Integer.parseInt(id.substring(0, 2), 16) + "." + Integer.parseInt(id.substring(2, 4), 16) + "."
                + lowest;
    }

    boolean isChecked() {
        return containers.stream().anyMatch(TaskContainer::isChecked);
    }

    Optional<TaskContainer> container(String name) {
        return containers.stream().filter(c -> c.name.equals(name)).findFirst();
    }

    /** HEALTHY when all essential containers that are checked are (API reference, "Task"). */
    String health() {
        List<TaskContainer> checked = containers.stream()
                .filter(c -> c.isChecked() && c.isEssential())
                .toList();
        if (checked.stream().anyMatch(c -> c.health().equals("UNHEALTHY"))) {
            return "UNHEALTHY";
        }
        boolean all =
                !checked.isEmpty() && checked.stream().allMatch(c -> c.health().equals("HEALTHY"));
        return all ? "HEALTHY" : "UNKNOWN";
    }

    ObjectNode toJson(List<String> include) {
        ObjectNode json = Wire.object()
                .put("taskArn", arn)
                .put("clusterArn", cluster.arn)
                .put("taskDefinitionArn", taskDefinition.arn)
                .put("group", group)
                .put("lastStatus", lastStatus)
                .put("desiredStatus", desiredStatus)
                .put("healthStatus", health())
                .put("version", version)
                .put("createdAt", Wire.epoch(createdAt));
        Wire.putText(json, "startedBy", startedBy.isEmpty() ? null : startedBy);
        Wire.putTime(json, "pullStartedAt", pullStartedAt);
        Wire.putTime(json, "pullStoppedAt", pullStoppedAt);
        Wire.putTime(json, "startedAt", startedAt);
        Wire.putTime(json, "stoppingAt", stoppingAt);
        Wire.putTime(json, "executionStoppedAt", executionStoppedAt);
        Wire.putTime(json, "stoppedAt", stoppedAt);
        Wire.putText(json, "stopCode", stopCode);
        Wire.putText(json, "stoppedReason", stoppedReason);
        if (startedAt != null) {
            json.put("connectivity", "CONNECTED").put("connectivityAt", Wire.epoch(startedAt));
        }
        putPlacement(json);
        putLists(json, include);
        return json;
    }

    private void putPlacement(ObjectNode json) {
        for (String size : List.of("cpu", "memory")) {
            Wire.putText(json, size, taskDefinition.member(size).isEmpty() ? null : taskDefinition.member(size));
        }
        for (String member : List.of("launchType", "platformVersion", "platformFamily")) {
            if (launch.has(member)) {
                json.set(member, launch.get(member));
            }
        }
        json.put("enableExecuteCommand", launch.path("enableExecuteCommand").asBoolean(false));
    }

    private void putLists(ObjectNode json, List<String> include) {
        ArrayNode all = json.putArray("containers");
        containers.forEach(container -> all.add(container.toJson(arn)));
        json.set("overrides", overrides);
        json.set("attachments", attachments());
        json.set("tags", include.contains("TAGS") ? tags.toJson() : Wire.array());
    }

    private ArrayNode attachments() {
        ArrayNode attachments = Wire.array();
        if (taskDefinition.isAwsvpc()) {
            ObjectNode eni = attachments.addObject().put("id", id).put("type", "ElasticNetworkInterface");
            eni.put("status", isStopped() ? "DELETED" : "ATTACHED");
            ArrayNode details = eni.putArray("details");
            details.addObject().put("name", "privateIPv4Address").put("value", privateAddress());
            details.addObject()
                    .put("name", "subnetId")
                    .put(
                            "value",
                            launch.path("networkConfiguration")
                                    .path("awsvpcConfiguration")
                                    .path("subnets")
                                    .path(0)
                                    .asText());
        }
        return attachments;
    }
}
