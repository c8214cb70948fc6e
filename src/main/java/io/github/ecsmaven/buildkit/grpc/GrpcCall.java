package io.github.ecsmaven.buildkit.grpc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A call that runs, of a client or of a server: messages in both directions. One thread may receive while others send; an interrupt ends
 * their waiting, not the call.
 */
public final class GrpcCall implements Closeable {
    /** Responses carry the Dockerfile and whole logs; BuildKit itself takes 16 MiB. */
    private static final int LONGEST_MESSAGE = 16 << 20;

    private static final int PREFIX = 5;

    private final Http2Stream stream;
    private final boolean server;
    private final long deadline;
    private final ReentrantLock sending = new ReentrantLock();
    private byte[] piece = {};
    private int position;
    private boolean answering;

    private GrpcCall(Http2Stream stream, boolean server, long deadline) {
        this.stream = stream;
        this.server = server;
        this.deadline = deadline;
    }

    static GrpcCall ofClient(Http2Stream stream, long deadline) {
        return new GrpcCall(stream, false, deadline);
    }

    static GrpcCall ofServer(Http2Stream stream) {
        return new GrpcCall(stream, true, Http2Stream.NEVER);
    }

    /** What the other side began with; nothing before it has. */
    public Headers headers() {
        Headers headers = stream.headers();
        return headers == null ? new Headers() : headers;
    }

    /** Whether nothing can be sent or received any more. */
    public boolean isOver() {
        return stream.isOver();
    }

    /**
     * Waits for the next message.
     *
     * @return nothing when the other side has sent its last and, in a client, the call has ended with OK
     * @throws GrpcException when the call has ended otherwise
     */
    public Optional<byte[]> receive() throws IOException, InterruptedException {
        byte[] prefix = new byte[PREFIX];
        int count = fill(prefix);
        if (count == 0) {
            requireGoodEnd();
            return Optional.empty();
        }
        requireWhole(count, prefix);
        if (prefix[0] != 0) {
            throw refused(GrpcStatus.INTERNAL, "a message came compressed, which was not agreed on");
        }
        int length = ByteBuffer.wrap(prefix).getInt(1);
        if (length < 0 || length > LONGEST_MESSAGE) {
            throw refused(GrpcStatus.RESOURCE_EXHAUSTED, "a message came that is longer than 16 MiB");
        }
        byte[] message = new byte[length];
        requireWhole(fill(message), message);
        return Optional.of(message);
    }

    private int fill(byte[] bytes) throws IOException, InterruptedException {
        int count = 0;
        while (count < bytes.length) {
            if (position == piece.length) {
                byte[] next = stream.take(deadline);
                if (next.length == 0) {
                    return count;
                }
                piece = next;
                position = 0;
            }
            int length = Math.min(bytes.length - count, piece.length - position);
            System.arraycopy(piece, position, bytes, count, length);
            position += length;
            count += length;
        }
        return count;
    }

    private void requireWhole(int count, byte[] message) throws GrpcException {
        if (count < message.length) {
            requireGoodEnd();
            throw refused(GrpcStatus.INTERNAL, "a message ended too early");
        }
    }

    private void requireGoodEnd() throws GrpcException {
        if (!server) {
            StatusTrailers.requireOk(stream.headers(), stream.trailers());
        }
    }

    private GrpcException refused(GrpcStatus status, String why) {
        GrpcException refusal = status.because(why);
        if (!server) {
            stream.cancel(Http2Error.CANCEL, refusal);
        }
        return refusal;
    }

    /** Sends a message; waits where the other side is slow to receive. */
    public void send(byte[] message) throws IOException, InterruptedException {
        send(message, false, true);
    }

    /** Sends a message with the next one, or when {@link #flush} is called: many small ones are cheaper so. */
    public void sendLater(byte[] message) throws IOException, InterruptedException {
        send(message, false, false);
    }

    /** Sends what waits to be sent. */
    public void flush() throws IOException {
        stream.flush();
    }

    void send(byte[] message, boolean last, boolean flush) throws IOException, InterruptedException {
        byte[] framed = framed(message, 0);
        sending.lockInterruptibly();
        try {
            beginAnswer();
            stream.send(framed, framed.length, last, flush);
        } finally {
            sending.unlock();
        }
    }

    /**
     * Sends a message of two pieces without putting them together, which for large ones is worth while.
     *
     * @param rest of which that many bytes are sent; the caller may use it again
     */
    public void send(byte[] head, byte[] rest, int length) throws IOException, InterruptedException {
        byte[] framed = framed(head, length);
        sending.lockInterruptibly();
        try {
            beginAnswer();
            stream.send(framed, framed.length, false, false);
            stream.send(rest, length, false, true);
        } finally {
            sending.unlock();
        }
    }

    private static byte[] framed(byte[] message, int toCome) {
        byte[] framed = new byte[PREFIX + message.length];
        ByteBuffer.wrap(framed).putInt(1, message.length + toCome);
        System.arraycopy(message, 0, framed, PREFIX, message.length);
        return framed;
    }

    private synchronized void beginAnswer() throws IOException {
        if (server && !answering) {
            answering = true;
            stream.send(answer(), false);
        }
    }

    private static Headers answer() {
        return new Headers().with(":status", "200").with("content-type", "application/grpc");
    }

    /** The last message was sent. */
    public void endSending() throws IOException {
        stream.endSending();
    }

    /** Ends the call of a server before its handler returns. */
    public synchronized void finish(GrpcStatus status, String description) {
        try {
            Headers trailers = StatusTrailers.of(status, description);
            stream.finish(answering ? trailers : answer().with(trailers));
        } catch (IOException gone) {
            // Nobody wants to know any more.
        }
    }

    /** Ends the call wherever it is; the other side stops what it does for it. It does nothing to a call that has ended. */
    @Override
    public void close() {
        stream.cancel(Http2Error.CANCEL, GrpcStatus.CANCELLED.because("the call was cancelled"));
    }
}
