package io.github.ecsmaven.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/**
 * The one deployment whose verdict counts.
 *
 * @param before the service before it was updated, or when it was found under deployment
 * @param wanted what is to run
 * @param revision the same as a registered revision
 * @param id ECS's id of the deployment; absent until ECS shows it
 * @param createdAt when it began, by AWS's clock once it is known
 * @param earlierEvents ids of the events from before it
 */
record AwaitedDeployment(
        RunningService before,
        NewRevision wanted,
        TaskDefinitionArn revision,
        Optional<String> id,
        Instant createdAt,
        Set<String> earlierEvents) {
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    /** The one that an answer to UpdateService is about. */
    static AwaitedDeployment started(
            RunningService before, NewRevision wanted, TaskDefinitionArn revision, Service answer, Instant now) {
        Set<String> events =
                before.service().events().stream().map(ServiceEvent::id).collect(Collectors.toUnmodifiableSet());
        return new AwaitedDeployment(before, wanted, revision, Optional.empty(), now, events).located(answer);
    }

    /** One that somebody has started already. */
    static AwaitedDeployment followed(ServiceChange.Follow change, Instant now) {
        Deployment deployment = Deployments.byId(change.service().service(), change.deploymentId())
                .orElseThrow();
        return new AwaitedDeployment(
                        change.service(), change.wanted(), change.revision(), Optional.empty(), now, Set.of())
                .withDeployment(deployment);
    }

    /** ECS may answer before it has made the deployment: then the next look may show one that was not there before. */
    AwaitedDeployment located(Service service) {
        if (id.isPresent()) {
            return this;
        }
        return service.deployments().stream()
                .filter(this::isNew)
                .filter(deployment -> revision.value().equals(deployment.taskDefinition()))
                .findFirst()
                .map(this::withDeployment)
                .orElse(this);
    }

    /** Whether a deployment was not there before ours was asked for. */
    boolean isNew(Deployment deployment) {
        return before.service().deployments().stream()
                .noneMatch(earlier -> earlier.id().equals(deployment.id()));
    }

    Optional<Deployment> in(Service service) {
        return id.flatMap(own -> Deployments.byId(service, own));
    }

    boolean isOurs(Deployment deployment) {
        return id.filter(deployment.id()::equals).isPresent();
    }

    /** From when on things may be about this deployment. */
    Instant since() {
        return createdAt.minus(CLOCK_SKEW);
    }

    private AwaitedDeployment withDeployment(Deployment deployment) {
        Instant begun = deployment.createdAt() == null ? createdAt : deployment.createdAt();
        return new AwaitedDeployment(before, wanted, revision, Optional.of(deployment.id()), begun, earlierEvents);
    }
}
