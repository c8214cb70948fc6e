package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.cloudformation.StackFaults.Action;
import io.github.ecsmaven.sandbox.cloudformation.Template.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Brings one resource to what the template says: makes it, changes it, makes another in its place, or finds nothing to do. */
final class ForwardStep extends Step {
    private final Workshop workshop;
    private final Resource wanted;
    private final Collection<StackResource> leftovers;
    private boolean silent;
    private boolean creating;

    /** @param leftovers gets what another resource takes the place of */
    ForwardStep(Workshop workshop, Resource wanted, Set<String> after, Collection<StackResource> leftovers) {
        super(wanted.logicalId(), after);
        this.workshop = workshop;
        this.wanted = wanted;
        this.leftovers = leftovers;
    }

    private Stack stack() {
        return workshop.stack;
    }

    private StackResource resource() {
        return stack().resources.get(logicalId);
    }

    @Override
    Duration begin(Instant now) throws AwsError {
        StackResource current = resource();
        if (current == null) {
            create(now);
        } else {
            change(current, now);
        }
        return silent ? Duration.ZERO : workshop.pace(wanted.type());
    }

    private void create(Instant now) throws AwsError {
        creating = true;
        StackResource created = new StackResource(logicalId, wanted.type(), now);
        takePolicies(created);
        created.touched = true;
        stack().resources.put(logicalId, created);
        stack().say(created, "CREATE_IN_PROGRESS", "", now);
        make(created, workshop.properties(wanted), Action.CREATE);
        stack().say(created, "CREATE_IN_PROGRESS", "Resource creation Initiated", now);
    }

    private void takePolicies(StackResource resource) {
        resource.deletionPolicy = wanted.deletionPolicy();
        resource.updateReplacePolicy = wanted.updateReplacePolicy();
    }

    private void make(StackResource resource, ObjectNode properties, Action action) throws AwsError {
        resource.properties = properties;
        workshop.faults.strike(resource, action);
        resource.put(workshop.handler(wanted.type())
                .create(properties.deepCopy(), new PhysicalName(stack().name, logicalId)));
    }

    private void change(StackResource current, Instant now) throws AwsError {
        if (!current.type.name().equals(wanted.type().name())) {
            stack().say(current, "UPDATE_IN_PROGRESS", "", now);
            throw Failures.own(
                    "Update of resource type is not permitted. The new template modifies resource type of the"
                            + " following resources: [" + logicalId + "]");
        }
        ObjectNode properties = workshop.properties(wanted);
        Set<String> changed = Properties.changed(current.properties, properties);
        if (changed.isEmpty()) {
            silent = true;
            takePolicies(current);
        } else if (changed.stream().anyMatch(wanted.type()::isReplacedBy)) {
            replace(current, properties, now);
        } else {
            current.touched = true;
            stack().say(current, "UPDATE_IN_PROGRESS", "", now);
            // Also when it fails: the rollback has to undo whatever came of it.
            StackResource before = current.copy();
            current.properties = properties;
            workshop.faults.strike(current, Action.UPDATE);
            current.put(workshop.handler(wanted.type()).update(before, properties.deepCopy()));
            takePolicies(current);
        }
    }

    private void replace(StackResource current, ObjectNode properties, Instant now) throws AwsError {
        stack().say(
                        current,
                        "UPDATE_IN_PROGRESS",
                        "Requested update requires the creation of a new physical resource; hence creating one.",
                        now);
        Set<String> same = new TreeSet<>(wanted.type().ownNames());
        same.removeIf(name -> !properties.has(name) || !properties.path(name).equals(current.properties.path(name)));
        if (!same.isEmpty()) {
            throw Failures.own("CloudFormation cannot update a stack when a custom-named resource requires replacing."
                    + " Rename " + properties.path(same.iterator().next()).asText()
                    + " and update the stack again.");
        }
        StackResource old = current.copy();
        StackResource made = new StackResource(logicalId, wanted.type(), now);
        takePolicies(made);
        make(made, properties, Action.UPDATE);
        made.touched = true;
        stack().resources.put(logicalId, made);
        leftovers.add(old);
        stack().say(made, "UPDATE_IN_PROGRESS", "Resource creation Initiated", now);
    }

    @Override
    boolean isDone(Instant now) throws AwsError {
        if (silent) {
            return true;
        }
        Action action = creating ? Action.CREATE : Action.UPDATE;
        return !workshop.faults.isHeld(resource(), action)
                && workshop.handler(wanted.type()).isStable(resource());
    }

    @Override
    void end(Instant now) {
        if (!silent) {
            stack().say(resource(), creating ? "CREATE_COMPLETE" : "UPDATE_COMPLETE", "", now);
        }
    }

    @Override
    void fail(AwsError why, Instant now) {
        stack().say(resource(), creating ? "CREATE_FAILED" : "UPDATE_FAILED", Failures.reason(why), now);
        resource().touched = true;
    }

    @Override
    void cancel(Instant now) {
        if (silent) {
            return;
        }
        stack().say(
                        resource(),
                        creating ? "CREATE_FAILED" : "UPDATE_FAILED",
                        creating ? "Resource creation cancelled" : "Resource update cancelled",
                        now);
    }
}
