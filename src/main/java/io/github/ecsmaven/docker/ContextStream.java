package io.github.ecsmaven.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a writer writes on its own thread, to be read here: at most one mebibyte is under way, so memory stays flat, and a writer that
 * fails makes the reader fail, so the engine never takes half a context for a whole one. (The JDK's pipe hands over by polling.)
 */
final class ContextStream extends InputStream {
    private static final int CHUNK_SIZE = 64 * 1024;
    private static final int CHUNKS = 16;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private final Thread thread;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private byte[] current = new byte[0];
    private int position;

    /** Writes the whole stream. */
    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    private ContextStream(Writer writer) {
        this.thread = new Thread(() -> write(writer), "ecs-build-context");
        this.thread.setDaemon(true);
    }

    static ContextStream of(Writer writer) {
        ContextStream stream = new ContextStream(writer);
        stream.thread.start();
        return stream;
    }

    /** What ended the writer before its end, unless the reader had closed before. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private void write(Writer writer) {
        try {
            ChunkedOutput out = new ChunkedOutput();
            writer.writeTo(out);
            out.flushChunk();
        } catch (Throwable e) {
            // What closing makes it fail with is nobody's concern.
            failure = closed ? null : e;
        }
        try {
            chunks.put(END);
        } catch (InterruptedException readerClosed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == current.length && !next()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, bytes, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return current.length - position;
    }

    private boolean next() throws IOException {
        current = take();
        position = 0;
        if (current != END) {
            return true;
        }
        chunks.add(END); // for whoever reads on after the end
        Throwable cause = failure;
        if (cause != null) {
            throw new IOException("the build context cannot be written", cause);
        }
        return false;
    }

    private byte[] take() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        try {
            return chunks.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the build context was read");
        }
    }

    /** Ends the writer when it has not finished. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private final class ChunkedOutput extends OutputStream {
        private byte[] chunk = new byte[CHUNK_SIZE];
        private int length;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            int written = 0;
            while (written < count) {
                if (length == chunk.length) {
                    flushChunk();
                }
                int part = Math.min(count - written, chunk.length - length);
                System.arraycopy(bytes, offset + written, chunk, length, part);
                length += part;
                written += part;
            }
        }

        void flushChunk() throws IOException {
            if (length == 0) {
                return;
            }
            try {
                chunks.put(length == chunk.length ? chunk : Arrays.copyOf(chunk, length));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the engine takes no more of the build context");
            }
            chunk = new byte[CHUNK_SIZE];
            length = 0;
        }
    }
}
