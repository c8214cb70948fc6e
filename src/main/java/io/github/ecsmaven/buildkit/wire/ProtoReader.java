package io.github.ecsmaven.buildkit.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads the fields of one message. {@link #next} goes to the next field; then exactly one method takes its value, or {@link #skip}
 * passes it over.
 */
public final class ProtoReader {
    private static final int FIXED64 = 1;
    private static final int FIXED32 = 5;
    private static final int LONGEST_VARINT = 64;

    private final byte[] buffer;
    private final int end;
    private int position;
    private int type;

    public ProtoReader(byte[] message) {
        this(message, 0, message.length);
    }

    private ProtoReader(byte[] buffer, int start, int end) {
        this.buffer = buffer;
        this.position = start;
        this.end = end;
    }

    /** The number of the next field, or 0 at the end. */
    public int next() {
        if (position == end) {
            return 0;
        }
        long tag = varint();
        type = (int) tag & 7;
        return (int) (tag >>> 3);
    }

    /** The value of a number field. */
    public long number() {
        require(ProtoWriter.VARINT);
        return varint();
    }

    /** The value of a {@code bool} field. */
    public boolean flag() {
        return number() != 0;
    }

    /** The value of a {@code string} field. */
    public String text() {
        int length = length();
        String text = new String(buffer, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** The value of a {@code bytes} field. */
    public byte[] bytes() {
        int length = length();
        byte[] bytes = Arrays.copyOfRange(buffer, position, position + length);
        position += length;
        return bytes;
    }

    /** A reader of the value of a field that is a message. */
    public ProtoReader message() {
        int length = length();
        position += length;
        return new ProtoReader(buffer, position - length, position);
    }

    /** Adds the next entry of a {@code map<string, string>} field. */
    public void entry(Map<String, String> into) {
        ProtoReader entry = message();
        String key = "";
        String value = "";
        for (int field = entry.next(); field != 0; field = entry.next()) {
            switch (field) {
                case 1 -> key = entry.text();
                case 2 -> value = entry.text();
                default -> entry.skip();
            }
        }
        into.put(key, value);
    }

    /** Passes over the value of a field that is of no interest. */
    public void skip() {
        switch (type) {
            case ProtoWriter.VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case ProtoWriter.LENGTH_DELIMITED -> advance(length());
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw malformed("a field of the unknown type " + type);
        }
    }

    private int length() {
        require(ProtoWriter.LENGTH_DELIMITED);
        long length = varint();
        if (length < 0 || length > end - position) {
            throw malformed("a field longer than its message");
        }
        return (int) length;
    }

    private void require(int wanted) {
        if (type != wanted) {
            throw malformed("a field of type " + type + " where " + wanted + " was expected");
        }
    }

    private void advance(int bytes) {
        if (bytes > end - position) {
            throw malformed("a field longer than its message");
        }
        position += bytes;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < LONGEST_VARINT; shift += 7) {
            if (position == end) {
                throw malformed("an unfinished number");
            }
            byte b = buffer[position++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw malformed("a number of more than 64 bits");
    }

    private static IllegalArgumentException malformed(String what) {
        return new IllegalArgumentException("not a Protocol Buffers message: it has " + what);
    }
}
