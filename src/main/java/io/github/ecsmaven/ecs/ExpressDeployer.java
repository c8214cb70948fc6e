package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CreateExpressGatewayServiceResponse;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.UpdateExpressGatewayServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdatedExpressGatewayService;

/**
 * Carries out a change of an Express service with one call, and says how it ended. Its deployments are those of every service: ECS keeps a
 * record of each (API reference, ListServiceDeployments), and the verdict is that record's, rolled back included.
 */
public final class ExpressDeployer {
    /** How long a role that was just made may be unknown to ECS. */
    private static final Duration ROLE_PATIENCE = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final EcsClient ecs;
    private final ExpressServices services;
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
    public ExpressDeployer(EcsClient ecs, Clock clock, Sleeper sleeper, RandomGenerator random, Evidence evidence) {
        this.ecs = ecs;
        this.services = new ExpressServices(ecs);
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
        this.evidence = evidence;
    }

    /**
     * Carries the change out, and waits for the verdict on its own deployment.
     *
     * @param rolesAreNew whether its roles were made a moment ago, which ECS may not know yet
     * @throws DeploymentFailedException when the deployment did not succeed, or that is not known in time
     * @throws ActionableException when AWS refuses before a deployment has begun
     */
    public ExpressOutcome execute(
            ExpressChange change, boolean rolesAreNew, DeploymentSettings settings, DeploymentListener listener) {
        Instant start = clock.instant();
        if (change instanceof ExpressChange.Nothing nothing) {
            return ended(nothing.running(), withoutDeployment(nothing.running()), listener);
        }
        if (change instanceof ExpressChange.Follow follow) {
            ExpressWait wait = wait(follow.wanted(), start);
            return await(wait.located(follow.running(), follow.deploymentId()), settings, listener);
        }
        Sent sent = begun(change, rolesAreNew, start);
        ExpressWait wait = wait(change.wanted(), start);
        return await(wait.locate(change.before(), sent.serviceRevision()), settings, listener);
    }

    private ExpressWait wait(WantedExpress wanted, Instant start) {
        return new ExpressWait(ecs, clock, sleeper, wanted, start);
    }

    /** @param serviceRevision ARN of the service revision that the call has made, where the answer has it */
    private record Sent(Optional<String> serviceRevision) {}

    private Sent begun(ExpressChange change, boolean rolesAreNew, Instant start) {
        try {
            return sent(change, rolesAreNew, start);
        } catch (SdkException e) {
            if (change instanceof ExpressChange.Create create && services.isMade(create.wanted())) {
                return new Sent(Optional.empty());
            }
            throw ExpressRefusals.explain(change, e);
        }
    }

    private Sent sent(ExpressChange change, boolean rolesAreNew, Instant start) {
        while (true) {
            try {
                return send(change);
            } catch (SdkException e) {
                boolean waits = rolesAreNew
                        && ExpressRefusals.isOfAssuming(e)
                        && clock.instant().isBefore(start.plus(ROLE_PATIENCE));
                if (!waits) {
                    throw e;
                }
                pause();
            }
        }
    }

    // IAM's changes take a while to be seen everywhere (IAM user guide, "Changes that I make are not always immediately
    // visible").
    private void pause() {
        try {
            sleeper.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionableException(
                    "Maven was interrupted before ECS knew the new roles; the service was not made.",
                    "Run it again.",
                    e);
        }
    }

    private Sent send(ExpressChange change) {
        if (change instanceof ExpressChange.Create create) {
            CreateExpressGatewayServiceResponse answer =
                    ecs.createExpressGatewayService(create.wanted().creation());
            return new Sent(answer.service().activeConfigurations().stream()
                    .findFirst()
                    .map(ExpressGatewayServiceConfiguration::serviceRevisionArn));
        }
        if (change instanceof ExpressChange.Update update) {
            tag(update);
            UpdatedExpressGatewayService answer =
                    ecs.updateExpressGatewayService(request(update)).service();
            return new Sent(Optional.ofNullable(answer.targetConfiguration())
                    .map(ExpressGatewayServiceConfiguration::serviceRevisionArn));
        }
        // Whether an update without differences starts a deployment is not documented; that this does is
        // (UpdateService).
        ServiceReference service = change.wanted().service();
        Service answer = ecs.updateService(request -> request.cluster(service.cluster())
                        .service(service.service())
                        .forceNewDeployment(true))
                .service();
        return new Sent(Deployments.primary(answer)
                .filter(primary -> change.before().orElseThrow().service().deployments().stream()
                        .noneMatch(earlier -> primary.id().equals(earlier.id())))
                .map(primary -> "/" + primary.id().substring(primary.id().lastIndexOf('/') + 1)));
    }

    /** UpdateExpressGatewayService takes no tags. */
    private void tag(ExpressChange.Update update) {
        List<Tag> tags = update.newTags().entrySet().stream()
                .map(it -> Tag.builder().key(it.getKey()).value(it.getValue()).build())
                .toList();
        if (!tags.isEmpty()) {
            ecs.tagResource(request ->
                    request.resourceArn(update.running().service().arn()).tags(tags));
        }
    }

    private static UpdateExpressGatewayServiceRequest request(ExpressChange.Update update) {
        ExpressGatewayServiceConfiguration wanted = update.wanted()
                .over(update.running().configuration().orElseGet(() -> ExpressGatewayServiceConfiguration.builder()
                        .build()));
        return UpdateExpressGatewayServiceRequest.builder()
                .serviceArn(update.running().service().arn())
                .executionRoleArn(wanted.executionRoleArn())
                .taskRoleArn(wanted.taskRoleArn())
                .cpu(wanted.cpu())
                .memory(wanted.memory())
                .healthCheckPath(wanted.healthCheckPath())
                .primaryContainer(wanted.primaryContainer())
                .networkConfiguration(wanted.networkConfiguration())
                .scalingTarget(wanted.scalingTarget())
                .build();
    }

    private ExpressOutcome await(AwaitedDeployment awaited, DeploymentSettings settings, DeploymentListener listener) {
        DeploymentOutcome outcome = new DeploymentWait(
                        ecs, clock, sleeper, random, evidence, listener, awaited, settings, Alongside.NOTHING)
                .await();
        ServiceReference reference = awaited.before().reference();
        RunningExpress now = services.find(reference)
                .orElseThrow(() -> new ActionableException(
                        "The " + reference + " was deleted as soon as its deployment had succeeded.",
                        "Find out who deleted it (AWS CloudTrail: DeleteExpressGatewayService)."));
        return ended(now, outcome, listener, awaited.wanted().container());
    }

    private ExpressOutcome ended(RunningExpress now, DeploymentOutcome outcome, DeploymentListener listener) {
        return ended(now, outcome, listener, "");
    }

    private static ExpressOutcome ended(
            RunningExpress now, DeploymentOutcome outcome, DeploymentListener listener, String container) {
        listener.outcome(outcome);
        return new ExpressOutcome(outcome, now.service().arn(), container, now.url());
    }

    private static DeploymentOutcome withoutDeployment(RunningExpress running) {
        RunningService service = running.service();
        return new DeploymentOutcome(
                DeploymentStatus.NOTHING_TO_DO,
                service.reference(),
                service.taskDefinition(),
                service.taskDefinition(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                service.desiredCount(),
                Duration.ZERO);
    }
}
