package io.github.ecsmaven.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of JSON, as the engine and Docker's files have them. What is missing, {@code null} or of another kind than asked for reads as
 * nothing.
 *
 * @param value a map by names, a list, a string, a number, a boolean, or null
 */
record Json(@Nullable Object value) {
    static final Json NOTHING = new Json(null);

    /** The member of that name. */
    Json path(String name) {
        return value instanceof Map<?, ?> members ? new Json(members.get(name)) : NOTHING;
    }

    /** Whether there is a member of that name, be it {@code null}. */
    boolean has(String name) {
        return value instanceof Map<?, ?> members && members.containsKey(name);
    }

    /** The names of the members, in their order. */
    Set<String> names() {
        return value instanceof Map<?, ?> members ? namesOf(members) : Set.of();
    }

    @SuppressWarnings("unchecked")
    private static Set<String> namesOf(Map<?, ?> members) {
        return (Set<String>) members.keySet();
    }

    /** The elements of a list. */
    List<Json> elements() {
        List<Json> elements = new ArrayList<>();
        if (value instanceof List<?> values) {
            for (Object element : values) {
                elements.add(new Json(element));
            }
        }
        return elements;
    }

    boolean isText() {
        return value instanceof String;
    }

    /** A string, or what a number or a boolean is written as; of others nothing. */
    String text() {
        return text("");
    }

    /** As {@link #text()}, with another text for what is missing. */
    String text(String otherwise) {
        if (value == null) {
            return otherwise;
        }
        return value instanceof Map || value instanceof List ? "" : value.toString();
    }

    /** Whether it is {@code true}, or the string of that text. */
    boolean isTrue() {
        return text().equals("true");
    }

    /** A whole number, or 0. */
    long number() {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /** The content may be secret. */
    @Override
    public String toString() {
        return "Json";
    }
}
