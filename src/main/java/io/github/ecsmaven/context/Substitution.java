package io.github.ecsmaven.context;

import java.util.Optional;

/**
 * Puts the values of variables into a word, as the Dockerfile reference has it under "Environment replacement": {@code $X}, {@code ${X}},
 * {@code -}, {@code +} and {@code ?} with and without their colon, quotes and escapes.
 */
final class Substitution {
    private static final char END = 0;
    private static final int DEEPEST = 100;

    private final String text;
    private final char escape;
    private final Variables variables;
    private int at;
    private int depth;

    private Substitution(String text, char escape, Variables variables) {
        this.text = text;
        this.escape = escape;
        this.variables = variables;
    }

    /**
     * The word with all its variables replaced and its quotes gone; a variable without a value is replaced by nothing.
     *
     * @throws IllegalArgumentException when it cannot be known what the builder makes of it; the message says why
     */
    static String in(String word, char escape, Variables variables) {
        return new Substitution(word, escape, variables).upTo(END);
    }

    /** Knows the values of variables. */
    interface Variables {
        /** @throws IllegalArgumentException when only the builder knows whether it has a value */
        Optional<String> valueOf(String name);
    }

    private String upTo(char stop) {
        StringBuilder result = new StringBuilder();
        while (at < text.length() && peek() != stop) {
            char c = take();
            if (c == '\'') {
                result.append(singleQuoted());
            } else if (c == '"') {
                result.append(doubleQuoted());
            } else if (c == '$') {
                result.append(variable());
            } else if (c != escape) {
                result.append(c);
            } else if (at < text.length()) {
                result.append(take());
            }
        }
        return result.toString();
    }

    private String singleQuoted() {
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        String quoted = text.substring(at, end);
        at = end + 1;
        return quoted;
    }

    private String doubleQuoted() {
        StringBuilder result = new StringBuilder();
        while (peek() != '"') {
            if (at == text.length()) {
                throw new IllegalArgumentException("a quote is not closed");
            }
            char c = take();
            if (c == '$') {
                result.append(variable());
            } else if (c == escape && (peek() == '"' || peek() == '$' || peek() == escape)) {
                result.append(take());
            } else {
                result.append(c);
            }
        }
        at++;
        return result.toString();
    }

    private String variable() {
        if (peek() != '{') {
            String name = name();
            return name.isEmpty() ? "$" : variables.valueOf(name).orElse("");
        }
        at++;
        String name = name();
        boolean emptyCountsAsUnset = peek() == ':';
        if (emptyCountsAsUnset) {
            at++;
        }
        Optional<String> value = variables.valueOf(name);
        String result = peek() == '}' ? value.orElse("") : modified(name, value, emptyCountsAsUnset);
        if (peek() != '}') {
            throw new IllegalArgumentException("'${" + name + "' has no '}'");
        }
        at++;
        return result;
    }

    private String modified(String name, Optional<String> value, boolean emptyCountsAsUnset) {
        boolean isSet = value.isPresent() && !(emptyCountsAsUnset && value.get().isEmpty());
        char modifier = at < text.length() ? take() : END;
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException("variables stand in one another more than " + DEEPEST + " deep");
        }
        String word = upTo('}');
        depth--;
        return switch (modifier) {
            case '-' -> isSet ? value.orElse("") : word;
            case '+' -> isSet ? word : "";
            case '?' -> {
                if (!isSet) {
                    throw new IllegalArgumentException(name + " has no value: " + word);
                }
                yield value.orElse("");
            }
            default -> throw new IllegalArgumentException(
                    "the modifier '" + modifier + "' of ${" + name + "} is the builder's own");
        };
    }

    private String name() {
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at), at == start)) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isNameCharacter(char c, boolean first) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private char take() {
        return text.charAt(at++);
    }
}
