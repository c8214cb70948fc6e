package io.github.ecsmaven.reference;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One form that a text can take, and the branches of the code that lead to it.
 *
 * @param text with {@link #PLACE} for what only the running program knows
 * @param choices the branch taken at each condition
 */
record Saying(String text, Map<String, Choice> choices) {
    static final String PLACE = "…";
    static final Saying UNKNOWN = of(PLACE);

    static Saying of(String text) {
        return new Saying(text, Map.of());
    }

    /** This text with the other behind it; empty when no run of the code says both. */
    Optional<Saying> followedBy(Saying other) {
        return together(other).map(both -> new Saying(joined(text, other.text), both));
    }

    /** This form, where the condition leads to that branch; empty when no run of the code does. */
    Optional<Saying> when(String condition, Choice choice) {
        return followedBy(new Saying("", Map.of(condition, choice)));
    }

    /** The branches of both forms; empty when they exclude one another. */
    Optional<Map<String, Choice>> together(Saying other) {
        Map<String, Choice> both = new HashMap<>(choices);
        for (Map.Entry<String, Choice> entry : other.choices.entrySet()) {
            Choice known = both.get(entry.getKey());
            Optional<Choice> choice = known == null ? Optional.of(entry.getValue()) : known.and(entry.getValue());
            if (choice.isEmpty()) {
                return Optional.empty();
            }
            both.put(entry.getKey(), choice.get());
        }
        return Optional.of(both);
    }

    /** This text as one that is not always there. */
    Saying optional() {
        return text.isEmpty() || text.equals(PLACE) ? this : new Saying("[" + text + "]", choices);
    }

    boolean hasWords() {
        return text.chars().anyMatch(Character::isLetter);
    }

    private static String joined(String left, String right) {
        return left.endsWith(PLACE) && right.startsWith(PLACE) ? left + right.substring(PLACE.length()) : left + right;
    }

    /** The labels of a branch; or, for {@code default}, those that it is not. */
    record Choice(Set<String> labels, boolean excluded) {
        static Choice of(String... labels) {
            return new Choice(Set.of(labels), false);
        }

        Optional<Choice> and(Choice other) {
            if (excluded && !other.excluded) {
                return other.and(this);
            }
            Set<String> left = new HashSet<>(labels);
            if (excluded) {
                left.addAll(other.labels);
                return Optional.of(new Choice(left, true));
            }
            left.removeIf(label -> other.labels.contains(label) == other.excluded);
            return left.isEmpty() ? Optional.empty() : Optional.of(new Choice(left, false));
        }
    }
}
