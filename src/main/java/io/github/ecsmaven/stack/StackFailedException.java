package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import org.jspecify.annotations.Nullable;

/** An operation on a stack that did not end well, or whose end was not seen; {@link #outcome()} says how it stands. */
public final class StackFailedException extends ActionableException {
    private static final long serialVersionUID = 1L;

    private final transient StackOutcome outcome;

    /** @param cause what explains it further, if anything does */
    public StackFailedException(String problem, String remedy, StackOutcome outcome, @Nullable Throwable cause) {
        super(problem, remedy, cause);
        this.outcome = outcome;
    }

    /** How it ended; always a failure. */
    public StackOutcome outcome() {
        return outcome;
    }
}
