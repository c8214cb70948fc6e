package io.github.ecsmaven.buildkit.grpc;

import java.util.HashMap;
import java.util.Map;

/** How much the other side is ready to receive: on each stream, and on all together (RFC 9113, 5.2). */
final class SendWindows {
    private static final int FIRST = 65_535;

    private final Map<Integer, Window> streams = new HashMap<>();
    private long connection = FIRST;
    private int initial = FIRST;

    synchronized void open(int stream) {
        streams.put(stream, new Window(initial));
    }

    /** Whoever waits for that stream need not any more. */
    synchronized void close(int stream) {
        streams.remove(stream);
        notifyAll();
    }

    /** A piece of what is wanted, or 0 where that would mean to wait. */
    synchronized int take(int stream, int wanted) {
        Window window = streams.get(stream);
        return window == null ? 0 : take(window, wanted);
    }

    /** Waits for a piece of what is wanted; 0 when the stream was closed meanwhile. */
    synchronized int await(int stream, int wanted) throws InterruptedException {
        for (Window window = streams.get(stream); window != null; window = streams.get(stream)) {
            int taken = take(window, wanted);
            if (taken > 0) {
                return taken;
            }
            wait();
        }
        return 0;
    }

    private int take(Window window, int wanted) {
        int taken = (int) Math.max(0, Math.min(wanted, Math.min(connection, window.open)));
        connection -= taken;
        window.open -= taken;
        return taken;
    }

    /** The other side is ready for more: on a stream, or with 0 on all together. */
    synchronized void widen(int stream, int by) throws ProtocolViolation {
        if (stream == 0) {
            connection = checked(connection + by);
        } else {
            Window window = streams.get(stream);
            if (window != null) {
                window.open = checked(window.open + by);
            }
        }
        notifyAll();
    }

    /** Windows that are open already change with the setting, and may fall below nothing (RFC 9113, 6.9.2). */
    synchronized void initially(int size) throws ProtocolViolation {
        if (size < 0) {
            throw new ProtocolViolation(Http2Error.FLOW_CONTROL_ERROR, "an initial window of more than 2 GiB");
        }
        for (Window window : streams.values()) {
            window.open = checked(window.open + size - initial);
        }
        initial = size;
        notifyAll();
    }

    private static long checked(long window) throws ProtocolViolation {
        if (window > Integer.MAX_VALUE) {
            throw new ProtocolViolation(Http2Error.FLOW_CONTROL_ERROR, "a window of more than 2 GiB");
        }
        return window;
    }

    private static final class Window {
        private long open;

        Window(long open) {
            this.open = open;
        }
    }
}
