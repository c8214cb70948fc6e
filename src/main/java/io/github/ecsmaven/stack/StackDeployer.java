package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Pace;
import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.stack.ChangeSets.Made;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;

/** Carries changes of stacks out, deletes stacks, and says how it ended. */
public final class StackDeployer {
    /** Somebody else may begin something each time that we have followed something. */
    private static final int MOST_ROUNDS = 10;

    private final Stacks stacks;
    private final StackChanges changes;
    private final Supplier<CloudFormationClient> client;
    private final Clock clock;
    private final Sleeper sleeper;
    private final Pace pace;
    private final ChangeSets changeSets;
    private final Leftovers leftovers;
    private final StackFailures failures;

    StackDeployer(
            Stacks stacks,
            StackChanges changes,
            Supplier<CloudFormationClient> client,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random) {
        this.stacks = stacks;
        this.changes = changes;
        this.client = client;
        this.clock = clock;
        this.sleeper = sleeper;
        this.pace = new Pace(random);
        this.changeSets = new ChangeSets(client, clock, sleeper);
        this.leftovers = new Leftovers(stacks, client, changeSets, clock, sleeper, pace);
        this.failures = new StackFailures(stacks, leftovers, new Drift(client));
    }

    /**
     * Carries a change out and waits for its end; after a {@link StackChange.Follow} it decides again. For stacks without a service:
     * those with one are followed by {@code release} together with the deployment inside.
     *
     * @throws StackFailedException when it did not end well, or that is not known in time
     * @throws ActionableException when AWS refuses before anything has begun
     */
    public StackOutcome execute(StackChange change, StackSettings settings, StackListener listener) {
        StackChange next = change;
        Optional<StackOutcome> followed = Optional.empty();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (next instanceof StackChange.Nothing nothing) {
                StackOutcome outcome = followed.filter(one -> !one.end().isFailure())
                        .orElseGet(() ->
                                new StackOutcome(StackEnd.UNCHANGED, nothing.stack(), Optional.empty(), Duration.ZERO));
                listener.ended(outcome);
                return outcome;
            }
            StackOutcome outcome = begin(next, settings, listener).await();
            if (!(next instanceof StackChange.Follow follow)) {
                return succeeded(outcome, listener);
            }
            if (follow.makesWhatIsWanted() && outcome.end().isFailure()) {
                throw failure(outcome, listener);
            }
            followed = Optional.of(outcome);
            next = changes.decide(change.request());
        }
        throw new ActionableException(
                "Others change " + next.request() + " again and again.", "Run mvn deploy when they have ended.");
    }

    private StackOutcome succeeded(StackOutcome outcome, StackListener listener) {
        if (outcome.end().isFailure()) {
            throw failure(outcome, listener);
        }
        listener.ended(outcome);
        return outcome;
    }

    /**
     * Lets CloudFormation begin, or joins it at work; the end is awaited with what is answered.
     *
     * @throws ActionableException when AWS refuses, something would be lost that may not be, or the stack is stuck
     * @throws IllegalArgumentException when there is nothing to do
     */
    public StackRun begin(StackChange change, StackSettings settings, StackListener listener) {
        if (change instanceof StackChange.Create) {
            return create(change.request(), settings, listener);
        }
        if (change instanceof StackChange.Recreate recreate) {
            listener.removingLeftover(recreate.leftover());
            leftovers.remove(recreate.leftover());
            return create(change.request(), settings, listener);
        }
        if (change instanceof StackChange.Update update) {
            return update(update, settings, listener);
        }
        if (change instanceof StackChange.Follow follow) {
            return run(follow.stack(), Optional.empty(), settings, listener);
        }
        if (change instanceof StackChange.Stuck stuck) {
            throw stuck.toException();
        }
        throw new IllegalArgumentException("nothing to do: " + change.request());
    }

    private StackRun create(StackRequest request, StackSettings settings, StackListener listener) {
        Made made = madeForCreation(request);
        DeployedStack stack = new DeployedStack(
                made.stackId(), request.name(), "CREATE_IN_PROGRESS", Optional.empty(), request.tags(), Map.of());
        try {
            return execute(made.id(), stack, settings, listener);
        } catch (SdkException e) {
            leftovers.removeReview(request.name());
            throw AwsFailures.explain("create stack '" + request.name() + "'", e);
        }
    }

    private Made madeForCreation(StackRequest request) {
        try {
            return changeSets.make(request, ChangeSetType.CREATE);
        } catch (ActionableException e) {
            leftovers.removeReview(request.name());
            throw e;
        } catch (SdkException e) {
            leftovers.removeReview(request.name());
            throw overtaken(e, request.name())
                    .orElseGet(() -> AwsFailures.explain("create stack '" + request.name() + "'", e));
        }
    }

    /** Two runs at once: what was decided no longer holds, and nothing of it was done. */
    private Optional<ActionableException> overtaken(SdkException e, String name) {
        boolean late = e instanceof AwsServiceException refusal
                && (AwsFailures.code(refusal).equals("InvalidChangeSetStatus")
                        || AwsFailures.code(refusal).equals("ChangeSetNotFound")
                        || AwsFailures.sentence(refusal).contains("can not be updated")
                        || AwsFailures.sentence(refusal).contains("already exists and cannot be created"));
        stacks.changed();
        return late
                ? Optional.of(new ActionableException(
                        "Another run has begun to change stack '" + name + "' while this one was getting ready: "
                                + AwsFailures.sentence((AwsServiceException) e),
                        "Run mvn deploy again, which follows that run to its end and then decides anew.",
                        e))
                : Optional.empty();
    }

    private StackRun update(StackChange.Update update, StackSettings settings, StackListener listener) {
        try {
            update.requireAllowed(settings);
        } catch (ActionableException e) {
            changes.discard(update);
            throw e;
        }
        DeployedStack now = update.stack();
        DeployedStack stack = new DeployedStack(
                now.id(), now.name(), "UPDATE_IN_PROGRESS", Optional.empty(), now.tags(), now.outputs());
        try {
            return execute(update.changeSet().id(), stack, settings, listener);
        } catch (SdkException e) {
            changes.discard(update);
            throw overtaken(e, now.name()).orElseGet(() -> AwsFailures.explain("update " + now, e));
        }
    }

    private StackRun execute(String changeSet, DeployedStack stack, StackSettings settings, StackListener listener) {
        String token = ChangeSets.newToken();
        changeSets.execute(changeSet, token);
        return run(stack, Optional.of(token), settings, listener);
    }

    private StackRun run(DeployedStack stack, Optional<String> token, StackSettings settings, StackListener listener) {
        EventFeed feed = new EventFeed(client.get(), stack.id(), token);
        return new StackRun(stacks, feed, clock, sleeper, pace, listener, settings.waitTimeout(), stack);
    }

    private StackRun delete(DeployedStack stack, StackSettings settings, StackListener listener) {
        String token = ChangeSets.newToken();
        try {
            client.get().deleteStack(r -> r.stackName(stack.id()).clientRequestToken(token));
        } catch (SdkException e) {
            throw AwsFailures.explain("delete " + stack, e);
        }
        DeployedStack going = new DeployedStack(
                stack.id(), stack.name(), "DELETE_IN_PROGRESS", Optional.empty(), stack.tags(), stack.outputs());
        return run(going, Optional.of(token), settings, listener);
    }

    /**
     * Explains what did not end well, after what is left of a first creation was deleted, so that it can simply be tried again.
     *
     * @param outcome a failure
     */
    public StackFailedException failure(StackOutcome outcome, StackListener listener) {
        return failure(outcome, listener, "", "", "", null);
    }

    /**
     * The same with what explains it better than CloudFormation can: the deployment of the service in it.
     *
     * @param fix what ends the cause, as a sentence behind a blank
     * @param report why, in lines each after a line break
     * @param remedy what the reader can do; empty for the usual
     */
    public StackFailedException failure(
            StackOutcome outcome,
            StackListener listener,
            String fix,
            String report,
            String remedy,
            @Nullable Throwable cause) {
        return failures.explained(outcome, listener, fix, report, remedy, cause);
    }

    /**
     * What would go if the stack were deleted; empty when there is none.
     *
     * @param owner {@code cluster/service}, see {@link StackTags#owner}
     * @throws ActionableException when it is somebody else's, and when AWS refuses to answer
     */
    public Optional<Removal> removal(String name, String owner) {
        Optional<DeployedStack> found = stacks.find(name).filter(stack -> !stack.isDeleted());
        found.ifPresent(stack -> changes.requireOwn(stack, owner));
        return found.map(stack -> new Removal(stack, stacks.resources(stack)));
    }

    /**
     * Deletes a stack with all that it has, and waits until it is gone. An operation that goes on is followed to its end first.
     *
     * @throws StackFailedException when something cannot be deleted, or that is not known in time
     * @throws ActionableException when AWS refuses before anything has begun
     */
    public StackOutcome remove(Removal removal, StackSettings settings, StackListener listener) {
        DeployedStack stack = removal.stack();
        if (stack.isInProgress()) {
            StackOutcome before =
                    run(stack, Optional.empty(), settings, listener).await();
            if (before.end() == StackEnd.DELETED) {
                listener.ended(before);
                return before;
            }
        }
        StackOutcome outcome = delete(stack, settings, listener).await();
        if (outcome.end() == StackEnd.DELETED) {
            listener.ended(outcome);
            return outcome;
        }
        List<StackResource> left = stacks.resources(outcome.stack()).stream()
                .filter(one -> one.status().endsWith("_FAILED"))
                .toList();
        throw new StackFailedException(
                StackWords.stuck(outcome.stack(), left),
                StackWords.remedy(
                        outcome.stack(),
                        left.stream().map(StackResource::logicalId).toList()),
                outcome,
                null);
    }
}
