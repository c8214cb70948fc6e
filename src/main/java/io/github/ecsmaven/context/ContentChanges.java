package io.github.ecsmaven.context;

import io.github.ecsmaven.context.ContentKey.Kind;
import io.github.ecsmaven.context.ContentKey.Part;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is not as it was.
 *
 * @param parts what is new or other than before, in order; what is gone too, where its name is known
 * @param removed how many more parts of a kind are gone, of which nobody knows the names
 */
public record ContentChanges(List<Part> parts, Map<Kind, Integer> removed) {
    public ContentChanges {
        parts = List.copyOf(parts);
        removed = new TreeMap<>(removed);
    }

    /** Changes of which all names are known. */
    public static ContentChanges of(List<Part> parts) {
        return new ContentChanges(parts, Map.of());
    }

    public boolean isEmpty() {
        return parts.isEmpty() && removed.isEmpty();
    }
}
