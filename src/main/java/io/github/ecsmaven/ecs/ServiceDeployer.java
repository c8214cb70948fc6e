package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsFailures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** Carries out a change of a service and says how it ended. */
public final class ServiceDeployer {
    private final EcsClient ecs;
    private final TaskDefinitions taskDefinitions;
    private final Clock clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final Evidence evidence;

    /**
     * @param clock tells how long a deployment takes
     * @param sleeper lets time pass between looks
     * @param random spreads the looks
     * @param evidence explains failures
     */
    public ServiceDeployer(EcsClient ecs, Clock clock, Sleeper sleeper, RandomGenerator random, Evidence evidence) {
        this.ecs = ecs;
        this.taskDefinitions = new TaskDefinitions(ecs);
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
        this.evidence = evidence;
    }

    /**
     * Carries out the change with at most one UpdateService, and waits for the verdict on its own deployment.
     *
     * @throws DeploymentFailedException when the deployment did not succeed, or that is not known in time
     * @throws ActionableException when AWS refuses before a deployment has begun
     */
    public DeploymentOutcome execute(ServiceChange change, DeploymentSettings settings, DeploymentListener listener) {
        DeploymentOutcome outcome = executed(change, settings, listener);
        listener.outcome(outcome);
        return outcome;
    }

    private DeploymentOutcome executed(ServiceChange change, DeploymentSettings settings, DeploymentListener listener) {
        if (change instanceof ServiceChange.Update update) {
            TaskDefinitionArn revision = register(update.wanted(), listener);
            settings.preDeployTask().ifPresent(task -> new PreDeployRun(
                            ecs, clock, sleeper, listener, evidence, update.service(), update.wanted(), revision, task)
                    .succeed());
            return deploy(update, revision, settings.forceNewDeployment(), settings, listener);
        }
        if (change instanceof ServiceChange.Redeploy redeploy) {
            return deploy(redeploy, redeploy.revision(), true, settings, listener);
        }
        if (change instanceof ServiceChange.Follow follow) {
            return follow(follow, settings, listener, Alongside.NOTHING);
        }
        if (change instanceof ServiceChange.Scale scale) {
            return scale(scale);
        }
        ServiceChange.Nothing nothing = (ServiceChange.Nothing) change;
        int count = nothing.service().desiredCount();
        return withoutDeployment(DeploymentStatus.NOTHING_TO_DO, nothing, nothing.revision(), count, clock.instant());
    }

    private TaskDefinitionArn register(NewRevision wanted, DeploymentListener listener) {
        TaskDefinitionArn revision = taskDefinitions.register(wanted);
        listener.registered(revision);
        return revision;
    }

    private DeploymentOutcome deploy(
            ServiceChange change,
            TaskDefinitionArn revision,
            boolean force,
            DeploymentSettings settings,
            DeploymentListener listener) {
        Instant start = clock.instant();
        listener.updating(change.service().reference(), revision);
        UpdateServiceRequest.Builder request = request(change).taskDefinition(revision.value());
        settings.desiredCount().ifPresent(request::desiredCount);
        if (force) {
            request.forceNewDeployment(true);
        }
        Service answer = update(change, request.build());
        int desired = answer.desiredCount() == null ? 0 : answer.desiredCount();
        if (desired == 0) {
            return withoutDeployment(DeploymentStatus.NOT_PROVEN, change, revision, 0, start);
        }
        AwaitedDeployment awaited =
                AwaitedDeployment.started(change.service(), change.wanted(), revision, answer, start);
        return await(awaited, settings, listener, Alongside.NOTHING);
    }

    /**
     * Waits for the verdict on a deployment that somebody else has started, and looks at something else between two looks.
     *
     * @throws DeploymentFailedException when the deployment did not succeed, or that is not known in time
     */
    public DeploymentOutcome execute(
            ServiceChange.Follow change,
            DeploymentSettings settings,
            DeploymentListener listener,
            Alongside alongside) {
        DeploymentOutcome outcome = follow(change, settings, listener, alongside);
        listener.outcome(outcome);
        return outcome;
    }

    /**
     * Explains the newest deployment that failed, when nobody has followed it. It never fails itself: what AWS does not tell is left out.
     *
     * @param but ids of deployments that are not meant, because they were there before
     */
    public Optional<DeploymentFailedException> explainLast(
            ServiceReference service, Set<String> but, DeploymentSettings settings) {
        DeploymentListener nobody = new NobodyListens();
        try {
            new StartedDeployments(ecs)
                    .lastFailed(service, but)
                    .ifPresent(failed -> await(failed, settings, nobody, Alongside.NOTHING));
            return Optional.empty();
        } catch (DeploymentFailedException e) {
            return Optional.of(e);
        } catch (ActionableException | SdkException notTold) {
            return Optional.empty();
        }
    }

    private DeploymentOutcome follow(
            ServiceChange.Follow change,
            DeploymentSettings settings,
            DeploymentListener listener,
            Alongside alongside) {
        int desired = settings.desiredCount().orElse(change.service().desiredCount());
        if (desired != change.service().desiredCount()) {
            update(change, request(change).desiredCount(desired).build());
        }
        if (desired == 0) {
            return withoutDeployment(DeploymentStatus.NOT_PROVEN, change, change.revision(), 0, clock.instant());
        }
        return await(AwaitedDeployment.followed(change, clock.instant()), settings, listener, alongside);
    }

    private DeploymentOutcome scale(ServiceChange.Scale change) {
        Instant start = clock.instant();
        update(change, request(change).desiredCount(change.to()).build());
        return withoutDeployment(DeploymentStatus.SCALED, change, change.revision(), change.to(), start);
    }

    private DeploymentOutcome await(
            AwaitedDeployment awaited, DeploymentSettings settings, DeploymentListener listener, Alongside alongside) {
        return new DeploymentWait(ecs, clock, sleeper, random, evidence, listener, awaited, settings, alongside)
                .await();
    }

    private static UpdateServiceRequest.Builder request(ServiceChange change) {
        ServiceReference service = change.service().reference();
        return UpdateServiceRequest.builder().cluster(service.cluster()).service(service.service());
    }

    private Service update(ServiceChange change, UpdateServiceRequest request) {
        ServiceReference service = change.service().reference();
        try {
            return ecs.updateService(request).service();
        } catch (ServiceNotActiveException e) {
            throw new ActionableException(
                    "The " + service + " is not ACTIVE any more: it was deleted while this deployment was prepared.",
                    "Create it again, or set <service> (-Decs.service) to one that is ACTIVE.",
                    e);
        } catch (InvalidParameterException e) {
            throw new ActionableException(
                    "ECS refused to update " + service + ": " + AwsFailures.sentence(e),
                    "Make the task definition fit the service (launch type, network mode, ports of its load balancers), or"
                            + " the service fit the task definition; the service was not changed.",
                    e);
        } catch (SdkException e) {
            throw PassRole.named(AwsFailures.explain("update " + service, e), change.wanted());
        }
    }

    private DeploymentOutcome withoutDeployment(
            DeploymentStatus status, ServiceChange change, TaskDefinitionArn revision, int desired, Instant start) {
        return new DeploymentOutcome(
                status,
                change.service().reference(),
                revision,
                change.service().taskDefinition(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                desired,
                Duration.between(start, clock.instant()));
    }
}
