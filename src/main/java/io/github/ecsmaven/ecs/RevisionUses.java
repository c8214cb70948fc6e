package io.github.ecsmaven.ecs;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who needs which revisions.
 *
 * @param running what services have and tasks run
 * @param rollbackTargets what services would go back to
 */
record RevisionUses(Set<TaskDefinitionArn> running, Set<TaskDefinitionArn> rollbackTargets) {
    RevisionUses {
        running = Set.copyOf(running);
        rollbackTargets = Set.copyOf(rollbackTargets);
    }

    static RevisionUses none() {
        return new RevisionUses(Set.of(), Set.of());
    }

    Optional<RevisionSelection.Reason> of(TaskDefinitionArn revision) {
        if (running.contains(revision)) {
            return Optional.of(RevisionSelection.Reason.IN_USE);
        }
        return rollbackTargets.contains(revision)
                ? Optional.of(RevisionSelection.Reason.ROLLBACK_TARGET)
                : Optional.empty();
    }

    RevisionUses and(RevisionUses more) {
        return new RevisionUses(union(running, more.running), union(rollbackTargets, more.rollbackTargets));
    }

    private static Set<TaskDefinitionArn> union(Set<TaskDefinitionArn> one, Set<TaskDefinitionArn> other) {
        Set<TaskDefinitionArn> union = new HashSet<>(one);
        union.addAll(other);
        return union;
    }
}
