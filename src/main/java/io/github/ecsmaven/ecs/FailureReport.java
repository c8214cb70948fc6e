package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerImage;

/** Says of a deployment that did not succeed what is the case now, why, and what to do. */
final class FailureReport {
    private static final String NEW_LINE = System.lineSeparator();

    private final ServiceDeploymentLookup lookup;

    FailureReport(ServiceDeploymentLookup lookup) {
        this.lookup = lookup;
    }

    /** @param asked why this build asked for a rollback; empty when it did not */
    DeploymentFailedException failed(
            AwaitedDeployment awaited,
            Verdict.Failed verdict,
            String asked,
            Diagnosis diagnosis,
            Optional<Observation> last) {
        String runs = last.map(Observation::runs).orElse("unknown");
        String service = awaited.before().reference().toString();
        String problem =
                switch (verdict.status()) {
                    case ROLLED_BACK -> "ECS rolled " + service + " back to " + runs + ": " + awaited.revision()
                            + " did not succeed and does not run.";
                    case ROLLBACK_FAILED -> "The deployment of " + awaited.revision() + " to " + service
                            + " failed, and so did ECS's rollback of it; the latest deployment is of " + runs + ".";
                    case SUPERSEDED -> "Another deployment took over " + service + ": it is being or was updated to "
                            + runs + ", not " + awaited.revision() + ".";
                    case STOPPED -> "The deployment of " + awaited.revision() + " to " + service
                            + " was stopped before it had succeeded.";
                    default -> "The deployment of " + awaited.revision() + " to " + service
                            + " failed, and ECS rolls nothing back.";
                };
        String ours = asked.isEmpty() ? "" : " This build asked for that, because " + asked + ".";
        String reason = verdict.reason().isEmpty() ? "" : " " + verdict.reason();
        return exception(
                awaited,
                verdict.status(),
                problem + fix(diagnosis) + ours + reason,
                remedy(verdict.status(), awaited),
                diagnosis,
                null);
    }

    DeploymentFailedException hopeless(
            AwaitedDeployment awaited,
            StoppedTasks cause,
            String refusal,
            Diagnosis diagnosis,
            Optional<Observation> last) {
        boolean hasEarlier = last.filter(Observation::hasEarlierVersion).isPresent();
        String serves = hasEarlier
                ? " What ran before goes on: " + awaited.before().taskDefinition() + "."
                : " There is no earlier version that could serve meanwhile.";
        String problem = "The deployment of " + awaited.revision() + " to "
                + awaited.before().reference() + " cannot succeed: " + cause.count()
                + " tasks stopped for the same cause, and ECS goes on trying" + id(awaited) + "." + fix(diagnosis)
                + serves
                + (refusal.isEmpty() ? "" : " " + refusal);
        String setting =
                "With <onTimeout>rollback</onTimeout> (-Decs.onTimeout) this build brings the last version back; with"
                        + " the service's deployment circuit breaker and its rollback ECS does so by itself.";
        String breaker =
                "With the service's deployment circuit breaker and its rollback ECS brings the last version back by"
                        + " itself.";
        String remedy = hasEarlier
                ? "Correct the cause and run mvn deploy again. " + (refusal.isEmpty() ? setting : breaker)
                        + follow(awaited)
                : "Correct the cause and run mvn deploy again." + more(awaited);
        return exception(awaited, DeploymentStatus.FAILED, problem, remedy, diagnosis, null);
    }

    DeploymentFailedException timedOut(
            AwaitedDeployment awaited,
            Duration timeout,
            String asked,
            String refusal,
            Diagnosis diagnosis,
            Optional<Observation> last) {
        String state = last.map(seen -> " It now has the deployments of " + Deployments.names(seen.service()) + ".")
                .orElse("");
        String rollback = asked.isEmpty() ? "" : " The rollback that this build asked for has not ended either.";
        String refused = refusal.isEmpty() ? "" : " " + refusal;
        String problem = "The deployment of " + awaited.revision() + " to "
                + awaited.before().reference() + " has not ended after " + timeout.toSeconds()
                + " seconds. It goes on" + id(awaited) + "." + fix(diagnosis) + state + rollback + refused;
        String remedy =
                "Wait longer: <waitTimeout> (-Decs.waitTimeout, in seconds), or just run mvn deploy again, which"
                        + " follows a deployment that goes on." + follow(awaited);
        return exception(awaited, DeploymentStatus.TIMED_OUT, problem, remedy, diagnosis, null);
    }

