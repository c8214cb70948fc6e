package io.github.ecsmaven.buildkit.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes fields in the binary form of Protocol Buffers; a field with its default value is left out, as in proto3. */
public final class ProtoWriter {
    static final int VARINT = 0;
    static final int LENGTH_DELIMITED = 2;
    private static final int FIRST_SIZE = 64;
    /** A varint of 64 bits. */
    private static final int LONGEST_VARINT = 10;

    private byte[] buffer = new byte[FIRST_SIZE];
    private int length;

    /** An {@code int32}, {@code int64}, {@code uint32}, {@code uint64} or {@code enum} field. */
    public ProtoWriter number(int field, long value) {
        if (value != 0) {
            varint(tag(field, VARINT));
            varint(value);
        }
        return this;
    }

    /** A {@code bool} field. */
    public ProtoWriter flag(int field, boolean value) {
        return number(field, value ? 1 : 0);
    }

    /** A {@code string} field. */
    public ProtoWriter text(int field, String value) {
        return value.isEmpty() ? this : delimited(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A {@code repeated string} field: empty ones count. */
    public ProtoWriter texts(int field, List<String> values) {
        for (String value : values) {
            delimited(field, value.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** A {@code bytes} field. */
    public ProtoWriter bytes(int field, byte[] value) {
        return value.length == 0 ? this : delimited(field, value);
    }

    /** What stands before the value of a {@code bytes} field that ends the message. */
    ProtoWriter bytesToCome(int field, int count) {
        varint(tag(field, LENGTH_DELIMITED));
        varint(count);
        return this;
    }

    /** A field that is a message. */
    public ProtoWriter message(int field, Message value) {
        return delimited(field, value.toByteArray());
    }

    /** A {@code map<string, string>} field. */
    public ProtoWriter map(int field, Map<String, String> entries) {
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            message(field, out -> out.text(1, entry.getKey()).text(2, entry.getValue()));
        }
        return this;
    }

    /** A {@code map<string, bytes>} field. */
    public ProtoWriter bytesMap(int field, Map<String, byte[]> entries) {
        entries.forEach((key, value) -> message(field, out -> out.text(1, key).bytes(2, value)));
        return this;
    }

    byte[] toByteArray() {
        return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
    }

    private ProtoWriter delimited(int field, byte[] value) {
        reserve(value.length + 2 * LONGEST_VARINT);
        varint(tag(field, LENGTH_DELIMITED));
        varint(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
        return this;
    }

    private static int tag(int field, int type) {
        return field << 3 | type;
    }

    private void varint(long value) {
        reserve(LONGEST_VARINT);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            buffer[length++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
    }

    private void reserve(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(length + more, 2 * buffer.length));
        }
    }
}
