package io.github.ecsmaven.stack;

import java.util.Optional;

/**
 * One property in which a stack is to differ from what it is. It holds nothing that may be secret: values of variables and the like are
 * left out, and the path tells of them.
 *
 * @param path where, such as {@code ContainerDefinitions.0.Image}; {@code Tags.<key>} of a tag
 * @param kind whether the property is new, gone or another
 * @param before what it is, short enough for a line; absent when it is new, or not to be shown
 * @param after what it will be, likewise; absent too while only the execution can tell
 * @param replaces whether the resource is replaced for it
 * @param cause the resource or attribute whose change brings this one, such as {@code TaskDefinition}
 * @param certain whether it is known to change; a property that reads another resource's may stay what it is
 */
public record PropertyChange(
        String path,
        Kind kind,
        Optional<String> before,
        Optional<String> after,
        boolean replaces,
        Optional<String> cause,
        boolean certain) {
    /** What becomes of a property. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }
}
