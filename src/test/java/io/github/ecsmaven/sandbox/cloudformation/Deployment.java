package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.cloudformation.Outputs.Output;
import io.github.ecsmaven.sandbox.cloudformation.Template.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Creates or updates a stack, and rolls back what fails (user guide, "Stack status codes"). */
final class Deployment implements Operation {
    /**
     * What the caller wants of a failure.
     *
     * @param onFailure ROLLBACK, DELETE or DO_NOTHING
     * @param retainExceptOnCreate whether a rolled back creation keeps nothing
     */
    record Options(String onFailure, boolean retainExceptOnCreate) {}

    private final Workshop workshop;
    private final Stack stack;
    private final boolean creation;
    private final Options options;
    private final Consumer<Boolean> verdict;
    private final Map<String, StackResource> before = new LinkedHashMap<>();
    private final Template templateBefore;
    private final Map<String, String> parametersBefore;
    private final Map<String, String> tagsBefore;
    private final List<StackResource> leftovers = new ArrayList<>();
    private final List<String> failedToRestore = new ArrayList<>();
    private Runnable next = this::judgeForward;
    private Phase phase;
    private boolean over;

    /** @param verdict told once, whether the stack became what it was to become */
    Deployment(Workshop workshop, boolean creation, Options options, Consumer<Boolean> verdict, Instant now) {
        this.workshop = workshop;
        this.stack = workshop.stack;
        this.creation = creation;
        this.options = options;
        this.verdict = verdict;
        this.templateBefore = stack.template;
        this.parametersBefore = stack.parameters;
        this.tagsBefore = stack.tags;
        stack.resources.values().forEach(resource -> {
            resource.touched = false;
            before.put(resource.logicalId, resource.copy());
        });
        stack.template = workshop.template;
        stack.parameters = workshop.parameters;
        stack.tags = workshop.tags;
        stack.enter(creation ? "CREATE_IN_PROGRESS" : "UPDATE_IN_PROGRESS", "User Initiated", now);
        this.phase = new Phase(forward(), false, now);
    }

    private List<Step> forward() {
        Map<String, Set<String>> dependencies = workshop.template.dependencies();
        List<Step> steps = new ArrayList<>();
        for (Resource resource : workshop.template.inOrder()) {
            steps.add(new ForwardStep(workshop, resource, dependencies.get(resource.logicalId()), leftovers));
        }
        return steps;
    }

