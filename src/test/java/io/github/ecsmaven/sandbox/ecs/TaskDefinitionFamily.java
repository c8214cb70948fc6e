package io.github.ecsmaven.sandbox.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The revisions of one family; a revision number is never given twice. */
final class TaskDefinitionFamily {
    private final List<TaskDefinition> revisions = new ArrayList<>();

    int nextRevision() {
        return revisions.size() + 1;
    }

    void add(TaskDefinition revision) {
        revisions.add(revision);
    }

    List<TaskDefinition> revisions() {
        return List.copyOf(revisions);
    }

    Optional<TaskDefinition> revision(String number) {
        return revisions.stream()
                .filter(revision -> Integer.toString(revision.revision).equals(number))
                .findFirst();
    }

    Optional<TaskDefinition> latestActive() {
        return revisions.stream().filter(TaskDefinition::isActive).reduce((earlier, later) -> later);
    }
}
