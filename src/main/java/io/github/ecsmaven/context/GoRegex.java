package io.github.ecsmaven.context;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the regular expressions that Docker makes of ignore patterns as Go's {@code regexp} reads them: character classes neither nest
 * nor intersect, {@code .} takes all but a line feed, and escapes are Go's (regexp/syntax).
 */
final class GoRegex {
    private static final Map<Character, String> CLASS_ESCAPES = Map.ofEntries(
            Map.entry('d', "0-9"),
            Map.entry('D', "\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}"),
            Map.entry('w', "0-9A-Za-z_"),
            Map.entry('W', "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{10ffff}"),
            Map.entry('s', "\\t\\n\\f\\r\\x{20}"),
            Map.entry('S', "\\x{0}-\\x{8}\\x{b}\\x{e}-\\x{1f}\\x{21}-\\x{10ffff}"));
    private static final Map<Character, Integer> CONTROL_ESCAPES =
            Map.of('a', 0x07, 'f', 0x0c, 'n', 0x0a, 'r', 0x0d, 't', 0x09, 'v', 0x0b);
    private static final Map<Character, String> POSITION_ESCAPES = Map.of(
            'A', "\\A",
            'z', "\\z",
            'b', "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))",
            'B', "(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))");
    private static final Set<String> POSIX_CLASSES = Set.of(
            "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper",
            "word", "xdigit");

    /** What makes an opening brace before it more than itself. */
    private static final Pattern REPETITION = Pattern.compile("[0-9]+(,[0-9]*)?[}]");

    private final String regex;
    private final StringBuilder java = new StringBuilder();
    private int at;

    private GoRegex(String regex) {
        this.regex = regex;
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException when Go refuses it; the message says why
     */
    static Pattern compile(String regex) {
        GoRegex reader = new GoRegex(regex);
        while (reader.at < regex.length()) {
            reader.readOutsideClass();
        }
        return Pattern.compile(reader.java.toString(), Pattern.UNIX_LINES);
    }

    private void readOutsideClass() {
        char c = regex.charAt(at++);
        if (c == '[') {
            readClass();
        } else if (c == ']') {
            java.append("\\]");
        } else if (c == '\\') {
            readEscape();
        } else if (c == '{'
                && !REPETITION.matcher(regex).region(at, regex.length()).lookingAt()) {
            java.append("\\{");
        } else {
            java.append(c);
        }
    }

    private void readEscape() {
        char c = regex.charAt(at++);
        if (POSITION_ESCAPES.containsKey(c)) {
            java.append(POSITION_ESCAPES.get(c));
        } else if (CLASS_ESCAPES.containsKey(c)) {
            java.append('[').append(CLASS_ESCAPES.get(c)).append(']');
        } else {
            appendCharacter(escaped(c));
        }
    }

    private void readClass() {
        java.append('[');
        if (regex.charAt(at) == '^') {
            java.append(regex.charAt(at++));
        }
        do {
            readClassItem();
        } while (regex.charAt(at) != ']');
        at++;
        java.append(']');
    }

    private void readClassItem() {
        int posixEnd = regex.startsWith("[:", at) ? regex.indexOf(":]", at + 2) : -1;
        if (posixEnd >= 0) {
            appendPosixClass(regex.substring(at + 2, posixEnd));
            at = posixEnd + 2;
        } else if (regex.charAt(at) == '\\' && CLASS_ESCAPES.containsKey(regex.charAt(at + 1))) {
            java.append(CLASS_ESCAPES.get(regex.charAt(at + 1)));
            at += 2;
        } else {
            readRange();
        }
    }

    private void readRange() {
        int first = classCharacter();
        int last = first;
        if (regex.charAt(at) == '-' && regex.charAt(at + 1) != ']') {
            at++;
            last = classCharacter();
        }
        if (last < first) {
            throw new IllegalArgumentException("the range of a character class runs backwards");
        }
        appendCharacter(first);
        java.append('-');
        appendCharacter(last);
    }

    private int classCharacter() {
        int c = regex.codePointAt(at);
        at += Character.charCount(c);
        return c == '\\' ? escaped(regex.charAt(at++)) : c;
    }

    private static int escaped(char c) {
        Integer control = CONTROL_ESCAPES.get(c);
        if (control != null) {
            return control;
        }
        if (c >= 0x80 || Character.isLetterOrDigit(c)) {
            throw new IllegalArgumentException(
                    "Docker knows no escape '\\" + c + "' (write " + c + " without the backslash)");
        }
        return c;
    }

    private void appendPosixClass(String name) {
        String plain = name.startsWith("^") ? name.substring(1) : name;
        if (!POSIX_CLASSES.contains(plain)) {
            throw new IllegalArgumentException("there is no character class '[:" + name + ":]'");
        }
        boolean negated = name.length() > plain.length();
        if (plain.equals("word")) {
            java.append(CLASS_ESCAPES.get(negated ? 'W' : 'w'));
        } else {
            java.append(negated ? "\\P{" : "\\p{").append(javaName(plain)).append('}');
        }
    }

    private static String javaName(String posixName) {
        return switch (posixName) {
            case "ascii" -> "ASCII";
            case "xdigit" -> "XDigit";
            default -> posixName.substring(0, 1).toUpperCase(Locale.ROOT) + posixName.substring(1);
        };
    }

    private void appendCharacter(int codePoint) {
        java.append("\\x{").append(Integer.toHexString(codePoint)).append('}');
    }
}
