package io.github.ecsmaven.ecs;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** A value of the SDK as a tree of maps, lists and scalars under the API's own names; what is absent or empty is left out. */
final class SdkTree {
    private SdkTree() {}

    static Map<String, Object> of(SdkPojo value) {
        Map<String, Object> tree = new TreeMap<>();
        for (SdkField<?> field : value.sdkFields()) {
            node(field.getValueOrDefault(value)).ifPresent(node -> tree.put(field.locationName(), node));
        }
        return tree;
    }

    private static Optional<Object> node(Object value) {
        if (value instanceof SdkPojo nested) {
            Map<String, Object> tree = of(nested);
            return tree.isEmpty() ? Optional.empty() : Optional.of(tree);
        }
        if (value instanceof Collection<?> items) {
            return items.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            items.stream().flatMap(item -> node(item).stream()).toList());
        }
        if (value instanceof Map<?, ?> entries) {
            return entries.isEmpty() ? Optional.empty() : Optional.of(new TreeMap<>(entries));
        }
        return Optional.ofNullable(value);
    }
}
