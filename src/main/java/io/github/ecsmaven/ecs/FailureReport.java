package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerImage;

/** Says of a deployment that did not succeed what is the case now, why, and what to do. */
final class FailureReport {
    private static final int EVENTS = 8;
    private static final String NEW_LINE = System.lineSeparator();

    private final ServiceDeploymentLookup lookup;
    private final StoppedTaskCollector tasks;
    private final EventStream events;

    FailureReport(ServiceDeploymentLookup lookup, StoppedTaskCollector tasks, EventStream events) {
        this.lookup = lookup;
        this.tasks = tasks;
        this.events = events;
    }

    DeploymentFailedException failed(AwaitedDeployment awaited, Verdict.Failed verdict, Optional<Observation> last) {
        String reason = verdict.reason().isEmpty() ? "" : " " + verdict.reason();
        String runs = last.map(Observation::runs).orElse("unknown");
        String service = awaited.before().reference().toString();
        String problem =
                switch (verdict.status()) {
                    case ROLLED_BACK -> "ECS rolled " + service + " back to " + runs + ": " + awaited.revision()
                            + " did not succeed and does not run." + reason;
                    case ROLLBACK_FAILED -> "The deployment of " + awaited.revision() + " to " + service
                            + " failed, and so did ECS's rollback of it; the latest deployment is of " + runs + "."
                            + reason;
                    case SUPERSEDED -> "Another deployment took over " + service + ": it is being or was updated to "
                            + runs + ", not " + awaited.revision() + "." + reason;
                    case STOPPED -> "The deployment of " + awaited.revision() + " to " + service
                            + " was stopped before it had succeeded." + reason;
                    default -> "The deployment of " + awaited.revision() + " to " + service
                            + " failed, and ECS rolls nothing back." + reason;
                };
        return exception(awaited, verdict.status(), problem, remedy(verdict.status(), awaited), null);
    }

    DeploymentFailedException timedOut(AwaitedDeployment awaited, Duration timeout, Optional<Observation> last) {
        String state = last.map(seen -> " It now has the deployments of " + Deployments.names(seen.service()) + ".")
                .orElse("");
        String problem = "The deployment of " + awaited.revision() + " to "
                + awaited.before().reference() + " has not ended after " + timeout.toSeconds()
                + " seconds. It goes on" + id(awaited) + "." + state;
        String remedy = "Follow it: " + describe(awaited) + stopCommand()
                + " Or wait longer: <waitTimeout> (-Decs.waitTimeout, in seconds); the next mvn deploy follows it too.";
        return exception(awaited, DeploymentStatus.TIMED_OUT, problem, remedy + logs(awaited), null);
    }

    DeploymentFailedException unobserved(AwaitedDeployment awaited, ActionableException cause) {
        String problem = "The deployment of " + awaited.revision() + " to "
                + awaited.before().reference() + " continues" + id(awaited)
                + ", but its end cannot be seen from here. " + cause.problem();
        String remedy = cause.remedy() + NEW_LINE + "Follow the deployment: " + describe(awaited)
                + " The next mvn deploy follows it too.";
        return exception(awaited, DeploymentStatus.UNOBSERVED, problem, remedy, cause);
    }

    DeploymentFailedException interrupted(AwaitedDeployment awaited, InterruptedException cause) {
        String problem = "The wait was interrupted; the deployment of " + awaited.revision() + " to "
                + awaited.before().reference() + " continues" + id(awaited) + ".";
        return exception(
                awaited,
                DeploymentStatus.UNOBSERVED,
                problem,
                "Follow it: " + describe(awaited) + stopCommand(),
                cause);
    }

    DeploymentFailedException otherImage(AwaitedDeployment awaited, ContainerImage resolved) {
        String problem = "The deployment of " + awaited.revision() + " to "
                + awaited.before().reference() + " succeeded, but ECS says that container '"
                + resolved.containerName() + "' runs " + resolved.imageDigest() + " and not "
                + awaited.wanted().image() + ".";
        return exception(
                awaited,
                DeploymentStatus.FAILED,
                problem,
                "See what runs: aws ecs describe-service-revisions for the service; then deploy again.",
                null);
    }

    private String remedy(DeploymentStatus status, AwaitedDeployment awaited) {
        String look = NEW_LINE + "More: " + describe(awaited) + logs(awaited);
        return switch (status) {
            case SUPERSEDED -> "Find out who deployed (aws ecs describe-services, AWS CloudTrail: UpdateService); run"
                    + " mvn deploy again if this version is the one that should run." + look;
            case STOPPED -> "Somebody called StopServiceDeployment, or ECS gave up without a rollback; correct the cause"
                    + " and run mvn deploy again." + look;
            case ROLLBACK_FAILED -> "The service needs a person now: look at its tasks and events, correct the cause, and"
                    + " deploy a version that works." + look;
            case ROLLED_BACK -> "Correct the cause and run mvn deploy again; the revision stays registered." + look;
            default -> "Correct the cause and run mvn deploy again. With deployment circuit breaker and rollback on,"
                    + " ECS returns to the last version that succeeded, once there is one." + look;
        };
    }

    private DeploymentFailedException exception(
            AwaitedDeployment awaited,
            DeploymentStatus status,
            String headline,
            String remedy,
            @Nullable Throwable cause) {
        DeploymentFailedException.Details details = new DeploymentFailedException.Details(
                status, awaited.revision(), awaited.id(), lookup.arn(), events.told(), tasks.byReason());
        String causes = Stream.concat(
                        details.stoppedTasks().stream().map(StoppedTasks::toString), latestEvents(details.events()))
                .map(line -> NEW_LINE + "  " + line)
                .collect(Collectors.joining());
        return new DeploymentFailedException(headline + causes, remedy, details, cause);
    }

    private static Stream<String> latestEvents(List<DeploymentEvent> all) {
        return all.stream().skip(Math.max(0, all.size() - EVENTS)).map(event -> event.at() + " " + event.message());
    }

    private static String id(AwaitedDeployment awaited) {
        return awaited.id().map(id -> ", id " + id).orElse("");
    }

    private String describe(AwaitedDeployment awaited) {
        AwsAccount account = awaited.before().account();
        ServiceReference service = awaited.before().reference();
        return lookup.arn()
                        .map(arn -> "aws ecs describe-service-deployments --service-deployment-arns " + arn)
                        .orElse("aws ecs describe-services --cluster " + service.cluster() + " --services "
                                + service.service())
                + " --region " + account.region() + ".";
    }

    private String stopCommand() {
        return lookup.arn()
                .map(arn -> " Stop it and roll back: aws ecs stop-service-deployment --service-deployment-arn " + arn
                        + " --stop-type ROLLBACK.")
                .orElse("");
    }

    /** Where the containers write, when they write to CloudWatch Logs. */
    private static String logs(AwaitedDeployment awaited) {
        TreeSet<String> groups = awaited.wanted().definition().containerDefinitions().stream()
                .map(ContainerDefinition::logConfiguration)
                .filter(Objects::nonNull)
                .map(configuration -> configuration.options().get("awslogs-group"))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        return groups.stream()
                .map(group -> NEW_LINE + "Logs: aws logs tail " + group + " --since 1h --region "
                        + awaited.before().account().region())
                .collect(Collectors.joining());
    }
}
