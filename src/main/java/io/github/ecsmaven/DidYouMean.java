package io.github.ecsmaven;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a mistyped one was meant to be. */
public final class DidYouMean {
    private DidYouMean() {}

    /** The nearest of the known names, when it is near enough that a slip of the fingers explains the difference. */
    public static Optional<String> nearest(String typed, Collection<String> known) {
        int allowed = Math.max(1, typed.length() / 3);
        String lower = typed.toLowerCase(Locale.ROOT);
        return known.stream()
                .sorted()
                .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= allowed);
    }

    /** A question for the end of an error, such as {@code Did you mean 'cluster'?}, or nothing. */
    public static String question(String typed, Collection<String> known) {
        return nearest(typed, known)
                .map(name -> " Did you mean '" + name + "'?")
                .orElse("");
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
