package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import java.util.List;

/** What has to happen so that a stack is as it is wanted. Found out before any resource is touched. */
public sealed interface StackChange {
    /** The stack as it is to be. */
    StackRequest request();

    /** There is none: create it. */
    record Create(StackRequest request) implements StackChange {}

    /**
     * What is left of a creation that failed, and cannot be updated, is deleted first. It has no resources.
     *
     * @param leftover the stack in {@code ROLLBACK_COMPLETE} or {@code REVIEW_IN_PROGRESS}
     */
    record Recreate(StackRequest request, DeployedStack leftover) implements StackChange {}

    /**
     * Execute a change set.
     *
     * @param changeSet made by {@link StackChanges#decide}, and there until it is executed or discarded
     */
    record Update(StackRequest request, DeployedStack stack, ChangeSet changeSet) implements StackChange {
        /**
         * Refuses to lose what has state or an address.
         *
         * @throws ActionableException when something would be lost that may not be
         */
        public void requireAllowed(StackSettings settings) {
            if (!settings.allowReplacement() && !changeSet.losses().isEmpty()) {
                throw StackWords.wouldLose(stack, changeSet.losses());
            }
        }
    }

    /** The stack is as it is wanted. */
    record Nothing(StackRequest request, DeployedStack stack) implements StackChange {}

    /**
     * CloudFormation is at work, begun by a run that ended early or by somebody else: follow that to its end, then decide again.
     *
     * @param makesWhatIsWanted whether it is the very template that is wanted, so that its failure is this run's too
     */
    record Follow(StackRequest request, DeployedStack stack, boolean makesWhatIsWanted) implements StackChange {}

    /**
     * The stack is in a state that only a person ends.
     *
     * @param problem which state, which resources, and why
     * @param remedy the command that ends it
     */
    record Stuck(StackRequest request, DeployedStack stack, String problem, String remedy) implements StackChange {
        /** The same as an error. */
        public ActionableException toException() {
            return new ActionableException(problem, remedy);
        }
    }

    /** The calls that carry this out, of those that change something, as IAM names them and in order. */
    default List<String> calls() {
        if (this instanceof Create) {
            return List.of("cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet");
        }
        if (this instanceof Recreate) {
            return List.of(
                    "cloudformation:DeleteStack", "cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet");
        }
        return this instanceof Update ? List.of("cloudformation:ExecuteChangeSet") : List.of();
    }
}
