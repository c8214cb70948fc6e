package io.github.ecsmaven.context;

import java.util.function.Predicate;

/**
 * Matches the patterns that nearly everyone writes, those of {@code *}, {@code ?} and {@code **} alone, exactly as the regular expression
 * that Docker makes of them, but quicker, as a context may have many thousand ignored files.
 */
final class WildcardMatcher implements Predicate<String> {
    /** Stands for {@code **}, and for the {@code /} after it; a path never has it. */
    private static final char DIRECTORIES = 0;

    private final String pattern;
    /** What follows the last wildcard. */
    private final String tail;

    WildcardMatcher(String pattern) {
        this.pattern = pattern.replaceAll("[*][*]/?", String.valueOf(DIRECTORIES));
        this.tail = this.pattern.substring(1 + lastWildcard(this.pattern));
    }

    private static int lastWildcard(String pattern) {
        return Math.max(Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?')), pattern.lastIndexOf(DIRECTORIES));
    }

    @Override
    public boolean test(String path) {
        return matches(0, path, 0);
    }

    private boolean matches(int patternStart, String path, int pathStart) {
        int p = patternStart;
        int s = pathStart;
        while (p < pattern.length()) {
            char c = pattern.charAt(p++);
            if (c == DIRECTORIES) {
                return matchesAfterDirectories(p, path, s);
            }
            if (c == '*') {
                return matchesAfterStar(p, path, s);
            }
            if (s == path.length() || (c == '?' ? path.charAt(s) == '/' : path.charAt(s) != c)) {
                return false;
            }
            s = c == '?' ? path.offsetByCodePoints(s, 1) : s + 1;
        }
        return s == path.length();
    }

    // Docker's "(.*/)?", and ".*" where nothing follows; its dot takes no line feed.
    private boolean matchesAfterDirectories(int p, String path, int start) {
        int lineEnd = path.indexOf('\n', start);
        int end = lineEnd < 0 ? path.length() : lineEnd;
        if (p == pattern.length()) {
            return end == path.length();
        }
        int s = start;
        while (!matches(p, path, s)) {
            s = path.indexOf('/', s) + 1;
            if (s == 0 || s > end) {
                return false;
            }
        }
        return true;
    }

    private boolean matchesAfterStar(int p, String path, int start) {
        if (pattern.length() - p == tail.length()) {
            int end = path.length() - tail.length();
            int slash = path.indexOf('/', start);
            return end >= start && (slash < 0 || slash >= end) && path.endsWith(tail);
        }
        int s = start;
        while (!matches(p, path, s)) {
            if (s == path.length() || path.charAt(s) == '/') {
                return false;
            }
            s = path.offsetByCodePoints(s, 1);
        }
        return true;
    }
}
