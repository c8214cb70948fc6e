package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.image.ImageReference;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;

/** Finds deployments that somebody else than this build has started, such as CloudFormation. */
public final class StartedDeployments {
    private final EcsClient ecs;
    private final Services services;
    private final TaskDefinitions taskDefinitions;

    StartedDeployments(EcsClient ecs) {
        this.ecs = ecs;
        this.services = new Services(ecs);
        this.taskDefinitions = new TaskDefinitions(ecs);
    }

    /**
     * Ids of the deployments that a service has now; none when there is no such service.
     *
     * @throws ActionableException when AWS refuses to answer
     */
    public Set<String> ids(ServiceReference reference) {
        return look(reference).stream()
                .flatMap(service -> service.deployments().stream())
                .map(Deployment::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The service's latest deployment, to be followed to its verdict.
     *
     * @param but ids of those that are not meant, because they were there before
     * @param revision what it brings; where that is not known it is one that goes on
     * @return empty when there is no other
     * @throws ActionableException when AWS refuses to answer
     */
    public Optional<ServiceChange.Follow> latest(
            ServiceReference reference, Set<String> but, Optional<TaskDefinitionArn> revision) {
        return look(reference)
                .filter(service -> "ACTIVE".equals(service.status()))
                .flatMap(service -> Deployments.primary(service)
                        .filter(deployment -> !but.contains(deployment.id()))
                        .filter(deployment -> isMeant(deployment, revision))
                        .map(deployment -> follow(new RunningService(reference, service), deployment)));
    }

    private static boolean isMeant(Deployment deployment, Optional<TaskDefinitionArn> revision) {
        return revision.isPresent()
                ? revision.get().value().equals(deployment.taskDefinition())
                : deployment.rolloutState() != DeploymentRolloutState.COMPLETED;
    }

    private ServiceChange.Follow follow(RunningService service, Deployment deployment) {
        TaskDefinitionArn revision = new TaskDefinitionArn(deployment.taskDefinition());
        NewRevision wanted = taskDefinitions.asItIs(revision, Optional.empty(), service);
        return new ServiceChange.Follow(service, wanted, revision, deployment.id());
    }

    /**
     * The newest deployment that ended badly, though it may not be among the service's any more; of a service that is deleted or being
     * deleted its last one.
     *
     * @param but ids of those that are not meant, because they were there before
     */
    Optional<AwaitedDeployment> lastFailed(ServiceReference reference, Set<String> but) {
        Optional<Service> found = look(reference);
        return found.filter(service -> "ACTIVE".equals(service.status())).isPresent()
                ? found.flatMap(service ->
                        recorded(new RunningService(reference, service), but, brief -> DeploymentHistory.fate(brief)
                                .isBad()))
                : found.flatMap(service -> last(new RunningService(reference, service), but));
    }

    private Optional<AwaitedDeployment> last(RunningService service, Set<String> but) {
        return service.primary()
                .map(last -> awaited(service, last.taskDefinition(), last.id(), last.createdAt()))
                .or(() -> recorded(service, but, brief -> true));
    }

    private Optional<AwaitedDeployment> recorded(
            RunningService service, Set<String> but, Predicate<ServiceDeploymentBrief> which) {
        return DeploymentHistory.list(ecs, service.reference()).stream()
                .filter(brief -> brief.createdAt() != null && brief.targetServiceRevisionArn() != null)
                .filter(which)
                .filter(brief ->
                        but.stream().noneMatch(id -> Deployments.isTargetOf(id, brief.targetServiceRevisionArn())))
                .max(Comparator.comparing(ServiceDeploymentBrief::createdAt))
                .map(brief -> awaited(
                        service,
                        definition(brief),
                        "ecs-svc/"
                                + brief.targetServiceRevisionArn()
                                        .substring(
                                                brief.targetServiceRevisionArn().lastIndexOf('/') + 1),
                        brief.createdAt()));
    }

    private String definition(ServiceDeploymentBrief brief) {
        return ecs.describeServiceRevisions(request -> request.serviceRevisionArns(brief.targetServiceRevisionArn()))
                .serviceRevisions()
                .get(0)
                .taskDefinition();
    }

    private AwaitedDeployment awaited(RunningService service, String definition, String id, Instant createdAt) {
        // It may be deregistered by now.
        RegisteredRevision registered = taskDefinitions.describe(definition);
        ContainerDefinition container = ContainerChoice.in(BaseRevision.of(registered, service), Optional.empty());
        NewRevision wanted = new NewRevision(
                registered.definition(),
                container.name(),
                ImageReference.parse(container.image()),
                Optional.empty(),
                Optional.empty());
        return new AwaitedDeployment(service, wanted, registered.arn(), Optional.of(id), createdAt, Set.of());
    }

    private Optional<Service> look(ServiceReference reference) {
        try {
            return services.look(reference);
        } catch (ClusterNotFoundException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw AwsFailures.explain("look at " + reference, e);
        }
    }
}
