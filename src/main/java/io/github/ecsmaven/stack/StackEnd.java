package io.github.ecsmaven.stack;

/** How an operation on a stack ended, or why it is not known to have ended. */
public enum StackEnd {
    /** It is as it is wanted, and nothing was done. */
    UNCHANGED(false),
    /** It was created. */
    CREATED(false),
    /** It was updated. */
    UPDATED(false),
    /** It was deleted. */
    DELETED(false),
    /** Its creation failed; CloudFormation took back what it had made. */
    CREATION_FAILED(true),
    /** Its update failed; CloudFormation brought back what was. */
    ROLLED_BACK(true),
    /** It is in a state that only a person ends. */
    STUCK(true),
    /** The wait is over; CloudFormation goes on. */
    TIMED_OUT(true),
    /** AWS answers no more, or the wait was interrupted; CloudFormation goes on. */
    UNOBSERVED(true);

    private final boolean failure;

    StackEnd(boolean failure) {
        this.failure = failure;
    }

    /** Whether the build has to fail. */
    public boolean isFailure() {
        return failure;
    }
}
