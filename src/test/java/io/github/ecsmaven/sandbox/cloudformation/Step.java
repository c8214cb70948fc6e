package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** One thing that is done to one resource. */
abstract class Step {
    enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    final String logicalId;
    /** Logical ids of the steps that have to be done before. */
    final Set<String> after;

    State state = State.WAITING;
    Instant readyAt = Instant.EPOCH;

    Step(String logicalId, Set<String> after) {
        this.logicalId = logicalId;
        this.after = after;
    }

    /** Begins, and answers how long it takes at least. */
    abstract Duration begin(Instant now) throws AwsError;

    /** Looked at again and again once that time is over. */
    abstract boolean isDone(Instant now) throws AwsError;

    abstract void end(Instant now);

    abstract void fail(AwsError why, Instant now);

    /** Another step failed while this one was under way. */
    abstract void cancel(Instant now);
}
