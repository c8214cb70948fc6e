package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.RecentReads;
import io.github.ecsmaven.ecs.DeploymentHistory.Fate;
import io.github.ecsmaven.ecs.ServiceChange.Reason;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/** Decides what has to happen to a service. Reads, and changes nothing. */
public final class ServiceChanges {
    private final EcsClient ecs;
    private final TaskDefinitions taskDefinitions;
    private final Optional<RecentReads> recent;

    public ServiceChanges(EcsClient ecs) {
        this(ecs, Optional.empty());
    }

    ServiceChanges(EcsClient ecs, Optional<RecentReads> recent) {
        this.ecs = ecs;
        this.taskDefinitions = new TaskDefinitions(ecs, recent);
        this.recent = recent;
    }

    /**
     * Compares what runs with what is wanted. Only a deployment that succeeded is a reason to do nothing: one in progress is
     * followed, and one that failed, was stopped or rolled back is repeated.
     *
     * @throws ActionableException when AWS refuses to answer
     */
    public ServiceChange decide(RunningService service, NewRevision wanted, DeploymentSettings settings) {
        RegisteredRevision running = running(service, wanted);
        List<FieldChange> differences = differences(service, wanted, running);
        DeploymentHistory history = history(service);
        ServiceChange update = new ServiceChange.Update(service, wanted, running.arn(), differences);
        if (!differences.isEmpty()) {
            return repeated(service, wanted, history).orElse(update);
        }
        ServiceChange change = ofEqual(service, wanted, running.arn(), settings, history.ofWhatRuns());
        // ECS updates no service to a deregistered revision, so its content is registered anew.
        return change instanceof ServiceChange.Redeploy && !running.isActive() ? update : change;
    }

    /**
     * Reads what a decision will need of the service's past.
     *
     * @throws ActionableException when AWS refuses to answer
     */
    public void lookBack(RunningService service) {
        history(service);
    }

    private DeploymentHistory history(RunningService service) {
        return recent.map(reads ->
                        reads.read("deployments", service.reference(), () -> DeploymentHistory.read(ecs, service)))
                .orElseGet(() -> DeploymentHistory.read(ecs, service));
    }

    private static ServiceChange ofEqual(
            RunningService service,
            NewRevision wanted,
            TaskDefinitionArn running,
            DeploymentSettings settings,
            Fate fate) {
        if (fate.isBad()) {
            return new ServiceChange.Redeploy(service, wanted, running, fate.asReason());
        }
        if (settings.forceNewDeployment()) {
            return new ServiceChange.Redeploy(service, wanted, running, Reason.FORCED);
        }
        int count = settings.desiredCount().orElse(service.desiredCount());
        if (service.desiredCount() == 0 && count > 0) {
            return new ServiceChange.Redeploy(service, wanted, running, Reason.NEVER_RAN);
        }
        if (fate == Fate.IN_PROGRESS && service.primary().isPresent()) {
            String id = service.primary().get().id();
            return new ServiceChange.Follow(service, wanted, running, id);
        }
        return count == service.desiredCount()
                ? new ServiceChange.Nothing(service, wanted, running)
                : new ServiceChange.Scale(service, wanted, running, count);
    }

    /** After a rollback an earlier revision runs; the one that failed may be the very one that is wanted, and is registered. */
    private Optional<ServiceChange> repeated(RunningService service, NewRevision wanted, DeploymentHistory history) {
        return history.lastFailed().flatMap(failed -> targetOf(failed)
                .filter(RegisteredRevision::isActive)
                .filter(target -> differences(service, wanted, target).isEmpty())
                .map(target -> new ServiceChange.Redeploy(
                        service,
                        wanted,
                        target.arn(),
                        DeploymentHistory.fate(failed).asReason())));
    }

    /** Only spares a superfluous revision, so that every refusal to answer means: not known. */
    private Optional<RegisteredRevision> targetOf(ServiceDeploymentBrief deployment) {
        if (deployment.targetServiceRevisionArn() == null) {
            return Optional.empty();
        }
        try {
            return ecs
                    .describeServiceRevisions(
                            request -> request.serviceRevisionArns(deployment.targetServiceRevisionArn()))
                    .serviceRevisions()
                    .stream()
                    .findFirst()
                    .map(ServiceRevision::taskDefinition)
                    .map(taskDefinitions::describe);
        } catch (SdkException notKnown) {
            return Optional.empty();
        }
    }

    /** Mostly what runs is the base of what is wanted, and has been read. */
    private RegisteredRevision running(RunningService service, NewRevision wanted) {
        return wanted.base()
                .filter(base -> base.arn().equals(service.taskDefinition()))
                .orElseGet(() -> taskDefinitions.running(service));
    }

    private static List<FieldChange> differences(
            RunningService service, NewRevision wanted, RegisteredRevision registered) {
        AwsAccount account = service.account();
        NormalForm after = NormalForm.of(wanted.definition(), account);
        NormalForm before = NormalForm.of(registered.definition(), account);
        boolean equal = Fingerprint.in(registered.definition().tags())
                .filter(Fingerprint.of(after, before)::equals)
                .isPresent();
        return equal ? List.of() : after.differencesFrom(before);
    }
}
