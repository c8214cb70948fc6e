package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The record of one deployment as DescribeServiceDeployments tells it, rollback included (aws.md 2.1). */
final class ServiceDeployment {
    static final Set<String> STATUSES = Set.of(
            "PENDING",
            "SUCCESSFUL",
            "STOPPED",
            "STOP_REQUESTED",
            "IN_PROGRESS",
            "ROLLBACK_REQUESTED",
            "ROLLBACK_IN_PROGRESS",
            "ROLLBACK_SUCCESSFUL",
            "ROLLBACK_FAILED");
    private static final Set<String> OVER = Set.of("SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED");
    private static final Set<String> ROLLING_BACK = Set.of("ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS");

    final String arn;
    final Deployment target;
    final List<Deployment> sources;
    final Instant createdAt;
    private final Instant visibleFrom;

    String status = "PENDING";
    int failureCount;
    boolean breakerTriggered;
    private @Nullable String reason;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable Instant stoppedAt;
    private Instant updatedAt;
    private @Nullable Deployment restored;
    private @Nullable String rollbackReason;
    private @Nullable Instant rollbackStartedAt;

    ServiceDeployment(String arn, Deployment target, List<Deployment> sources, Instant now, Duration lag) {
        this.arn = arn;
        this.target = target;
        this.sources = List.copyOf(sources);
        this.createdAt = now;
        this.visibleFrom = now.plus(lag);
        this.updatedAt = now;
    }

    boolean isOver() {
        return OVER.contains(status);
    }

    boolean isRollingBack() {
        return ROLLING_BACK.contains(status);
    }

    boolean isStoppable() {
        return status.equals("PENDING") || status.equals("IN_PROGRESS");
    }

    boolean isPending() {
        return status.equals("PENDING");
    }

    void begin(Instant now) {
        status = "IN_PROGRESS";
        startedAt = now;
        updatedAt = now;
    }

    void request(Instant now, String why) {
        status = "ROLLBACK_REQUESTED";
        reason = why;
        updatedAt = now;
    }

    void rollBack(Deployment to, String why, Instant now) {
        status = "ROLLBACK_IN_PROGRESS";
        restored = to;
        rollbackReason = why;
        rollbackStartedAt = now;
        reason = why;
        updatedAt = now;
    }

    void finish(String verdict, @Nullable String why, Instant now) {
        status = verdict;
        reason = why == null ? reason : why;
        finishedAt = now;
        stoppedAt = verdict.equals("STOPPED") ? now : stoppedAt;
        updatedAt = now;
    }

    boolean isVisible(Instant now) {
        return !visibleFrom.isAfter(now);
    }

    ObjectNode brief(Arns arns) {
        return times(Wire.object()
                .put("serviceDeploymentArn", arn)
                .put("serviceArn", target.service.arn)
                .put("clusterArn", target.service.cluster.arn)
                .put("targetServiceRevisionArn", target.revisionArn(arns))
                .put("status", status));
    }

    private ObjectNode times(ObjectNode json) {
        Wire.putText(json, "statusReason", reason);
        Wire.putTime(json, "createdAt", createdAt);
        Wire.putTime(json, "startedAt", startedAt);
        Wire.putTime(json, "finishedAt", finishedAt);
        return json;
    }

    ObjectNode toJson(Arns arns) {
        ObjectNode json = times(Wire.object()
                .put("serviceDeploymentArn", arn)
                .put("serviceArn", target.service.arn)
                .put("clusterArn", target.service.cluster.arn)
                .put("status", status));
        Wire.putTime(json, "stoppedAt", stoppedAt);
        Wire.putTime(json, "updatedAt", updatedAt);
        json.set("targetServiceRevision", target.summary(arns));
        ArrayNode from = json.putArray("sourceServiceRevisions");
        sources.forEach(source -> from.add(source.summary(arns)));
        json.set("deploymentConfiguration", target.service.deploymentConfiguration());
        json.set("deploymentCircuitBreaker", breaker());
        if (restored != null) {
            ObjectNode rollback = json.putObject("rollback");
            Wire.putText(rollback, "reason", rollbackReason);
            Wire.putTime(rollback, "startedAt", rollbackStartedAt);
            rollback.put("serviceRevisionArn", restored.revisionArn(arns));
        }
        return json;
    }

    private ObjectNode breaker() {
        String state = isOver() ? "MONITORING_COMPLETE" : "MONITORING";
        if (!target.service.hasBreaker()) {
            state = "DISABLED";
        }
        return Wire.object()
                .put("status", breakerTriggered ? "TRIGGERED" : state)
                .put("failureCount", failureCount)
                .put("threshold", Rollout.threshold(target.service.desiredCount));
    }
}
