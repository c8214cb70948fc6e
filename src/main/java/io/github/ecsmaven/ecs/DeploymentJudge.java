package io.github.ecsmaven.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;

/**
 * Judges looks at one deployment. A stable service is no success: only the deployment's own record, or for want of it the rollout
 * state under its own id, says how it ended. Remembers from look to look what disappears.
 */
final class DeploymentJudge {
    /** How long after a circuit breaker tripped its rollback has to begin; else there is nothing to roll back to. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private @Nullable Instant givenUpAt;
    private boolean shown;

    Verdict judge(Observation seen, Instant now) {
        String serviceStatus = seen.service().status();
        if ("INACTIVE".equals(serviceStatus) || "DRAINING".equals(serviceStatus)) {
            return failed(DeploymentStatus.FAILED, "The service is being deleted (" + serviceStatus + ").");
        }
        if (seen.awaited().id().isEmpty()) {
            return notVisible(seen);
        }
        shown |= seen.own().isPresent();
        if (seen.isGivenUp() && givenUpAt == null) {
            givenUpAt = now;
        }
        return seen.serviceDeployment()
                .map(record -> byStatus(record, seen, now))
                .orElseGet(() -> byRollout(seen, now));
    }

    /** DescribeServices may lag behind UpdateService, and show for a while what was there before. */
    private static Verdict notVisible(Observation seen) {
        return seen.isOvertaken()
                ? failed(DeploymentStatus.SUPERSEDED, "It was overtaken before ECS showed it.")
                : new Verdict.InProgress("not visible yet", Optional.empty());
    }

    private Verdict byStatus(ServiceDeployment record, Observation seen, Instant now) {
        return switch (record.status()) {
            case SUCCESSFUL -> succeeded(seen);
            case STOP_REQUESTED, ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS -> new Verdict.Ending(
                    record.statusAsString());
            case ROLLBACK_SUCCESSFUL -> failed(DeploymentStatus.ROLLED_BACK, ecsSays(seen));
            case ROLLBACK_FAILED -> failed(DeploymentStatus.ROLLBACK_FAILED, ecsSays(seen));
            case STOPPED -> stopped(seen);
                // Also words that this SDK does not know: shown as they are, and never a verdict.
            default -> goesOn(record.statusAsString(), seen, now);
        };
    }

    private static Verdict succeeded(Observation seen) {
        boolean runs = seen.awaited().revision().value().equals(seen.runningDefinition());
        return runs
                ? new Verdict.Succeeded()
                : failed(DeploymentStatus.SUPERSEDED, "It succeeded, but since then the service was updated again.");
    }

    private Verdict stopped(Observation seen) {
        if (seen.isOvertaken()) {
            return failed(DeploymentStatus.SUPERSEDED, ecsSays(seen));
        }
        return failed(givenUpAt == null ? DeploymentStatus.STOPPED : DeploymentStatus.FAILED, ecsSays(seen));
    }

    private Verdict goesOn(String status, Observation seen, Instant now) {
        if (isStalled(seen, now)) {
            return failed(DeploymentStatus.FAILED, ecsSays(seen));
        }
        if (givenUpAt != null) {
            return new Verdict.Ending(status);
        }
        Optional<String> paused = seen.pausedIn();
        return paused.isPresent()
                ? new Verdict.Paused(status, paused.get())
                : new Verdict.InProgress(
                        status, seen.serviceDeployment().map(ServiceDeployment::lifecycleStageAsString));
    }

    /** A first deployment has no completed one before it: when its circuit breaker trips, ECS leaves it where it is. */
    private boolean isStalled(Observation seen, Instant now) {
        return givenUpAt != null
                && (!seen.hasRollbackAhead() || Duration.between(givenUpAt, now).compareTo(PATIENCE) >= 0);
    }

    private Verdict byRollout(Observation seen, Instant now) {
        Optional<Deployment> own = seen.own();
        boolean isPrimary =
                own.filter(deployment -> "PRIMARY".equals(deployment.status())).isPresent();
        if (!isPrimary) {
            return displaced(seen);
        }
        Deployment deployment = own.orElseThrow();
        if (deployment.rolloutState() == DeploymentRolloutState.COMPLETED) {
            return succeeded(seen);
        }
        String state = deployment.rolloutStateAsString();
        return goesOn(state == null ? "IN_PROGRESS" : state, seen, now);
    }

    /** Ours is not the latest any more: either an earlier version came back, or somebody deployed another. */
    private Verdict displaced(Observation seen) {
        if (!shown) {
            return notVisible(seen);
        }
        if (!isRollback(seen)) {
            return failed(DeploymentStatus.SUPERSEDED, ecsSays(seen));
        }
        return seen.own().isPresent()
                ? new Verdict.Ending("ROLLBACK_IN_PROGRESS")
                : failed(DeploymentStatus.ROLLED_BACK, ecsSays(seen));
    }

    private boolean isRollback(Observation seen) {
        TaskDefinitionArn earlier = seen.awaited().before().taskDefinition();
        boolean earlierIsBack = !earlier.equals(seen.awaited().revision())
                && seen.primary()
                        .filter(primary -> primary.taskDefinition().equals(earlier.value()))
                        .isPresent();
        return givenUpAt != null || earlierIsBack || !seen.isOvertaken();
    }

    private static String ecsSays(Observation seen) {
        String reason = seen.reason();
        return reason.isEmpty() ? "" : "ECS says: " + reason;
    }

    private static Verdict failed(DeploymentStatus status, String reason) {
        return new Verdict.Failed(status, reason);
    }
}
