package io.github.ecsmaven.release;

import io.github.ecsmaven.ecs.Alongside;
import io.github.ecsmaven.ecs.DeploymentFailedException;
import io.github.ecsmaven.ecs.DeploymentOutcome;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.DeploymentStatus;
import io.github.ecsmaven.ecs.EcsAccount;
import io.github.ecsmaven.ecs.Evidence;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.ecs.TaskDefinitionArn;
import io.github.ecsmaven.stack.StackAccount;
import io.github.ecsmaven.stack.StackChange;
import io.github.ecsmaven.stack.StackEnd;
import io.github.ecsmaven.stack.StackEvent;
import io.github.ecsmaven.stack.StackFailedException;
import io.github.ecsmaven.stack.StackOutcome;
import io.github.ecsmaven.stack.StackOutput;
import io.github.ecsmaven.stack.StackRun;
import io.github.ecsmaven.stack.StackSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows one operation on a stack, and inside it the deployment of the service: CloudFormation only says that the service is not stable
 * yet, and why it never got so ECS alone knows, as long as it is there. Used once.
 */
final class StackPursuit {
    private static final String SERVICE = "AWS::ECS::Service";

    /** In which nothing is taken back yet. */
    private static final List<String> FORWARD = List.of("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS");

    private final StackAccount stacks;
    private final EcsAccount ecs;
    private final Evidence evidence;
    private final DeploymentSettings settings;
    private final StackReleaseListener listener;
    private Set<String> before = Set.of();
    private boolean followed;
    private @Nullable DeploymentOutcome deployment;
    private @Nullable DeploymentFailedException failure;

    StackPursuit(
            StackAccount stacks,
            EcsAccount ecs,
            Evidence evidence,
            DeploymentSettings settings,
            StackReleaseListener listener) {
        this.stacks = stacks;
        this.ecs = ecs;
        this.evidence = evidence;
        this.settings = StackedService.own(settings);
        this.listener = listener;
    }

    /** How the service's deployment ended; empty when there was none. */
    Optional<DeploymentOutcome> deployment() {
        return Optional.ofNullable(deployment);
    }

    /**
     * Begins it, or joins it at work, and waits for the end of both.
     *
     * @return a failure only of what was found at work and does not make what is wanted
     * @throws StackFailedException when the stack did not end well, or that is not known in time
     * @throws DeploymentFailedException when it did, and the service did not
     */
    StackOutcome follow(StackChange change, StackSettings stackSettings) {
        if (change instanceof StackChange.Update update) {
            before = update.stack()
                    .output(StackOutput.SERVICE)
                    .map(StackedService::ofArn)
                    .map(service -> ecs.startedDeployments().ids(service))
                    .orElse(Set.of());
        }
        StackRun run = stacks.deployer().begin(change, stackSettings, listener.stack());
        StackOutcome outcome = ended(run);
        boolean others = change instanceof StackChange.Follow follow && !follow.makesWhatIsWanted();
        if (others) {
            return outcome;
        }
        if (outcome.end().isFailure()) {
            throw explained(outcome);
        }
        if (failure != null) {
            throw failure;
        }
        return outcome;
    }

    private StackOutcome ended(StackRun run) {
        run.look();
        while (run.outcome().isEmpty()) {
            Optional<ServiceChange.Follow> started = followed ? Optional.empty() : started(run);
            if (started.isPresent()) {
                follow(started.get(), run);
            } else {
                explainWhatIsLost(run);
                run.pause();
                run.look();
            }
        }
        explainWhatIsLost(run);
        if (!followed && !run.outcome().get().end().isFailure()) {
            // It was over before it was looked at; the verdict on it is ECS's all the same.
            latest(run).ifPresent(late -> follow(late, run));
        }
        return run.outcome().get();
    }

    private Optional<ServiceChange.Follow> started(StackRun run) {
        boolean atWork = FORWARD.contains(run.stack().status())
                && run.newest(SERVICE)
                        .filter(event -> FORWARD.contains(event.status()))
                        .isPresent();
        return atWork ? latest(run) : Optional.empty();
    }

    private Optional<ServiceChange.Follow> latest(StackRun run) {
        return run.newest(SERVICE)
                .flatMap(StackEvent::physicalId)
                .filter(id -> id.startsWith("arn:"))
                .map(StackedService::ofArn)
                .flatMap(service -> ecs.startedDeployments().latest(service, before, revision(run)));
    }

    /** The one that this operation has made. */
    private static Optional<TaskDefinitionArn> revision(StackRun run) {
        return run.newest("AWS::ECS::TaskDefinition")
                .flatMap(StackEvent::physicalId)
                .filter(id -> id.startsWith("arn:"))
                .map(TaskDefinitionArn::new);
    }

    private void follow(ServiceChange.Follow started, StackRun run) {
        followed = true;
        try {
            deployment = ecs.deployer(evidence).execute(started, settings, listener.deployment(), alongside(run));
        } catch (DeploymentFailedException e) {
            failure = e;
            if (isStillGoingOn(e.status())) {
                throw e;
            }
        }
    }

    private static boolean isStillGoingOn(DeploymentStatus status) {
        return status == DeploymentStatus.TIMED_OUT
                || status == DeploymentStatus.UNOBSERVED
                || status == DeploymentStatus.WAITING_FOR_HUMAN;
    }

    private static Alongside alongside(StackRun run) {
        return new Alongside() {
            @Override
            public void look() {
                run.look();
            }

            @Override
            public Optional<String> lost() {
                return run.outcome()
                        .filter(outcome -> outcome.end().isFailure())
                        .map(outcome -> "Its " + outcome.stack() + " is "
                                + outcome.stack().status() + ".");
            }
        };
    }

    /** The deployment explains the stack's failure when the service is what failed first. */
    private StackFailedException explained(StackOutcome outcome) {
        DeploymentFailedException inside = failure;
        boolean service =
                outcome.cause().filter(cause -> !cause.type().equals(SERVICE)).isEmpty();
        if (inside == null || !service) {
            return stacks.deployer().failure(outcome, listener.stack());
        }
        String fix = inside.diagnosis()
                .fix()
                .map(sentence -> " To fix: " + sentence + ".")
                .orElse("");
        // Of a service that is gone nothing is left to be looked at.
        String remedy = outcome.end() == StackEnd.CREATION_FAILED ? "" : inside.remedy();
        return stacks.deployer().failure(outcome, listener.stack(), fix, inside.report(), remedy, inside);
    }

    /** It may have failed between two looks, or before this run came; it is told as long as something of it is left. */
    private void explainWhatIsLost(StackRun run) {
        Optional<String> service = run.cause()
                .filter(cause -> !followed && cause.type().equals(SERVICE))
                .flatMap(StackEvent::physicalId)
                .filter(id -> id.startsWith("arn:"));
        if (service.isPresent()) {
            followed = true;
            failure = ecs.deployer(evidence)
                    .explainLast(StackedService.ofArn(service.get()), before, settings)
                    .orElse(null);
        }
    }
}
