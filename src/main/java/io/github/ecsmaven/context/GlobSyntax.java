package io.github.ecsmaven.context;

/** The syntax of Go's {@code filepath.Match}, and Docker's translation of it to a regular expression of Go's. */
final class GlobSyntax {
    private static final String MEANT_BY_REGEX_ALONE = ".+()|{}$";

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
