package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.stack.ChangeSets.Made;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;

/**
 * Decides what has to happen to a stack. A stack that is as it is wanted is found by reading alone. What an update would do only
 * CloudFormation itself can tell, by a change set: that is a record beside the stack which changes no resource, and is there until it is
 * executed or discarded. For a stack that is still to be created none is made, as CloudFormation would make the stack for it, without
 * resources, in {@code REVIEW_IN_PROGRESS}: what will be created stands in the template.
 */
public final class StackChanges {
    /** In these a failed creation leaves a stack that has nothing, and can only be deleted. */
    private static final List<String> LEFTOVERS = List.of("ROLLBACK_COMPLETE", DeployedStack.IN_REVIEW);

    private final Stacks stacks;
    private final ChangeSets changeSets;
    private final Drift drift;

    StackChanges(Stacks stacks, Supplier<CloudFormationClient> client, Clock clock, Sleeper sleeper) {
        this.stacks = stacks;
        this.changeSets = new ChangeSets(client, clock, sleeper);
        this.drift = new Drift(client);
    }

    /**
     * Finds out what has to happen. The change set of an {@link StackChange.Update} is there afterwards, to be executed or discarded.
     *
     * @throws ActionableException when the stack is somebody else's, CloudFormation does not take the template, or AWS refuses
     */
    public StackChange decide(StackRequest request) {
        Optional<DeployedStack> found = stacks.find(request.name()).filter(stack -> !stack.isDeleted());
        if (found.isEmpty()) {
            return new StackChange.Create(request);
        }
        DeployedStack stack = found.get();
        requireOwn(stack, request.owner());
        if (LEFTOVERS.contains(stack.status())) {
            return new StackChange.Recreate(request, stack);
        }
        if (stack.isInProgress()) {
            return new StackChange.Follow(request, stack, makesWhatIsWanted(stack, request));
        }
        if (!stack.isUpdatable()) {
            return StackWords.stuck(request, stack, stacks.resources(stack), drift);
        }
        return isAsWanted(stack, request) ? new StackChange.Nothing(request, stack) : update(stack, request);
    }

    /** A stack without resources has no tags either (seen in AWS): its change sets tell whose it is. */
    void requireOwn(DeployedStack stack, String owner) {
        boolean own = Stacks.isOwn(stack, owner)
                || stack.isInReview() && stack.owner().isEmpty() && changeSets.areAllOurs(stack);
        if (!own) {
            throw StackWords.notOurs(stack, owner);
        }
    }

    private boolean makesWhatIsWanted(DeployedStack stack, StackRequest request) {
        boolean forward = List.of("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
                .contains(stack.status());
        return forward && isAsWanted(stack, request);
    }

    private boolean isAsWanted(DeployedStack stack, StackRequest request) {
        return hasLastingTags(stack, request) && TemplateComparison.isSame(request.template(), stacks.template(stack));
    }

    private static boolean hasLastingTags(DeployedStack stack, StackRequest request) {
        return StackTags.lasting(request.tags()).equals(StackTags.lasting(stack.tags()));
    }

    private StackChange update(DeployedStack stack, StackRequest request) {
        try {
            Made made = changeSets.make(request, ChangeSetType.UPDATE);
            if (made.empty()) {
                return new StackChange.Nothing(request, stack);
            }
            List<ResourceChange> changes = new ChangeReading(made.changes(), !hasLastingTags(stack, request)).read();
            if (changes.isEmpty() && TemplateComparison.hasSameOutputs(request.template(), stacks.template(stack))) {
                changeSets.delete(made.id());
                return new StackChange.Nothing(request, stack);
            }
            return new StackChange.Update(request, stack, new ChangeSet(made.id(), changes));
        } catch (SdkException e) {
            return overtaken(e, request)
                    .orElseThrow(() -> AwsFailures.explain("find out what would change in " + stack, e));
        }
    }

    /** Somebody may have begun something since we looked. */
    private Optional<StackChange> overtaken(SdkException e, StackRequest request) {
        if (!(e instanceof AwsServiceException refusal)
                || !AwsFailures.sentence(refusal).contains("state and can not be updated")) {
            return Optional.empty();
        }
        stacks.changed();
        return stacks.find(request.name())
                .filter(DeployedStack::isInProgress)
                .map(stack -> new StackChange.Follow(request, stack, makesWhatIsWanted(stack, request)));
    }

    /** The same to be looked at alone: no change set is left behind. */
    public StackChange preview(StackRequest request) {
        StackChange change = decide(request);
        discard(change);
        return change;
    }

    /** Deletes the change set of an update that is not going to happen. It never fails: a change set that stays changes nothing. */
    public void discard(StackChange change) {
        if (change instanceof StackChange.Update update) {
            changeSets.delete(update.changeSet().id());
        }
    }
}
