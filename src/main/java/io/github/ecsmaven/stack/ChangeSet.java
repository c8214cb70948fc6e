package io.github.ecsmaven.stack;

import java.util.List;

/**
 * What CloudFormation would do to a stack.
 *
 * @param id ARN of the change set
 * @param changes in the template's order, what goes at the end; empty when nothing but outputs change
 */
public record ChangeSet(String id, List<ResourceChange> changes) {
    public ChangeSet {
        changes = List.copyOf(changes);
    }

    /** The resources whose state or address is lost by it. */
    public List<ResourceChange> losses() {
        return changes.stream().filter(ResourceChange::isLoss).toList();
    }
}
