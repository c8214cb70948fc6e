package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where two values differ, as deep as possible. */
final class ValueDifferences {
    /**
     * One place.
     *
     * @param before null where nothing was
     * @param after null where nothing will be
     */
    record Difference(String path, @Nullable String before, @Nullable String after) {}

    private ValueDifferences() {}

    static List<Difference> between(String path, JsonNode before, JsonNode after) {
        List<Difference> differences = new ArrayList<>();
        collect(path, before, after, differences);
        return differences;
    }

    private static void collect(String path, JsonNode before, JsonNode after, List<Difference> differences) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            Set<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> collect(path + "/" + name, before.path(name), after.path(name), differences));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                collect(path + "/" + i, before.path(i), after.path(i), differences);
            }
        } else {
            differences.add(new Difference(path, text(before), text(after)));
        }
    }

    private static @Nullable String text(JsonNode node) {
        if (node.isMissingNode()) {
            return null;
        }
        return node.isValueNode() ? node.asText() : node.toString();
    }
}
