package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsFailures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/**
 * Finds the deployment that a call on an Express service has begun. ECS registers its task definition, so that only a look at the service
 * tells what is being deployed.
 */
final class ExpressWait {
    /** Load balancer and certificate may be made before there is a deployment. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final EcsClient ecs;
    private final Clock clock;
    private final Sleeper sleeper;
    private final WantedExpress wanted;
    private final Instant start;

    ExpressWait(EcsClient ecs, Clock clock, Sleeper sleeper, WantedExpress wanted, Instant start) {
        this.ecs = ecs;
        this.clock = clock;
        this.sleeper = sleeper;
        this.wanted = wanted;
        this.start = start;
    }

    /**
     * Waits until the service shows it.
     *
     * @param before the service as it was before the call; empty when the call has made it
     * @param serviceRevision what it deploys, where the call's answer has it
     */
    AwaitedDeployment locate(Optional<RunningExpress> before, Optional<String> serviceRevision) {
        while (true) {
            Optional<Service> service = look();
            Optional<Deployment> own = service.flatMap(seen -> find(seen, before, serviceRevision));
            if (own.isPresent()) {
                RunningService known = before.map(RunningExpress::service)
                        .orElseGet(() -> new RunningService(wanted.service(), service.get()));
                return awaited(known, own.get(), before.isPresent() ? events(known) : Set.of());
            }
            if (!clock.instant().isBefore(start.plus(PATIENCE))) {
                throw notShown();
            }
            pause();
        }
    }

    private static Optional<Deployment> find(
            Service seen, Optional<RunningExpress> before, Optional<String> serviceRevision) {
        List<String> earlier = before.stream()
                .flatMap(it -> it.service().service().deployments().stream())
                .map(Deployment::id)
                .toList();
        return seen.deployments().stream()
                .filter(it -> serviceRevision
                        .map(arn -> Deployments.isTargetOf(it.id(), arn))
                        .orElseGet(() -> !earlier.contains(it.id())))
                .filter(it -> it.taskDefinition() != null)
                .findFirst();
    }

    /** One that somebody has started already. */
    AwaitedDeployment located(RunningExpress running, String deploymentId) {
        RunningService service = running.service();
        Deployment deployment =
                Deployments.byId(service.service(), deploymentId).orElseThrow();
        return awaited(service, deployment, Set.of());
    }

    private AwaitedDeployment awaited(RunningService before, Deployment own, Set<String> earlierEvents) {
        TaskDefinitionArn revision = new TaskDefinitionArn(own.taskDefinition());
        Instant begun = own.createdAt() == null ? start : own.createdAt();
        return new AwaitedDeployment(before, revision(revision), revision, Optional.of(own.id()), begun, earlierEvents);
    }

    private static Set<String> events(RunningService before) {
        return before.service().events().stream().map(ServiceEvent::id).collect(Collectors.toUnmodifiableSet());
    }

    /** What ECS has registered; it explains failures, and is not needed for the verdict. */
    private NewRevision revision(TaskDefinitionArn arn) {
        try {
            RegisteredRevision registered = new TaskDefinitions(ecs).describe(arn.value());
            return new NewRevision(
                    registered.definition(),
                    container(registered.definition().containerDefinitions()),
                    wanted.image(),
                    Optional.of(registered),
                    Optional.empty());
        } catch (SdkException notAllowed) {
            RegisterTaskDefinitionRequest unknown =
                    RegisterTaskDefinitionRequest.builder().family(arn.family()).build();
            return new NewRevision(unknown, "", wanted.image(), Optional.empty(), Optional.empty());
        }
    }

    private String container(List<ContainerDefinition> containers) {
        String image = wanted.image().toString();
        return containers.stream()
                .filter(it -> image.equals(it.image()))
                .findFirst()
                .or(() -> containers.stream().findFirst())
                .map(ContainerDefinition::name)
                .orElse("");
    }

    /** A service that was just made may not be there for every look. */
    private Optional<Service> look() {
        try {
            return new Services(ecs).look(wanted.service()).filter(it -> "ACTIVE".equals(it.status()));
        } catch (SdkException e) {
            if (AwsFailures.isAccessDenied(e) || AwsFailures.isExpired(e)) {
                throw AwsFailures.explain("look at " + wanted.service(), e);
            }
            return Optional.empty();
        }
    }

    private ActionableException notShown() {
        return new ActionableException(
                "ECS has taken the change of " + wanted.service() + ", and shows no deployment of it after "
                        + PATIENCE.toSeconds() + " seconds.",
                "See what ECS makes of it: aws ecs describe-services --cluster "
                        + wanted.service().cluster() + " --services "
                        + wanted.service().serviceName()
                        + "; then run mvn deploy again, which follows a deployment that goes on.");
    }

    private void pause() {
        try {
            sleeper.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionableException(
                    "The wait was interrupted; the change of " + wanted.service() + " continues.",
                    "The next mvn deploy follows it.",
                    e);
        }
    }
}
