package io.github.ecsmaven.sandbox.ecs;

import java.util.HashSet;
import java.util.Set;

/** What goes wrong in ECS because a test wants it to. */
final class Faults {
    private final Set<String> neverEnding = new HashSet<>();
    private boolean noCapacity;
    private boolean withoutCurrentDeployment;

    void neverEnd(String service, boolean wanted) {
        if (wanted) {
            neverEnding.add(service);
        } else {
            neverEnding.remove(service);
        }
    }

    boolean isNeverEnding(String service) {
        return neverEnding.contains(service);
    }

    void noCapacity(boolean wanted) {
        noCapacity = wanted;
    }

    boolean hasNoCapacity() {
        return noCapacity;
    }

    void withoutCurrentDeployment(boolean wanted) {
        withoutCurrentDeployment = wanted;
    }

    boolean isWithoutCurrentDeployment() {
        return withoutCurrentDeployment;
    }
}
