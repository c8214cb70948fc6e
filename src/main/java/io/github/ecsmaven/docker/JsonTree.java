package io.github.ecsmaven.docker;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259). Jackson, which could, takes a quarter of the processor time of a new JVM's unchanged build to get ready, and its
 * tree alone a good part of that.
 */
final class JsonTree {
    private static final int DEEPEST = 1000;
    /** Every number of so many digits is a {@code long}. */
    private static final int LONG_DIGITS = 18;

    private static final int HEXADECIMAL = 16;
    private static final int UNICODE_DIGITS = 4;
    private static final char END = '\0';

    private final String json;
    private int position;
    private int depth;

    private JsonTree(String json) {
        this.json = json;
    }

    /** @throws NotJsonException when it is not JSON */
    static Json read(byte[] bytes) throws NotJsonException {
        JsonTree tree = new JsonTree(new String(bytes, StandardCharsets.UTF_8));
        if (tree.peek() == END && tree.atEnd()) {
            return Json.NOTHING;
        }
        Json json = new Json(tree.value());
        if (tree.peek() != END || !tree.atEnd()) {
            throw tree.unexpected();
        }
        return json;
    }

    private @Nullable Object value() throws NotJsonException {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> text();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() throws NotJsonException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        begin();
        if (peek() == '}') {
            return end(object);
        }
        do {
            require('"', peek());
            String name = text();
            require(':', peek());
            position++;
            object.put(name, value());
        } while (goesOn('}'));
        return end(object);
    }

    private List<@Nullable Object> array() throws NotJsonException {
        List<@Nullable Object> array = new ArrayList<>();
        begin();
        if (peek() == ']') {
            return end(array);
        }
        do {
            array.add(value());
        } while (goesOn(']'));
        return end(array);
    }

    private void begin() throws NotJsonException {
        position++;
        if (++depth > DEEPEST) {
            throw unexpected();
        }
    }

    private boolean goesOn(char end) throws NotJsonException {
        char next = peek();
        if (next == ',') {
            position++;
            return true;
        }
        require(end, next);
        return false;
    }

    private <T> T end(T container) {
        position++;
        depth--;
        return container;
    }

    private String text() throws NotJsonException {
        StringBuilder text = new StringBuilder();
        position++;
        for (char c = character(); c != '"'; c = character()) {
            if (c < ' ') {
                throw unexpected();
            }
            text.append(c == '\\' ? escaped() : c);
        }
        return text.toString();
    }

    private char escaped() throws NotJsonException {
        char c = character();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw unexpected();
        };
    }

    private char unicode() throws NotJsonException {
        int code = 0;
        for (int i = 0; i < UNICODE_DIGITS; i++) {
            int digit = Character.digit(character(), HEXADECIMAL);
            if (digit < 0) {
                throw unexpected();
            }
            code = code * HEXADECIMAL + digit;
        }
        return (char) code;
    }

    private @Nullable Object literal(String word, @Nullable Object value) throws NotJsonException {
        if (!json.startsWith(word, position)) {
            throw unexpected();
        }
        position += word.length();
        return value;
    }

    private Number number() throws NotJsonException {
        int start = position;
        skip('-');
        if (!skip('0')) {
            digits();
        }
        boolean whole = true;
        if (skip('.')) {
            whole = false;
            digits();
        }
        if (skip('e') || skip('E')) {
            whole = false;
            if (!skip('+')) {
                skip('-');
            }
            digits();
        }
        String number = json.substring(start, position);
        if (whole && number.length() <= LONG_DIGITS) {
            return Long.valueOf(number);
        }
        try {
            return new BigDecimal(number);
        } catch (NumberFormatException tooLargeAnExponent) {
            throw new NotJsonException("the number " + number + " is too large", line());
        }
    }

    private void digits() throws NotJsonException {
        int start = position;
        while (position < json.length() && json.charAt(position) >= '0' && json.charAt(position) <= '9') {
            position++;
        }
        if (position == start) {
            throw unexpected();
        }
    }

    private boolean skip(char c) {
        boolean there = position < json.length() && json.charAt(position) == c;
        position += there ? 1 : 0;
        return there;
    }

    private char character() throws NotJsonException {
        if (atEnd()) {
            throw unexpected();
        }
        return json.charAt(position++);
    }

    /** The next character that is no space, or {@link #END}. */
    private char peek() {
        while (!atEnd() && " \t\r\n".indexOf(json.charAt(position)) >= 0) {
            position++;
        }
        return atEnd() ? END : json.charAt(position);
    }

    private boolean atEnd() {
        return position >= json.length();
    }

    private void require(char wanted, char found) throws NotJsonException {
        if (found != wanted) {
            throw unexpected();
        }
    }

    private NotJsonException unexpected() {
        String what = atEnd() ? "unexpected end" : "unexpected character";
        return new NotJsonException(what + " at position " + position, line());
    }

    private int line() {
        int line = 1;
        for (int i = 0; i < Math.min(position, json.length()); i++) {
            line += json.charAt(i) == '\n' ? 1 : 0;
        }
        return line;
    }
}
