package io.github.ecsmaven.context;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One pattern of a {@code .dockerignore}, after its cleaning. What it means is what Docker makes of it (moby/patternmatcher), which is
 * Go's {@code filepath.Match} with {@code **} for any number of directories, and a few cases in which Docker's translation to a regular
 * expression is wider than that: a negated character class takes a {@code /}, and a leading {@code **} is a bare suffix.
 */
final class IgnorePattern {
    private final String text;
    private final boolean negated;
    private final Predicate<String> matcher;

    private IgnorePattern(String text, boolean negated, Predicate<String> matcher) {
        this.text = text;
        this.negated = negated;
        this.matcher = matcher;
    }

    /**
     * Reads a pattern.
     *
     * @param text the cleaned pattern without its {@code !}
     * @param negated whether there was a {@code !}
     * @throws IllegalArgumentException when Docker calls the pattern malformed; the message says why
     */
    static IgnorePattern of(String text, boolean negated) {
        GlobSyntax.check(text);
        return new IgnorePattern(text, negated, matcher(text));
    }

    /** Whether it takes files back in that earlier patterns took out. */
    boolean isNegated() {
        return negated;
    }

    /** Whether it names exactly this path, its parents left out of account. */
    boolean matches(String path) {
        return matcher.test(path);
    }

    /** Whether it might match something below a directory; {@code false} is certain, {@code true} is not. */
    boolean mayMatchBelow(String directory) {
        if (text.indexOf('|') >= 0) {
            return true;
        }
        String[] pattern = text.split("/", -1);
        String[] names = directory.split("/", -1);
        for (int i = 0; i < names.length; i++) {
            if (i == pattern.length) {
                return false;
            }
            if (mayCrossDirectories(pattern[i])) {
                return true;
            }
            if (!hasWildcard(pattern[i]) && !pattern[i].equals(names[i])) {
                return false;
            }
        }
        return pattern.length > names.length;
    }

    // "[^a]" takes a slash too, and "^" and "\" have a meaning of their own in Docker's regular expressions.
    private static boolean mayCrossDirectories(String name) {
        return name.contains("**") || hasAnyOf(name, "[\\^{");
    }

    private static boolean hasWildcard(String name) {
        return hasAnyOf(name, "*?");
    }

    private static Predicate<String> matcher(String text) {
        if (isLiteral(text)) {
            return text::equals;
        }
        if (text.endsWith("**") && isLiteral(text.substring(0, text.length() - 2))) {
            String prefix = text.substring(0, text.length() - 2);
            return path -> path.startsWith(prefix);
        }
        if (text.startsWith("**") && isLiteral(text.substring(2))) {
            String suffix = text.substring(2);
            return path -> path.endsWith(suffix) || suffix.equals("/" + path);
        }
        if (!hasAnyOf(text, "[]\\^{|")) {
            return new WildcardMatcher(text);
        }
        // A '|' divides the whole expression, so each side has one anchor.
        Pattern pattern = GoRegex.compile("^" + GlobSyntax.toGoRegex(text) + "\\z");
        return path -> pattern.matcher(path).find();
    }

    private static boolean isLiteral(String text) {
        return !hasAnyOf(text, "*?[]\\");
    }

    private static boolean hasAnyOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
