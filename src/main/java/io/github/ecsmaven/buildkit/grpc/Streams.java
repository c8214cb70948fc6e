package io.github.ecsmaven.buildkit.grpc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams of a connection that are open, and those that have been (RFC 9113, 5.1.1). */
final class Streams {
    private final boolean client;
    private final Map<Integer, Http2Stream> open = new HashMap<>();
    private final SendWindows windows = new SendWindows();
    private int next = 1;
    private @Nullable IOException end;

    /** @param client whether our side opens them */
    Streams(boolean client) {
        this.client = client;
    }

    SendWindows windows() {
        return windows;
    }

    /** Opens the next one. */
    synchronized Http2Stream open(Http2Connection connection) throws GrpcException {
        if (end != null) {
            throw GrpcException.lost(end);
        }
        return add(next, connection);
    }

    /** The one that the other side opens, or nothing when it is one that is over or comes too late. */
    synchronized @Nullable Http2Stream accept(int id, Http2Connection connection) throws ProtocolViolation {
        if (client || id < next) {
            requireKnown(id);
            return null;
        }
        if (id % 2 == 0) {
            throw new ProtocolViolation(Http2Error.PROTOCOL_ERROR, "a client's stream of an even number");
        }
        return end == null ? add(id, connection) : null;
    }

    private Http2Stream add(int id, Http2Connection connection) {
        Http2Stream stream = new Http2Stream(id, connection);
        next = id + 2;
        windows.open(id);
        open.put(id, stream);
        return stream;
    }

    synchronized @Nullable Http2Stream find(int id) {
        return open.get(id);
    }

    /** Streams that are over may still get what was on its way. */
    synchronized void requireKnown(int id) throws ProtocolViolation {
        if (id % 2 == 0 || id >= next) {
            throw new ProtocolViolation(
                    Http2Error.PROTOCOL_ERROR, "a frame for the stream " + id + ", which nobody has opened");
        }
    }

    void forget(Http2Stream stream) {
        synchronized (this) {
            open.remove(stream.id());
        }
        windows.close(stream.id());
    }

    /** The last that the other side has opened, or 0. */
    synchronized int lastAccepted() {
        return client ? 0 : Math.max(0, next - 2);
    }

    /** No new ones are opened, and those after the last that the other side has seen fail. */
    void end(int last, IOException reason) {
        List<Http2Stream> unseen = new ArrayList<>();
        IOException first;
        synchronized (this) {
            first = end == null ? reason : end;
            end = first;
            for (Http2Stream stream : open.values()) {
                if (stream.id() > last) {
                    unseen.add(stream);
                }
            }
        }
        for (Http2Stream stream : unseen) {
            stream.fail(GrpcException.lost(first));
            forget(stream);
        }
    }
}
