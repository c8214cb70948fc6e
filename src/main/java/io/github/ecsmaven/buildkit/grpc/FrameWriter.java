package io.github.ecsmaven.buildkit.grpc;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.http2.frame.DefaultFrameFactory;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.hpack.HPackEncoder;
import org.apache.hc.core5.http2.impl.io.FrameOutputBuffer;
import org.apache.hc.core5.util.ByteArrayBuffer;

/** Writes frames, one thread at a time; what belongs together goes out in one piece. */
final class FrameWriter {
    /** What every receiver takes; gRPC's for Go takes no longer ones. */
    static final int LONGEST_FRAME = 16 * 1024;

    private static final int BUFFER = 128 * 1024;
    private static final int FIRST_BLOCK = 512;
    private static final int HEADER_TABLE = 4096;

    private final OutputStream out;
    private final FrameOutputBuffer frames = new FrameOutputBuffer(LONGEST_FRAME);
    private final HPackEncoder encoder = new HPackEncoder(HEADER_TABLE, StandardCharsets.UTF_8);
    private final ReentrantLock turn = new ReentrantLock();
    private final Queue<RawFrame> waiting = new ConcurrentLinkedQueue<>();
    private volatile int headerTable = HEADER_TABLE;

    FrameWriter(OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER);
    }

    /** Bytes that precede all frames. */
    void preface(byte[] bytes) throws IOException {
        turn.lock();
        try {
            out.write(bytes);
        } finally {
            turn.unlock();
        }
    }

    void headers(int stream, Headers headers, boolean end, boolean flush) throws IOException {
        turn.lock();
        try {
            encoder.setMaxTableSize(headerTable);
            ByteArrayBuffer block = new ByteArrayBuffer(FIRST_BLOCK);
            for (int i = 0; i < headers.size(); i++) {
                encoder.encodeHeader(block, headers.name(i), headers.value(i), false);
            }
            block(stream, block, end);
            finish(flush);
        } finally {
            turn.unlock();
        }
        writeWaitingUnlessBusy();
    }

    private void block(int stream, ByteArrayBuffer block, boolean end) throws IOException {
        int length = Math.min(LONGEST_FRAME, block.length());
        ByteBuffer first = ByteBuffer.wrap(block.array(), 0, length);
        write(DefaultFrameFactory.INSTANCE.createHeaders(stream, first, length == block.length(), end));
        for (int at = length; at < block.length(); at += length) {
            length = Math.min(LONGEST_FRAME, block.length() - at);
            ByteBuffer next = ByteBuffer.wrap(block.array(), at, length);
            write(DefaultFrameFactory.INSTANCE.createContinuation(stream, next, at + length == block.length()));
        }
    }

    void data(int stream, byte[] bytes, int offset, int length, boolean end, boolean flush) throws IOException {
        turn.lock();
        try {
            int at = offset;
            int rest = length;
            do {
                int piece = Math.min(LONGEST_FRAME, rest);
                rest -= piece;
                ByteBuffer payload = ByteBuffer.wrap(bytes, at, piece);
                write(DefaultFrameFactory.INSTANCE.createData(stream, payload, end && rest == 0));
                at += piece;
            } while (rest > 0);
            finish(flush);
        } finally {
            turn.unlock();
        }
        writeWaitingUnlessBusy();
    }

    void flush() throws IOException {
        turn.lock();
        try {
            finish(true);
        } finally {
            turn.unlock();
        }
        writeWaitingUnlessBusy();
    }

    /** The other side's decoder remembers no more than that; the encoder itself tells it that it keeps to it. */
    void limitHeaderTable(int size) {
        headerTable = Math.max(0, Math.min(size, HEADER_TABLE));
    }

    /**
     * Writes a frame now, or leaves it to the thread that is writing. The thread that reads must not wait for one that writes: where both
     * sides did, neither would go on.
     */
    void soon(RawFrame frame) throws IOException {
        waiting.add(frame);
        writeWaitingUnlessBusy();
    }

    private void writeWaitingUnlessBusy() throws IOException {
        while (!waiting.isEmpty() && turn.tryLock()) {
            try {
                finish(false);
            } finally {
                turn.unlock();
            }
        }
    }

    private void finish(boolean flush) throws IOException {
        boolean more = flush;
        for (RawFrame frame = waiting.poll(); frame != null; frame = waiting.poll()) {
            write(frame);
            more = true;
        }
        if (more) {
            out.flush();
        }
    }

    private void write(RawFrame frame) throws IOException {
        frames.write(frame, out);
    }
}
