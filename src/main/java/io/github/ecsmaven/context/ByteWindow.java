package io.github.ecsmaven.context;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file of which a part at a time is in memory; what is no longer than that part is read once.
 */
final class ByteWindow {
    /** The threads that hash end with their context; each reads its archives into the same bytes. */
    private static final ThreadLocal<byte[]> BYTES = ThreadLocal.withInitial(() -> new byte[1 << 20]);

    private final @Nullable SeekableByteChannel channel;
    private final byte[] bytes;
    private final long size;
    private long start;
    private int filled;

    private ByteWindow(@Nullable SeekableByteChannel channel, byte[] bytes, long size, int filled) {
        this.channel = channel;
        this.bytes = bytes;
        this.size = size;
        this.filled = filled;
    }

    /** Of a file. There is one at a time in a thread. */
    static ByteWindow of(SeekableByteChannel channel) throws IOException {
        return new ByteWindow(channel, BYTES.get(), channel.size(), 0);
    }

    /** Of bytes that all are in memory. */
    static ByteWindow of(byte[] bytes) {
        return new ByteWindow(null, bytes, bytes.length, bytes.length);
    }

    long size() {
        return size;
    }

    /** What is in memory. */
    byte[] bytes() {
        return bytes;
    }

    /** How many bytes can be in memory at a time. */
    int capacity() {
        return bytes.length;
    }

    /**
     * Where in {@link #bytes} a byte of the file is, with so many that follow it.
     *
     * @throws EOFException when the file has not so many
     */
    int at(long offset, int length) throws IOException {
        boolean inside = offset >= 0 && length >= 0 && length <= bytes.length && offset <= size - length;
        if (!inside) {
            throw new EOFException();
        }
        if (offset < start || offset + length > start + filled) {
            fill(offset, length);
        }
        return (int) (offset - start);
    }

    private void fill(long offset, int length) throws IOException {
        SeekableByteChannel file = Objects.requireNonNull(channel, "all of it is in memory");
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        start = offset;
        filled = 0;
        file.position(offset);
        while (buffer.hasRemaining() && file.read(buffer) >= 0) {
            filled = buffer.position();
        }
        if (filled < length) {
            throw new EOFException();
        }
    }
}
