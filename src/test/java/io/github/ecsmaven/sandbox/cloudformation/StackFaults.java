package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.AwsError;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What goes wrong with resources because a test wants it to: how a stack gets into states to which nothing natural leads. */
public final class StackFaults {
    /** What is done to a resource; RESTORE is the way back of a failed update. */
    public enum Action {
        CREATE,
        UPDATE,
        RESTORE,
        DELETE
    }

    private record Failure(String resource, Action action, String message) {}

    private record Hold(String resource, Action action) {}

    private final List<Failure> failures = new ArrayList<>();
    private final List<Hold> holds = new ArrayList<>();

    /**
     * The next time that this is done to that resource it fails.
     *
     * @param resource logical id or type
     * @param message of the resource handler
     */
    public synchronized void fail(String resource, Action action, String message) {
        failures.add(new Failure(resource, action, message));
    }

    /** From now on that takes forever, until {@link #clear}. */
    public synchronized void hold(String resource, Action action) {
        holds.add(new Hold(resource, action));
    }

    /** Takes back all of them. */
    public synchronized void clear() {
        failures.clear();
        holds.clear();
    }

    synchronized void strike(StackResource resource, Action action) throws AwsError {
        for (Iterator<Failure> each = failures.iterator(); each.hasNext(); ) {
            Failure failure = each.next();
            if (failure.action == action && isMeant(failure.resource, resource)) {
                each.remove();
                throw AwsError.badRequest("GeneralServiceException", failure.message);
            }
        }
    }

    synchronized boolean isHeld(StackResource resource, Action action) {
        return holds.stream().anyMatch(hold -> hold.action == action && isMeant(hold.resource, resource));
    }

    private static boolean isMeant(String name, StackResource resource) {
        return name.equals(resource.logicalId) || name.equals(resource.type.name());
    }
}
