package io.github.ecsmaven.stack;

import java.util.List;

/**
 * What goes when a stack is deleted.
 *
 * @param stack one of ours
 * @param goes its resources, in the order in which they were made
 */
public record Removal(DeployedStack stack, List<StackResource> goes) {
    public Removal {
        goes = List.copyOf(goes);
    }
}