    @Override
    public void advance(Instant until) {
        while (!over && phase.advance(until)) {
            next.run();
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }

    private Instant now() {
        return phase.time();
    }

    /** What a user does who wants an update to end. */
    void cancel() {
        phase.cancel();
        rollBack("User Initiated");
    }

    boolean isCancellable() {
        return !creation && stack.status.equals("UPDATE_IN_PROGRESS");
    }

    private void judgeForward() {
        if (phase.hasFailed()) {
            String failed = String.join(", ", phase.failed());
            fail("The following resource(s) failed to " + (creation ? "create" : "update") + ": [" + failed + "]. ");
            return;
        }
        try {
            Map<String, Output> outputs = Outputs.of(workshop.template, workshop.resolver());
            stack.outputs = outputs;
        } catch (AwsError e) {
            fail(e.message());
            return;
        }
        if (creation) {
            finish("CREATE_COMPLETE", "", true);
        } else {
            cleanUp();
        }
    }

    private void fail(String reason) {
        if (options.onFailure().equals("DO_NOTHING")) {
            finish(creation ? "CREATE_FAILED" : "UPDATE_FAILED", reason, false);
        } else if (creation) {
            rollBackCreation(reason);
        } else {
            rollBack(reason);
        }
    }

    private void rollBackCreation(String reason) {
        boolean deletes = options.onFailure().equals("DELETE");
        String why = reason + (deletes ? "Delete requested by user." : "Rollback requested by user.");
        stack.enter(deletes ? "DELETE_IN_PROGRESS" : "ROLLBACK_IN_PROGRESS", why, now());
        next = () -> {
            String state = deletes ? "DELETE" : "ROLLBACK";
            if (phase.hasFailed()) {
                finish(state + "_FAILED", Deletion.failedToDelete(phase), false);
            } else {
                stack.deletedAt = deletes ? now() : null;
                finish(state + "_COMPLETE", "", false);
            }
        };
        phase = Deletion.phase(workshop, stack.resources.values(), this::staysAfterCreation, now());
    }

    private boolean staysAfterCreation(StackResource resource) {
        return resource.deletionPolicy.equals("Retain") && !options.retainExceptOnCreate();
    }

    private void cleanUp() {
        stack.enter("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "", now());
        List<StackResource> removed = new ArrayList<>();
        before.keySet().stream()
                .filter(name -> !workshop.template.resources().containsKey(name))
                .forEach(name -> removed.add(stack.resources.remove(name)));
        next = () -> finish(
                "UPDATE_COMPLETE",
                phase.hasFailed() ? "Update successful. One or more resources could not be deleted." : "",
                true);
        phase = cleanup(removed, templateBefore);
    }

    /** Old resources give way in the order of the template that they came from. */
    private Phase cleanup(List<StackResource> removed, Template from) {
        List<StackResource> going = new ArrayList<>(leftovers);
        going.addAll(removed);
        leftovers.clear();
        Workshop old = workshop.of(from);
        return Deletion.phase(
                old,
                going,
                resource -> (removed.contains(resource) ? resource.deletionPolicy : resource.updateReplacePolicy)
                        .startsWith("Retain"),
                now());
    }

    private void rollBack(String reason) {
        stack.enter("UPDATE_ROLLBACK_IN_PROGRESS", reason, now());
        stack.template = templateBefore;
        stack.parameters = parametersBefore;
        stack.tags = tagsBefore;
        next = this::judgeRestoration;
        phase = restoration(Set.of());
    }

    private Phase restoration(Set<String> skipped) {
        Map<String, Set<String>> dependencies = templateBefore.dependencies();
        List<Step> steps = new ArrayList<>();
        for (StackResource resource : before.values()) {
            if (!skipped.contains(resource.logicalId)) {
                steps.add(new RestoreStep(
                        workshop, resource, dependencies.getOrDefault(resource.logicalId, Set.of()), leftovers));
            }
        }
        return new Phase(steps, false, now());
    }

    private void judgeRestoration() {
        if (phase.hasFailed()) {
            failedToRestore.clear();
            failedToRestore.addAll(phase.failed());
            stack.enter(
                    "UPDATE_ROLLBACK_FAILED",
                    "The following resource(s) failed to update: [" + String.join(", ", failedToRestore) + "]. ",
                    now());
            over = true;
            return;
        }
        stack.enter("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "", now());
        List<StackResource> made = new ArrayList<>();
        List.copyOf(stack.resources.keySet()).stream()
                .filter(name -> !before.containsKey(name))
                .forEach(name -> made.add(stack.resources.remove(name)));
        next = () -> finish("UPDATE_ROLLBACK_COMPLETE", "", false);
        leftovers.addAll(made);
        phase = cleanup(List.of(), workshop.template);
    }

    /** Goes on where the rollback had failed. */
    void continueRollback(Set<String> skipped, Instant now) throws AwsError {
        for (String name : skipped) {
            if (!failedToRestore.contains(name)) {
                throw Errors.validation("Resource(s) " + skipped + " cannot be skipped: only resources that are in"
                        + " UPDATE_FAILED state because of a rollback failure can be");
            }
        }
        over = false;
        stack.enter("UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated", now);
        for (String name : skipped) {
            StackResource resource = stack.resources.get(name);
            resource.touched = false;
            stack.say(resource, "UPDATE_COMPLETE", "Resource update skipped", now);
        }
        phase = new Phase(List.of(), false, now);
        next = this::judgeRestoration;
        phase = restoration(skipped);
    }

    private void finish(String status, String reason, boolean success) {
        stack.enter(status, reason, now());
        stack.resources.values().forEach(resource -> resource.touched = false);
        over = true;
        verdict.accept(success);
    }
}
