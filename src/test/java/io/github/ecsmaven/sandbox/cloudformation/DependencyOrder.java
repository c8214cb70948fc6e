package io.github.ecsmaven.sandbox.cloudformation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Names in an order in which each comes after those that it needs. */
final class DependencyOrder {
    private DependencyOrder() {}

    static List<String> of(Map<String, Set<String>> dependencies) {
        List<String> order = new ArrayList<>();
        Map<String, Set<String>> left = new LinkedHashMap<>(dependencies);
        boolean found = true;
        while (found && !left.isEmpty()) {
            found = left.entrySet().removeIf(entry -> {
                boolean ready = order.containsAll(entry.getValue());
                if (ready) {
                    order.add(entry.getKey());
                }
                return ready;
            });
        }
        return order;
    }

    /** Names that need one another, or what does; empty when there is an order. */
    static Set<String> circle(Map<String, Set<String>> dependencies) {
        Set<String> circle = new TreeSet<>(dependencies.keySet());
        circle.removeAll(of(dependencies));
        // What only needs the circle is no part of it.
        boolean shrinking = true;
        while (shrinking) {
            shrinking = circle.removeIf(name ->
                    circle.stream().noneMatch(other -> dependencies.get(other).contains(name)));
        }
        return circle;
    }
}
