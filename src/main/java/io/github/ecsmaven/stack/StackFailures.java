package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explains operations that did not end well, after what is left of a first creation was deleted. */
final class StackFailures {
    private final Stacks stacks;
    private final Leftovers leftovers;
    private final Drift drift;

    StackFailures(Stacks stacks, Leftovers leftovers, Drift drift) {
        this.stacks = stacks;
        this.leftovers = leftovers;
        this.drift = drift;
    }

    StackFailedException explained(
            StackOutcome outcome,
            StackListener listener,
            String fix,
            String report,
            String remedy,
            @Nullable Throwable cause) {
        boolean gone = outcome.end() == StackEnd.CREATION_FAILED && isCleanedUp(outcome.stack(), listener);
        List<String> failed = failed(outcome);
        List<String> drifted = outcome.end() == StackEnd.CREATION_FAILED || cause != null
                ? List.of()
                : drift.of(outcome.stack(), failed);
        String again = outcome.end() == StackEnd.STUCK
                ? StackWords.remedy(outcome.stack(), failed)
                : "Correct the cause and run mvn deploy again.";
        String usual =
                cause == null ? StackWords.fix(outcome).map(it -> it + " ").orElse("") + again : again;
        boolean both = !remedy.isEmpty() && outcome.end() == StackEnd.STUCK;
        return new StackFailedException(
                StackWords.ended(outcome, fix, gone) + report + StackWords.lines(drifted),
                remedy.isEmpty() ? usual : both ? again + System.lineSeparator() + remedy : remedy,
                outcome,
                cause);
    }

    private List<String> failed(StackOutcome outcome) {
        return outcome.end() == StackEnd.STUCK
                ? stacks.resources(outcome.stack()).stream()
                        .filter(one -> one.status().endsWith("_FAILED"))
                        .map(StackResource::logicalId)
                        .toList()
                : outcome.cause().map(StackEvent::logicalId).stream().toList();
    }

    private boolean isCleanedUp(DeployedStack stack, StackListener listener) {
        if (stack.isDeleted()) {
            return true;
        }
        try {
            listener.removingLeftover(stack);
            leftovers.remove(stack);
            return true;
        } catch (ActionableException e) {
            listener.unexplained("What is left of it goes with the next try. " + e.problem());
            return false;
        }
    }
}
