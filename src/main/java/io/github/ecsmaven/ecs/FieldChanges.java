package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ecs.FieldChange.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares two normal forms field by field. */
final class FieldChanges {
    private final Set<String> keyedLists;
    private final List<FieldChange> changes = new ArrayList<>();

    private FieldChanges(Set<String> keyedLists) {
        this.keyedLists = keyedLists;
    }

    /**
     * The fields that differ, in the order of their paths.
     *
     * @param keyedLists fields that hold a list, whose entries are told apart by a key: a whole entry that is new or gone is one change
     */
    static List<FieldChange> between(Map<String, Object> before, Map<String, Object> after, Set<String> keyedLists) {
        FieldChanges comparison = new FieldChanges(keyedLists);
        comparison.compare(List.of(), before, after);
        return List.copyOf(comparison.changes);
    }

    private void compare(List<String> path, Object before, Object after) {
        if (isObject(path, before) && isObject(path, after)) {
            Map<?, ?> old = mapOf(before);
            Map<?, ?> wanted = mapOf(after);
            Set<String> keys = new TreeSet<>();
            old.keySet().forEach(key -> keys.add((String) key));
            wanted.keySet().forEach(key -> keys.add((String) key));
            for (String key : keys) {
                List<String> below = new ArrayList<>(path);
                below.add(key);
                compare(below, valueOf(old, key), valueOf(wanted, key));
            }
        } else if (!before.equals(after)) {
            changes.add(change(path, before, after));
        }
    }

    private static Object valueOf(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? Absent.HERE : value;
    }

    /** What is absent is an empty object where the other side has one, unless it is an entry of a list. */
    private boolean isObject(List<String> path, Object node) {
        boolean isEntry = path.size() > 1 && keyedLists.contains(path.get(path.size() - 2));
        return node instanceof Map<?, ?> || (node == Absent.HERE && !isEntry);
    }

    private static Map<?, ?> mapOf(Object node) {
        return node instanceof Map<?, ?> map ? map : Map.of();
    }

    private static FieldChange change(List<String> segments, Object before, Object after) {
        String path = String.join(".", segments);
        Kind kind = before == Absent.HERE ? Kind.ADDED : after == Absent.HERE ? Kind.REMOVED : Kind.CHANGED;
        if (before instanceof Map || after instanceof Map || !ShownValue.isShown(segments, before, after)) {
            return FieldChange.withoutValues(path, kind);
        }
        Optional<String> old = before == Absent.HERE ? Optional.empty() : Optional.of(ShownValue.of(before, after));
        Optional<String> wanted = after == Absent.HERE ? Optional.empty() : Optional.of(ShownValue.of(after, before));
        return old.equals(wanted) ? FieldChange.withoutValues(path, kind) : new FieldChange(path, kind, old, wanted);
    }

    private enum Absent {
        HERE
    }
}
