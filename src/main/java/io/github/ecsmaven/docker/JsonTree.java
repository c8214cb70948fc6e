package io.github.ecsmaven.docker;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON (RFC 8259) into Jackson's tree. Jackson's own parser, even without an {@code ObjectMapper}, takes a quarter of the processor
 * time of a new JVM's unchanged build to get ready; the tree itself hardly any.
 */
final class JsonTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
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

    /** @throws JsonProcessingException when it is not JSON */
    static JsonNode read(byte[] json) throws JsonProcessingException {
        JsonTree tree = new JsonTree(new String(json, StandardCharsets.UTF_8));
        if (tree.peek() == END && tree.atEnd()) {
            return MissingNode.getInstance();
        }
        JsonNode value = tree.value();
        if (tree.peek() != END || !tree.atEnd()) {
            throw tree.unexpected();
        }
        return value;
    }

    private JsonNode value() throws JsonProcessingException {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> NODES.textNode(text());
            case 't' -> literal("true", NODES.booleanNode(true));
            case 'f' -> literal("false", NODES.booleanNode(false));
            case 'n' -> literal("null", NODES.nullNode());
            default -> number();
        };
    }

    private ObjectNode object() throws JsonProcessingException {
        ObjectNode object = NODES.objectNode();
        begin();
        if (peek() == '}') {
            return end(object);
        }
        do {
            require('"', peek());
            String name = text();
            require(':', peek());
            position++;
            object.set(name, value());
        } while (goesOn('}'));
        return end(object);
    }

    private ArrayNode array() throws JsonProcessingException {
        ArrayNode array = NODES.arrayNode();
        begin();
        if (peek() == ']') {
            return end(array);
        }
        do {
            array.add(value());
        } while (goesOn(']'));
        return end(array);
    }

    private void begin() throws JsonProcessingException {
        position++;
        if (++depth > DEEPEST) {
            throw unexpected();
        }
    }

    private boolean goesOn(char end) throws JsonProcessingException {
        char next = peek();
        if (next == ',') {
            position++;
            return true;
        }
        require(end, next);
        return false;
    }

    private <T extends JsonNode> T end(T container) {
        position++;
        depth--;
        return container;
    }

    private String text() throws JsonProcessingException {
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

    private char escaped() throws JsonProcessingException {
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

    private char unicode() throws JsonProcessingException {
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

    private JsonNode literal(String word, JsonNode node) throws JsonProcessingException {
        if (!json.startsWith(word, position)) {
            throw unexpected();
        }
        position += word.length();
        return node;
    }

    private JsonNode number() throws JsonProcessingException {
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
        if (!whole) {
            return NODES.numberNode(new BigDecimal(number));
        }
        return number.length() <= LONG_DIGITS
                ? NODES.numberNode(Long.parseLong(number))
                : NODES.numberNode(new BigInteger(number));
    }

    private void digits() throws JsonProcessingException {
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

    private char character() throws JsonProcessingException {
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

    private void require(char wanted, char found) throws JsonProcessingException {
        if (found != wanted) {
            throw unexpected();
        }
    }

    private JsonProcessingException unexpected() {
        String what = atEnd() ? "unexpected end" : "unexpected character";
        return new JsonParseException(null, what + " at position " + position, place());
    }

    private JsonLocation place() {
        String before = json.substring(0, Math.min(position, json.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return new JsonLocation(ContentReference.unknown(), position, line, column);
    }
}
