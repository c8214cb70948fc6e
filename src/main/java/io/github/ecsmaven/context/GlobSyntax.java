package io.github.ecsmaven.context;

/** The syntax of Go's {@code filepath.Match}, and Docker's translation of it to a regular expression of Go's. */
final class GlobSyntax {
    /**
     * What Docker escapes. It means to escape {@code |{}} too, but its table ends at 64 (moby/patternmatcher: shouldEscape), so beside a
     * wildcard these mean what they mean to a regular expression.
     */
    private static final String MEANT_BY_REGEX_ALONE = ".+()$";

    private final String pattern;
    private int at;

    private GlobSyntax(String pattern) {
        this.pattern = pattern;
    }

    /**
     * Checks a pattern as {@code filepath.Match} does before anything else.
     *
     * @throws IllegalArgumentException when it is malformed; the message says why
     */
    static void check(String pattern) {
        new GlobSyntax(pattern).check();
    }

    /** Whether a name has a wildcard that no backslash takes the meaning from. */
    static boolean hasWildcard(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' || c == '?' || c == '[') {
                return true;
            }
            i += c == '\\' ? 1 : 0;
        }
        return false;
    }

    private void check() {
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            if (c == '\\') {
                takeEscaped();
            } else if (c == '[') {
                checkClass();
            }
        }
    }

    private void checkClass() {
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            at++;
        }
        boolean empty = true;
        while (empty || peekInClass() != ']') {
            takeClassCharacter();
            if (peekInClass() == '-') {
                at++;
                takeClassCharacter();
            }
            empty = false;
        }
        at++;
    }

    private void takeClassCharacter() {
        char c = peekInClass();
        if (c == '-' || c == ']') {
            throw new IllegalArgumentException(
                    "a '" + c + "' stands where a character of the class is due (write \\" + c + ")");
        }
        at++;
        if (c == '\\') {
            takeEscaped();
        }
    }

    private char peekInClass() {
        if (at == pattern.length()) {
            throw new IllegalArgumentException("a '[' has no ']'");
        }
        return pattern.charAt(at);
    }

    private void takeEscaped() {
        if (at == pattern.length()) {
            throw new IllegalArgumentException("a '\\' stands at its end");
        }
        at++;
    }

    /** The regular expression that Docker makes of a checked pattern, without its anchors. */
    static String toGoRegex(String pattern) {
        return new GlobSyntax(pattern).toGoRegex();
    }

    private String toGoRegex() {
        StringBuilder regex = new StringBuilder();
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            if (c == '*') {
                regex.append(take('*') ? anyDirectories() : "[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '\\') {
                regex.append(c).append(pattern.charAt(at++));
            } else if (MEANT_BY_REGEX_ALONE.indexOf(c) >= 0) {
                regex.append('\\').append(c);
            } else {
                regex.append(c);
            }
        }
        return regex.toString();
    }

    private String anyDirectories() {
        take('/');
        return at == pattern.length() ? ".*" : "(.*/)?";
    }

    private boolean take(char c) {
        boolean there = at < pattern.length() && pattern.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }
}
