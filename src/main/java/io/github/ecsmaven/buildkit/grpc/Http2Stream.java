package io.github.ecsmaven.buildkit.grpc;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One exchange on a connection: headers, bytes and headers again in each direction (RFC 9113, 5.1). */
final class Http2Stream {
    /** Bytes that may be on their way or wait to be taken. */
    static final int WINDOW = 1 << 20;

    static final long NEVER = Long.MAX_VALUE;
    private static final byte[] NOTHING = {};

    private final int id;
    private final Http2Connection connection;
    private final Deque<byte[]> data = new ArrayDeque<>();
    private @Nullable Headers headers;
    private @Nullable Headers trailers;
    private @Nullable GrpcException failure;
    private int window = WINDOW;
    private int taken;
    private boolean receivedAll;
    private boolean sentAll;

    Http2Stream(int id, Http2Connection connection) {
        this.id = id;
        this.connection = connection;
    }

    int id() {
        return id;
    }

    /** What the other side began with, once it has. */
    synchronized @Nullable Headers headers() {
        return headers;
    }

    /** What the other side ended with, where it did so with headers. */
    synchronized @Nullable Headers trailers() {
        return trailers;
    }

    synchronized boolean isOver() {
        return failure != null || receivedAll && sentAll;
    }

    /**
     * Waits for the next bytes, and lets the other side send as many more.
     *
     * @param deadline by {@link System#nanoTime}, or {@link #NEVER}
     * @return nothing when there are no more
     */
    byte[] take(long deadline) throws IOException, InterruptedException {
        byte[] next;
        int open = 0;
        synchronized (this) {
            while (data.isEmpty() && failure == null && !receivedAll) {
                await(deadline);
            }
            if (data.isEmpty()) {
                throwFailure();
                return NOTHING;
            }
            next = data.remove();
            taken += next.length;
            if (taken >= WINDOW / 2 && !receivedAll) {
                open = taken;
                window += open;
                taken = 0;
            }
        }
        if (open > 0) {
            connection.widen(id, open);
        }
        return next;
    }

    private void await(long deadline) throws GrpcException, InterruptedException {
        if (deadline == NEVER) {
            wait();
            return;
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw GrpcStatus.DEADLINE_EXCEEDED.because("there was no answer in time");
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
    }

    private void throwFailure() throws GrpcException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Sends all the bytes, in pieces where the other side takes no more at once; none are kept. */
    void send(byte[] bytes, int length, boolean end, boolean flush) throws IOException, InterruptedException {
        int sent = 0;
        while (sent < length) {
            int piece = window(length - sent);
            boolean last = sent + piece == length;
            connection.writer().data(id, bytes, sent, piece, end && last, flush || !last);
            sent += piece;
        }
        if (end) {
            sentAll();
        }
    }

    private int window(int wanted) throws IOException, InterruptedException {
        if (isOver()) {
            throw closed();
        }
        int open = connection.windows().take(id, wanted);
        if (open == 0) {
            connection.writer().flush();
            open = connection.windows().await(id, wanted);
        }
        if (open == 0) {
            throw closed();
        }
        return open;
    }

    /** Tells the other side that nothing follows. */
    void endSending() throws IOException {
        if (!isOver()) {
            connection.writer().data(id, NOTHING, 0, 0, true, true);
            sentAll();
        }
    }

    void send(Headers sent, boolean end) throws IOException {
        connection.writer().headers(id, sent, end, end);
        if (end) {
            sentAll();
        }
    }

    void flush() throws IOException {
        connection.writer().flush();
    }

    /** Ends it with headers, and does not care for what the other side has still to say. */
    void finish(Headers last) throws IOException {
        if (!isOver()) {
            send(last, true);
            cancel(Http2Error.NO_ERROR, GrpcStatus.CANCELLED.because("the call has ended"));
        }
    }

    private synchronized GrpcException closed() {
        return failure != null ? failure : GrpcStatus.CANCELLED.because("the call has ended");
    }

    private void sentAll() {
        synchronized (this) {
            sentAll = true;
        }
        connection.forgetIfOver(this);
    }

    synchronized void receive(Headers received) throws ProtocolViolation {
        if (receivedAll) {
            throw new ProtocolViolation(Http2Error.STREAM_CLOSED, "headers after the end");
        }
        if (headers == null) {
            headers = received;
        } else {
            trailers = received;
        }
    }

    /** Takes what has come; false when it is more than was allowed. */
    synchronized boolean receive(byte[] bytes, int padding) {
        window -= bytes.length + padding;
        taken += padding;
        if (failure == null && bytes.length > 0) {
            data.add(bytes);
            notifyAll();
        }
        return window >= 0;
    }

    /**
     * Nothing more comes.
     *
     * @param both whether that ends the other direction too
     * @return whether something was still to be sent then
     */
    synchronized boolean receivedAll(boolean both) {
        boolean unfinished = both && !sentAll;
        receivedAll = true;
        sentAll |= both;
        notifyAll();
        return unfinished;
    }

    /** Ends it in both directions; what has come until then can still be taken. */
    void fail(GrpcException why) {
        synchronized (this) {
            if (failure == null && !(receivedAll && sentAll)) {
                failure = why;
            }
            notifyAll();
        }
    }

    /** Ends it from our side; nobody wants what has come. */
    void cancel(int error, GrpcException why) {
        boolean wasOpen;
        synchronized (this) {
            wasOpen = !isOver();
            data.clear();
        }
        fail(why);
        connection.reset(this, error, wasOpen);
    }
}
