package io.github.ecsmaven.ecs;

import java.util.Optional;

/**
 * One field in which what is wanted differs from what is registered. It holds nothing that may be secret: values of variables and the
 * like are left out, the path and the kind of change tell of them.
 *
 * @param path where, such as {@code containerDefinitions.app.cpu}; entries of lists are named by what tells them apart
 * @param kind whether the field is new, gone or another
 * @param before what is registered, short enough for a line; absent when the field is new or its value is not to be shown
 * @param after what is wanted, likewise
 */
public record FieldChange(String path, Kind kind, Optional<String> before, Optional<String> after) {
    /** What becomes of a field. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    static FieldChange withoutValues(String path, Kind kind) {
        return new FieldChange(path, kind, Optional.empty(), Optional.empty());
    }
}
