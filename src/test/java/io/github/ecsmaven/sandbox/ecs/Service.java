package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A service: what is wanted, and the deployments that work towards it. */
final class Service {
    private static final int EVENTS_KEPT = 100;

    final Cluster cluster;
    final String name;
    final String arn;
    final Instant createdAt;
    final String createdBy;
    final ResourceTags tags;
    /** The members that are answered as they were requested, with ECS's defaults. */
    final ObjectNode settings;
    /** The newest first; that is the PRIMARY one, except while it is rolled back. */
    final List<Deployment> deployments = new ArrayList<>();
    /** The newest first. */
    final List<ServiceDeployment> history = new ArrayList<>();

    private final Deque<ServiceEvent> events = new ArrayDeque<>();

    @Nullable
    TaskDefinition taskDefinition;

    /** Of an Express service only. */
    @Nullable
    ExpressService express;

    /** What ends with the last task of a service that was deleted. */
    Runnable whenInactive = () -> {};
    /** What follows a return to an earlier revision. */
    Consumer<TaskDefinition> whenRolledBack = definition -> {};

    @Nullable
    Deployment lastCompleted;

    int desiredCount;
    String status = "ACTIVE";
    boolean steady;

    Service(
            Cluster cluster,
            String name,
            String arn,
            Instant createdAt,
            String createdBy,
            ResourceTags tags,
            ObjectNode settings) {
        this.cluster = cluster;
        this.name = name;
        this.arn = arn;
        this.createdAt = createdAt;
        this.createdBy = createdBy;
        this.tags = tags;
        this.settings = settings;
    }

    boolean isActive() {
        return status.equals("ACTIVE");
    }

    boolean isDraining() {
        return status.equals("DRAINING");
    }

    /** Whether ECS itself deploys it, not CodeDeploy or somebody with task sets. */
    boolean isDeployedByEcs() {
        return controller().equals("ECS");
    }

    String controller() {
        return settings.path("deploymentController").path("type").asText("ECS");
    }

    String launchType() {
        return settings.path("launchType").asText("FARGATE");
    }

    boolean isOnFargate() {
        return launchType().equals("FARGATE");
    }

    JsonNode deploymentConfiguration() {
        return settings.path("deploymentConfiguration");
    }

    /** Of the desired count, rounded up (API reference, "DeploymentConfiguration"). */
    int leastHealthy() {
        return (int) Math.ceil(desiredCount
                * deploymentConfiguration().path("minimumHealthyPercent").asInt(100)
                / 100.0);
    }

    /** Of the desired count, rounded down. */
    int mostRunning() {
        return (int) Math.floor(
                desiredCount * deploymentConfiguration().path("maximumPercent").asInt(200) / 100.0);
    }

    boolean hasBreaker() {
        return breaker().path("enable").asBoolean(false);
    }

    boolean rollsBack() {
        return breaker().path("rollback").asBoolean(false);
    }

    private JsonNode breaker() {
        return deploymentConfiguration().path("deploymentCircuitBreaker");
    }

    Optional<Deployment> primary() {
        return deployments.stream().filter(Deployment::isPrimary).findFirst();
    }

    /** The service deployment that is under way or was the last. */
    Optional<ServiceDeployment> latest() {
        return history.stream().findFirst();
    }

    Optional<Deployment> deploymentOf(Task task) {
        return deployments.stream().filter(d -> d.owns(task)).findFirst();
    }

    List<Task> tasks() {
        return cluster.tasksOf(this);
    }

    List<Task> tasks(Deployment deployment) {
        return tasks().stream().filter(deployment::owns).toList();
    }

    void say(Instant now, String message) {
        events.addFirst(new ServiceEvent(UUID.randomUUID().toString(), now, "(service " + name + ") " + message));
        while (events.size() > EVENTS_KEPT) {
            events.removeLast();
        }
    }

    /** The newest first. */
    List<ServiceEvent> events() {
        return List.copyOf(events);
    }

    record ServiceEvent(String id, Instant createdAt, String message) {
        ObjectNode toJson() {
            return Wire.object()
                    .put("id", id)
                    .put("createdAt", Wire.epoch(createdAt))
                    .put("message", message);
        }
    }
}
