package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.DeploymentFailedException;
import io.github.ecsmaven.ecs.DeploymentOutcome;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.EcsAccount;
import io.github.ecsmaven.ecs.Evidence;
import io.github.ecsmaven.ecs.RevisionListener;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.ecs.TaskDefinitionArn;
import io.github.ecsmaven.stack.DeployedStack;
import io.github.ecsmaven.stack.Removal;
import io.github.ecsmaven.stack.StackAccount;
import io.github.ecsmaven.stack.StackChange;
import io.github.ecsmaven.stack.StackEnd;
import io.github.ecsmaven.stack.StackFailedException;
import io.github.ecsmaven.stack.StackListener;
import io.github.ecsmaven.stack.StackOutcome;
import io.github.ecsmaven.stack.StackOutput;
import io.github.ecsmaven.stack.StackRequest;
import io.github.ecsmaven.stack.StackSettings;
import io.github.ecsmaven.stack.StackTags;
import java.time.Duration;
import java.util.Optional;

/** Services in stacks of their own: what has to happen to them, and that it happens. */
public final class StackReleases {
    /** Somebody else may begin something each time that we have followed something. */
    private static final int MOST_ROUNDS = 10;

    private final StackAccount stacks;
    private final EcsAccount ecs;
    private final Evidence evidence;
    private final StackedService services;

    /** @param evidence explains failures */
    public StackReleases(StackAccount stacks, EcsAccount ecs, Evidence evidence) {
        this.stacks = stacks;
        this.ecs = ecs;
        this.evidence = evidence;
        this.services = new StackedService(ecs);
    }

    /**
     * Finds out what has to happen. The change set of an update is there afterwards, to be executed or {@linkplain #discard discarded}.
     *
     * @throws ActionableException when the stack is somebody else's, CloudFormation does not take the template, or AWS refuses
     */
    public StackDecision decide(StackRequest request, DeploymentSettings settings) {
        return decided(stacks.changes().decide(request), settings);
    }

    /** The same to be looked at alone: no change set is left behind. */
    public StackDecision preview(StackRequest request, DeploymentSettings settings) {
        return decided(stacks.changes().preview(request), settings);
    }

    private StackDecision decided(StackChange change, DeploymentSettings settings) {
        Optional<ServiceChange> service = change instanceof StackChange.Nothing nothing
                ? services.decide(nothing.stack(), settings)
                : Optional.empty();
        return new StackDecision(change, service);
    }

    /** Deletes the change set of an update that is not going to happen. */
    public void discard(StackDecision decision) {
        stacks.changes().discard(decision.stack());
    }

    /**
     * Carries it out, and follows stack and service to the verdict.
     *
     * @throws StackFailedException when the stack did not end well, or that is not known in time; its cause is a {@link
     *     DeploymentFailedException} where the service's deployment is what failed
     * @throws DeploymentFailedException when the stack is well, and the service's deployment is not, or is not known to be in time
     * @throws ActionableException when AWS refuses before anything has begun, or something would be lost that may not be
     */
    public StackReleaseOutcome execute(
            StackDecision decision,
            StackSettings stackSettings,
            DeploymentSettings deploymentSettings,
            StackReleaseListener listener) {
        StackDecision next = decision;
        Optional<StackOutcome> followed = Optional.empty();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            listener.decided(next);
            if (next.stack() instanceof StackChange.Nothing nothing) {
                StackOutcome outcome =
                        followed.filter(it -> !it.end().isFailure()).orElseGet(() -> unchanged(nothing.stack()));
                return ended(outcome, next.service(), deploymentSettings, listener);
            }
            StackPursuit pursuit = new StackPursuit(stacks, ecs, evidence, deploymentSettings, listener);
            StackOutcome outcome = pursuit.follow(next.stack(), stackSettings);
            if (!(next.stack() instanceof StackChange.Follow)) {
                return pursuit.deployment()
                        .map(deployment -> ended(outcome, deployment, listener))
                        .orElseGet(() -> ended(
                                outcome,
                                services.decide(outcome.stack(), deploymentSettings),
                                deploymentSettings,
                                listener));
            }
            followed = Optional.of(outcome);
            next = decide(decision.stack().request(), deploymentSettings);
        }
        throw new ActionableException(
                "Others change " + decision.stack().request() + " again and again.",
                "Run mvn deploy when they have ended.");
    }

    private static StackOutcome unchanged(DeployedStack stack) {
        return new StackOutcome(StackEnd.UNCHANGED, stack, Optional.empty(), Duration.ZERO);
    }

    private StackReleaseOutcome ended(
            StackOutcome outcome,
            Optional<ServiceChange> service,
            DeploymentSettings settings,
            StackReleaseListener listener) {
        Optional<DeploymentOutcome> deployment = service.map(
                change -> ecs.deployer(evidence).execute(change, StackedService.own(settings), listener.deployment()));
        listener.stack().ended(outcome);
        return new StackReleaseOutcome(outcome, deployment);
    }

    private static StackReleaseOutcome ended(
            StackOutcome outcome, DeploymentOutcome deployment, StackReleaseListener listener) {
        listener.stack().ended(outcome);
        return new StackReleaseOutcome(outcome, Optional.of(deployment));
    }

    /**
     * What would go if the service were removed; empty when there is no stack.
     *
     * @param owner {@code cluster/service}, see {@link StackTags#owner}
     * @throws ActionableException when the stack is somebody else's, and when AWS refuses to answer
     */
    public Optional<Removal> removal(String stackName, String owner) {
        return stacks.deployer().removal(stackName, owner);
    }

    /**
     * Deletes the stack with all that it has, then deregisters the revisions that earlier deployments of it left.
     *
     * @throws StackFailedException when something cannot be deleted, or that is not known in time
     */
    public StackOutcome remove(
            Removal removal, StackSettings settings, StackListener listener, RevisionListener revisions) {
        StackOutcome outcome = stacks.deployer().remove(removal, settings, listener);
        removal.goes().stream()
                .filter(one -> one.type().equals("AWS::ECS::TaskDefinition"))
                .flatMap(one -> one.physicalId().stream())
                .map(TaskDefinitionArn::new)
                .findFirst()
                .ifPresent(revision -> deregister(removal.stack(), revision.family(), revisions));
        return outcome;
    }

    private void deregister(DeployedStack stack, String family, RevisionListener listener) {
        stack.owner().ifPresent(owner -> ecs.ownRevisions()
                .deregister(
                        stack.output(StackOutput.CLUSTER).orElse(owner.split("/", 2)[0]),
                        family,
                        StackTags.OWNER,
                        owner,
                        listener));
    }
}
