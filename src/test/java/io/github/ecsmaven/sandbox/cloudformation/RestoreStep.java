package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.cloudformation.StackFaults.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** Brings one resource back to what it was before an update that failed. */
final class RestoreStep extends Step {
    private final Workshop workshop;
    private final StackResource before;
    private final Collection<StackResource> leftovers;
    private boolean silent;

    /** @param leftovers what the update had made or set aside */
    RestoreStep(Workshop workshop, StackResource before, Set<String> after, Collection<StackResource> leftovers) {
        super(before.logicalId, after);
        this.workshop = workshop;
        this.before = before;
        this.leftovers = leftovers;
    }

    private StackResource resource() {
        return workshop.stack.resources.get(logicalId);
    }

    @Override
    Duration begin(Instant now) throws AwsError {
        StackResource current = resource();
        if (current == null || !current.touched) {
            silent = true;
            if (current == null) {
                workshop.stack.resources.put(logicalId, before.copy());
            }
            return Duration.ZERO;
        }
        if (!current.physicalId().equals(before.physicalId())) {
            takeBack(current);
        }
        StackResource restored = resource();
        workshop.stack.say(restored, "UPDATE_IN_PROGRESS", "", now);
        workshop.faults.strike(restored, Action.RESTORE);
        if (!Properties.changed(restored.properties, before.properties).isEmpty()) {
            restored.put(workshop.handler(before.type).update(restored, before.properties.deepCopy()));
            restored.properties = before.properties.deepCopy();
        }
        return workshop.pace(before.type);
    }

    private void takeBack(StackResource made) {
        leftovers.removeIf(old -> old.physicalId().equals(before.physicalId()));
        leftovers.add(made.copy());
        StackResource old = before.copy();
        old.touched = true;
        workshop.stack.resources.put(logicalId, old);
    }

    @Override
    boolean isDone(Instant now) throws AwsError {
        return silent
                || !workshop.faults.isHeld(resource(), Action.RESTORE)
                        && workshop.handler(before.type).isStable(resource());
    }

    @Override
    void end(Instant now) {
        if (!silent) {
            resource().touched = false;
            resource().deletionPolicy = before.deletionPolicy;
            resource().updateReplacePolicy = before.updateReplacePolicy;
            workshop.stack.say(resource(), "UPDATE_COMPLETE", "", now);
        }
    }

    @Override
    void fail(AwsError why, Instant now) {
        workshop.stack.say(resource(), "UPDATE_FAILED", Failures.reason(why), now);
    }

    @Override
    void cancel(Instant now) {
        if (!silent) {
            workshop.stack.say(resource(), "UPDATE_FAILED", "Resource update cancelled", now);
        }
    }
}
