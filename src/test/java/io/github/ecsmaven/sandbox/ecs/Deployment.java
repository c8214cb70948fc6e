package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One deployment of a service: a revision of it ({@code service-revision/…/<digits>}) and the tasks started for it. */
final class Deployment {
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(15);

    final String digits = Arns.newDigits();
    final Service service;
    final TaskDefinition taskDefinition;
    final ObjectNode launch;
    final Instant createdAt;
    /** Container name to digest: resolved once for the deployment and kept (aws.md 2.5). */
    final Map<String, String> digests = new TreeMap<>();

    Instant updatedAt;
    Instant retryAt;
    String rolloutState = "IN_PROGRESS";
    String rolloutStateReason;
    int failedTasks;
    boolean primary = true;
    boolean saidStuck;
    private int failuresInARow;

    Deployment(Service service, TaskDefinition taskDefinition, ObjectNode launch, Instant now) {
        this.service = service;
        this.taskDefinition = taskDefinition;
        this.launch = launch;
        this.createdAt = now;
        this.updatedAt = now;
        this.retryAt = now;
        this.rolloutStateReason = "ECS deployment " + id() + " in progress.";
    }

    String id() {
        return "ecs-svc/" + digits;
    }

    boolean isPrimary() {
        return primary;
    }

    boolean isInProgress() {
        return rolloutState.equals("IN_PROGRESS");
    }

    boolean hasFailed() {
        return rolloutState.equals("FAILED");
    }

    boolean owns(Task task) {
        return id().equals(task.startedBy);
    }

    void roll(String state, String reason, Instant now) {
        rolloutState = state;
        rolloutStateReason = reason;
        updatedAt = now;
    }

    /** One more task did not come up: the next one waits longer. */
    Duration countFailure(Duration firstRetry, Instant now) {
        failuresInARow++;
        if (isInProgress()) {
            failedTasks++;
        }
        Duration delay = firstRetry.multipliedBy(1L << Math.min(failuresInARow - 1, 10));
        Duration bounded = delay.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : delay;
        retryAt = now.plus(bounded);
        updatedAt = now;
        return bounded;
    }

    /** One healthy task ends the count (aws.md 2.1, "resetOnHealthyTask"). */
    void countSuccess() {
        failuresInARow = 0;
        failedTasks = 0;
    }

    int failuresInARow() {
        return failuresInARow;
    }

    String revisionArn(Arns arns) {
        return arns.serviceRevision(service.cluster.name, service.name, digits);
    }

    ObjectNode toJson() {
        List<Task> tasks = service.tasks(this);
        ObjectNode json = Wire.object()
                .put("id", id())
                .put("status", primary ? "PRIMARY" : "ACTIVE")
                .put("taskDefinition", taskDefinition.arn)
                .put(
                        "desiredCount",
                        primary
                                ? service.desiredCount
                                : (int) tasks.stream().filter(Task::isLive).count())
                .put("pendingCount", (int)
                        tasks.stream().filter(Task::isPending).count())
                .put("runningCount", (int)
                        tasks.stream().filter(Task::isRunning).count())
                .put("failedTasks", failedTasks)
                .put("createdAt", Wire.epoch(createdAt))
                .put("updatedAt", Wire.epoch(updatedAt))
                .put("rolloutState", rolloutState)
                .put("rolloutStateReason", rolloutStateReason);
        launch.properties().stream()
                .filter(member -> !member.getKey().equals("loadBalancers"))
                .forEach(member -> json.set(member.getKey(), member.getValue()));
        return json;
    }

    /** As currentServiceRevisions and service deployments summarise it. */
    ObjectNode summary(Arns arns) {
        List<Task> tasks = service.tasks(this);
        return Wire.object()
                .put("arn", revisionArn(arns))
                .put("requestedTaskCount", primary ? service.desiredCount : 0)
                .put("runningTaskCount", (int)
                        tasks.stream().filter(Task::isRunning).count())
                .put("pendingTaskCount", (int)
                        tasks.stream().filter(Task::isPending).count());
    }

    ObjectNode revisionJson(Arns arns) {
        ObjectNode json = Wire.object()
                .put("serviceRevisionArn", revisionArn(arns))
                .put("serviceArn", service.arn)
                .put("clusterArn", service.cluster.arn)
                .put("taskDefinition", taskDefinition.arn)
                .put("guardDutyEnabled", false)
                .put("createdAt", Wire.epoch(createdAt));
        launch.properties().forEach(member -> json.set(member.getKey(), member.getValue()));
        json.set("containerImages", containerImages());
        if (service.express != null) {
            json.set("ecsManagedResources", service.express.managedResources(taskDefinition));
        }
        return json;
    }

    private ArrayNode containerImages() {
        ArrayNode images = Wire.array();
        for (ObjectNode container : taskDefinition.containers()) {
            String name = container.path("name").asText();
            ObjectNode image = images.addObject();
            image.put("containerName", name)
                    .put("image", container.path("image").asText());
            Wire.putText(image, "imageDigest", digests.get(name));
        }
        return images;
    }
}
