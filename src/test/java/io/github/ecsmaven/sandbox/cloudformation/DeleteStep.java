package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.cloudformation.StackFaults.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Deletes one resource, or leaves it where it is. */
final class DeleteStep extends Step {
    private final Workshop workshop;
    private final StackResource resource;
    private final boolean kept;
    private boolean nothing;

    /** @param kept whether its policy, or the caller, lets it stay */
    DeleteStep(Workshop workshop, StackResource resource, Set<String> after, boolean kept) {
        super(resource.logicalId, after);
        this.workshop = workshop;
        this.resource = resource;
        this.kept = kept;
    }

    @Override
    Duration begin(Instant now) throws AwsError {
        if (kept) {
            return Duration.ZERO;
        }
        // A creation that failed at once left nothing behind.
        nothing = resource.physicalId().isEmpty();
        if (nothing) {
            return Duration.ZERO;
        }
        workshop.stack.say(resource, "DELETE_IN_PROGRESS", "", now);
        workshop.faults.strike(resource, Action.DELETE);
        try {
            workshop.handler(resource.type).delete(resource);
        } catch (AwsError e) {
            if (!Failures.isNotFound(e)) {
                throw e;
            }
        }
        return workshop.pace(resource.type);
    }

    @Override
    boolean isDone(Instant now) throws AwsError {
        return kept
                || nothing
                || !workshop.faults.isHeld(resource, Action.DELETE)
                        && workshop.handler(resource.type).isGone(resource);
    }

    @Override
    void end(Instant now) {
        workshop.stack.say(resource, kept ? "DELETE_SKIPPED" : "DELETE_COMPLETE", "", now);
        if (workshop.stack.resources.get(logicalId) == resource) {
            workshop.stack.resources.remove(logicalId);
        }
    }

    @Override
    void fail(AwsError why, Instant now) {
        workshop.stack.say(resource, "DELETE_FAILED", Failures.reason(why), now);
    }

    @Override
    void cancel(Instant now) {
        // Deletions are not cancelled.
    }
}
