package io.github.ecsmaven.sandbox.ecs;

import java.time.Instant;
import java.util.List;

/** How deployments end: completed, superseded, tripped by the circuit breaker, rolled back (aws.md 2.1). */
final class Verdicts {
    private static final String TRIPPED = "ECS deployment circuit breaker: tasks failed to start.";

    private final Region region;

    Verdicts(Region region) {
        this.region = region;
    }

    void supersede(Service service) {
        service.latest()
                .filter(record -> !record.isOver())
                .ifPresent(record -> record.finish(
                        "STOPPED",
                        "Service deployment stopped because a new service deployment started.",
                        region.now()));
    }

    void countSuccess(Service service, Deployment deployment) {
        deployment.countSuccess();
        service.latest().filter(record -> record.target == deployment).ifPresent(record -> record.failureCount = 0);
    }

    void countFailure(Service service, Deployment deployment) {
        if (!deployment.isPrimary() || !deployment.isInProgress()) {
            return;
        }
        service.latest().ifPresent(record -> record.failureCount = deployment.failedTasks);
        if (service.hasBreaker() && deployment.failedTasks >= Rollout.threshold(service.desiredCount)) {
            trip(service, deployment);
        }
    }

    private void trip(Service service, Deployment deployment) {
        Instant now = region.now();
        deployment.roll("FAILED", TRIPPED, now);
        service.say(now, "(deployment " + deployment.id() + ") deployment failed: tasks failed to start.");
        service.latest().filter(record -> !record.isOver()).ifPresent(record -> judge(service, deployment, record));
    }

    private void judge(Service service, Deployment deployment, ServiceDeployment record) {
        record.breakerTriggered = true;
        String reason = "Service deployment rolled back because the circuit breaker threshold was exceeded.";
        if (record.isRollingBack()) {
            record.finish("ROLLBACK_FAILED", "The tasks of the rollback failed to start.", region.now());
        } else if (!service.rollsBack()) {
            // There is no FAILED among the states of a service deployment (SDK model, ServiceDeploymentStatus).
            record.finish(
                    "STOPPED",
                    "Service deployment stopped because the circuit breaker threshold was exceeded.",
                    region.now());
        } else if (service.lastCompleted != null) {
            rollBack(record, reason);
        }
        // else: nothing to roll back to. The deployment stalls and its record stays in progress (aws.md 2.1, case 5).
    }

    void rollBack(ServiceDeployment record, String reason) {
        Service service = record.target.service;
        Deployment target = service.lastCompleted;
        if (target == null) {
            throw new IllegalStateException("no deployment to roll back to: " + record.arn);
        }
        Instant now = region.now();
        if (record.target.isInProgress()) {
            record.target.roll("FAILED", "ECS deployment " + record.target.id() + " stopped: " + reason, now);
        }
        record.rollBack(target, reason, now);
        service.say(now, "rolling back to deployment " + target.id() + ".");
        service.deployments.forEach(deployment -> deployment.primary = false);
        service.deployments.remove(target);
        service.deployments.add(0, target);
        target.primary = true;
        target.countSuccess();
        target.retryAt = now;
        String initiator = record.breakerTriggered ? "ECS deployment circuit breaker" : "ECS deployment stopped";
        target.roll("IN_PROGRESS", initiator + ": rolling back to deploymentId " + target.id(), now);
        service.taskDefinition = target.taskDefinition;
        service.settings.setAll(target.launch);
        service.whenRolledBack.accept(target.taskDefinition);
    }

    /** Ends the deployment when all that is wanted runs and nothing older is left. */
    void settle(Service service, Deployment primary) {
        boolean complete =
                service.tasks(primary).stream().filter(Task::isHealthy).count() == service.desiredCount;
        boolean alone = service.deployments.equals(List.of(primary));
        boolean begun = service.latest().map(record -> !record.isPending()).orElse(true);
        if (!complete || !alone || !begun || region.faults.isNeverEnding(service.name)) {
            return;
        }
        if (primary.isInProgress()) {
            complete(service, primary);
        }
        if (!service.steady && !primary.hasFailed()) {
            service.steady = true;
            service.say(region.now(), "has reached a steady state.");
        }
    }

    private void complete(Service service, Deployment primary) {
        Instant now = region.now();
        primary.roll("COMPLETED", "ECS deployment " + primary.id() + " completed.", now);
        service.lastCompleted = primary;
        service.steady = false;
        service.say(now, "(deployment " + primary.id() + ") deployment completed.");
        service.latest().filter(record -> !record.isOver()).ifPresent(record -> {
            boolean rolledBack = record.isRollingBack();
            record.finish(rolledBack ? "ROLLBACK_SUCCESSFUL" : "SUCCESSFUL", null, now);
        });
    }
}
