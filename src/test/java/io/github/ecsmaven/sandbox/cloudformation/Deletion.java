package io.github.ecsmaven.sandbox.cloudformation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Deletes a stack. */
final class Deletion implements Operation {
    private final Stack stack;
    private final Phase phase;
    private boolean over;

    /** @param retained logical ids that stay, whatever their policy */
    Deletion(Workshop workshop, Set<String> retained, Instant now) {
        this.stack = workshop.stack;
        stack.enter("DELETE_IN_PROGRESS", "User Initiated", now);
        this.phase = phase(
                workshop,
                stack.resources.values(),
                resource -> retained.contains(resource.logicalId)
                        || resource.deletionPolicy.equals("Retain")
                        || resource.deletionPolicy.equals("RetainExceptOnCreate"),
                now);
    }

    /** Deletes resources, each after those that depend on it. */
    static Phase phase(
            Workshop workshop, Collection<StackResource> resources, Predicate<StackResource> kept, Instant now) {
        Map<String, Set<String>> dependents = new LinkedHashMap<>();
        workshop.template
                .dependencies()
                .forEach((name, needed) -> needed.forEach(one ->
                        dependents.computeIfAbsent(one, any -> new TreeSet<>()).add(name)));
        List<Step> steps = new ArrayList<>();
        List.copyOf(resources)
                .forEach(resource -> steps.add(
                        0,
                        new DeleteStep(
                                workshop,
                                resource,
                                dependents.getOrDefault(resource.logicalId, Set.of()),
                                kept.test(resource))));
        return new Phase(steps, true, now);
    }

    static String failedToDelete(Phase phase) {
        return "The following resource(s) failed to delete: [" + String.join(", ", phase.failed()) + "]. ";
    }

    @Override
    public void advance(Instant until) {
        if (!phase.advance(until)) {
            return;
        }
        over = true;
        if (phase.hasFailed()) {
            stack.enter("DELETE_FAILED", failedToDelete(phase), phase.time());
        } else {
            stack.deletedAt = phase.time();
            stack.enter("DELETE_COMPLETE", "", phase.time());
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }
}