    DeploymentFailedException waitingForHuman(
            AwaitedDeployment awaited, Duration timeout, String stage, Diagnosis diagnosis) {
        String problem = "The deployment of " + awaited.revision() + " to "
                + awaited.before().reference() + " waits for a person: a lifecycle hook has held it in " + stage
                + ", and nobody has continued it within " + timeout.toSeconds() + " seconds. It goes on waiting"
                + id(awaited) + ".";
        return exception(
                awaited,
                DeploymentStatus.WAITING_FOR_HUMAN,
                problem,
                "Continue it, or roll it back, in the ECS console or with aws ecs continue-service-deployment; then run mvn"
                        + " deploy again, which follows it." + follow(awaited),
                diagnosis,
                null);
    }

    DeploymentFailedException unobserved(AwaitedDeployment awaited, ActionableException cause) {
        String problem = "The deployment of " + awaited.revision() + " to "
                + awaited.before().reference() + " continues" + id(awaited)
                + ", but its end cannot be seen from here. " + cause.problem();
        String remedy = cause.remedy() + NEW_LINE + "The next mvn deploy follows the deployment too." + follow(awaited);
        return exception(awaited, DeploymentStatus.UNOBSERVED, problem, remedy, Report.NOTHING_KNOWN, cause);
    }

    DeploymentFailedException interrupted(AwaitedDeployment awaited, InterruptedException cause) {
        String problem = "The wait was interrupted; the deployment of " + awaited.revision() + " to "
                + awaited.before().reference() + " continues" + id(awaited) + ".";
        return exception(
                awaited,
                DeploymentStatus.UNOBSERVED,
                problem,
                "The next mvn deploy follows it." + follow(awaited),
                Report.NOTHING_KNOWN,
                cause);
    }

    DeploymentFailedException otherImage(AwaitedDeployment awaited, ContainerImage resolved, Diagnosis diagnosis) {
        String problem = "The deployment of " + awaited.revision() + " to "
                + awaited.before().reference() + " succeeded, but ECS says that container '"
                + resolved.containerName() + "' runs " + resolved.imageDigest() + " and not "
                + awaited.wanted().image() + ".";
        return exception(
                awaited,
                DeploymentStatus.FAILED,
                problem,
                "See what runs: aws ecs describe-service-revisions for the service; then deploy again.",
                diagnosis,
                null);
    }

    private static String fix(Diagnosis diagnosis) {
        return diagnosis.fix().map(sentence -> " To fix: " + sentence + ".").orElse("");
    }

    private String remedy(DeploymentStatus status, AwaitedDeployment awaited) {
        String advice =
                switch (status) {
                    case SUPERSEDED -> "Find out who deployed (AWS CloudTrail: UpdateService); run mvn deploy again if this"
                            + " version is the one that should run.";
                    case STOPPED -> "Somebody called StopServiceDeployment, or ECS gave up without a rollback; correct the"
                            + " cause and run mvn deploy again.";
                    case ROLLBACK_FAILED -> "The service needs a person now: look at its tasks and events, correct the"
                            + " cause, and deploy a version that works.";
                    case ROLLED_BACK -> "Correct the cause and run mvn deploy again; the revision stays registered.";
                    default -> "Correct the cause and run mvn deploy again. With deployment circuit breaker and rollback"
                            + " on, ECS returns to the last version that succeeded, once there is one.";
                };
        return advice + more(awaited);
    }

    private String more(AwaitedDeployment awaited) {
        FollowUp commands = FollowUp.of(awaited, lookup.arn());
        return NEW_LINE + "More: " + commands.watch() + logs(commands);
    }

    private String follow(AwaitedDeployment awaited) {
        FollowUp commands = FollowUp.of(awaited, lookup.arn());
        String rollBack = commands.rollBack()
                .map(command -> NEW_LINE + "Stop it and roll back: " + command)
                .orElse("");
        return NEW_LINE + "Follow it: " + commands.watch() + rollBack + logs(commands);
    }

    private static String logs(FollowUp commands) {
        return commands.logs().stream()
                .map(command -> NEW_LINE + "Logs: " + command)
                .collect(Collectors.joining());
    }

    private DeploymentFailedException exception(
            AwaitedDeployment awaited,
            DeploymentStatus status,
            String problem,
            String remedy,
            Diagnosis diagnosis,
            @Nullable Throwable cause) {
        DeploymentFailedException.Details details = new DeploymentFailedException.Details(
                status, awaited.revision(), awaited.id(), lookup.arn(), diagnosis);
        return new DeploymentFailedException(problem + Report.of(diagnosis), remedy, details, cause);
    }

    private static String id(AwaitedDeployment awaited) {
        return awaited.id().map(id -> ", id " + id).orElse("");
    }
}
