package io.github.ecsmaven.buildkit.grpc;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http2.frame.DefaultFrameFactory;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.jspecify.annotations.Nullable;

/** One side of an HTTP/2 connection (RFC 9113). A thread of its own reads; whoever sends, writes. */
final class Http2Connection implements Closeable {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    /** For all streams together. It is given back as soon as bytes come: a stream whose bytes nobody takes must not hold up others. */
    private static final int WINDOW = 4 << 20;

    private static final int FIRST_WINDOW = 65_535;

    private final Socket socket;
    private final @Nullable Acceptor acceptor;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final Streams streams;
    private final Object opening = new Object();
    private final Thread thread;
    private int received;

    /** Serves streams that the other side opens; called by the thread that reads, which must not wait. */
    interface Acceptor {
        void accept(Http2Stream stream);
    }

    private Http2Connection(Socket socket, @Nullable Acceptor acceptor, String name) throws IOException {
        this.socket = socket;
        this.acceptor = acceptor;
        this.reader = new FrameReader(socket.getInputStream());
        this.writer = new FrameWriter(socket.getOutputStream());
        this.streams = new Streams(acceptor == null);
        this.thread = Threads.daemon(name, this::read);
    }

    /** @param acceptor of a server; a client has none */
    static Http2Connection start(Socket socket, @Nullable Acceptor acceptor, String name) throws IOException {
        Http2Connection connection = new Http2Connection(socket, acceptor, name);
        if (acceptor == null) {
            connection.writer.preface(PREFACE);
        }
        connection.writer.soon(Settings.ours(acceptor == null));
        connection.writer.soon(DefaultFrameFactory.INSTANCE.createWindowUpdate(0, WINDOW - FIRST_WINDOW));
        connection.thread.start();
        return connection;
    }

    SendWindows windows() {
        return streams.windows();
    }

    FrameWriter writer() {
        return writer;
    }

    /** Opens a stream. Their numbers must come in their order. Without {@code flush} the headers go with what is sent next. */
    Http2Stream open(Headers headers, boolean flush) throws IOException {
        synchronized (opening) {
            Http2Stream stream = streams.open(this);
            writer.headers(stream.id(), headers, false, flush);
            return stream;
        }
    }

    void forgetIfOver(Http2Stream stream) {
        if (stream.isOver()) {
            streams.forget(stream);
        }
    }

    /** Lets the other side send more on a stream. */
    void widen(int stream, int by) throws IOException {
        writer.soon(DefaultFrameFactory.INSTANCE.createWindowUpdate(stream, by));
    }

    /** Ends a stream; with {@code tell} the other side gets to know. */
    void reset(Http2Stream stream, int error, boolean tell) {
        streams.forget(stream);
        try {
            if (tell) {
                writer.soon(DefaultFrameFactory.INSTANCE.createResetStream(stream.id(), error));
            }
        } catch (IOException gone) {
            // Then the stream has ended for the other side too.
        }
    }

    private void read() {
        try {
            if (acceptor != null) {
                reader.requirePreface(PREFACE);
            }
            for (RawFrame frame = reader.first(); ; frame = reader.next()) {
                handle(frame);
            }
        } catch (ProtocolViolation e) {
            sayGoodbye(e.error(), String.valueOf(e.getMessage()));
            streams.end(0, e);
        } catch (IOException | RuntimeException e) {
            streams.end(0, e instanceof IOException failure ? failure : new IOException(e));
        }
        closeSocket();
    }

    private void handle(RawFrame frame) throws IOException {
        FrameType type = FrameType.valueOf(frame.getType());
        if (type == null) {
            // What is unknown is to be ignored (RFC 9113, 4.1).
            return;
        }
        switch (type) {
            case DATA -> data(frame);
            case HEADERS -> headers(frame);
            case RST_STREAM -> reset(frame);
            case SETTINGS -> settings(frame);
            case PING -> ping(frame);
            case GOAWAY -> goAway(numbers(frame, 2));
            case WINDOW_UPDATE -> streams.windows()
                    .widen(frame.getStreamId(), numbers(frame, 1).getInt() & Integer.MAX_VALUE);
            case PUSH_PROMISE, CONTINUATION -> throw violation("an unexpected frame " + type);
            case PRIORITY -> {}
        }
    }

    private void data(RawFrame frame) throws IOException {
        int length = frame.getLength();
        received += length;
        if (received >= WINDOW / 2) {
            widen(0, received);
            received = 0;
        }
        Http2Stream stream = streams.find(frame.getStreamId());
        if (stream == null) {
            streams.requireKnown(frame.getStreamId());
            return;
        }
        ByteBuffer content = frame.getPayloadContent();
        byte[] bytes = new byte[content == null ? 0 : content.remaining()];
        if (content != null) {
            content.get(bytes);
        }
        if (!stream.receive(bytes, length - bytes.length)) {
            stream.cancel(Http2Error.FLOW_CONTROL_ERROR, GrpcStatus.INTERNAL.because("more was sent than was allowed"));
        } else if (frame.isFlagSet(FrameFlag.END_STREAM)) {
            receivedAll(stream);
        }
    }

    private void headers(RawFrame frame) throws IOException {
        // Whatever becomes of them, they change what the decoder knows.
        Headers headers = reader.headers(frame);
        Http2Stream known = streams.find(frame.getStreamId());
        Http2Stream stream = known == null ? streams.accept(frame.getStreamId(), this) : known;
        if (stream == null) {
            return;
        }
        stream.receive(headers);
        if (frame.isFlagSet(FrameFlag.END_STREAM)) {
            receivedAll(stream);
        }
        if (known == null && acceptor != null) {
            acceptor.accept(stream);
        }
    }

    /** A server that has answered waits for nothing more of the request. */
    private void receivedAll(Http2Stream stream) throws IOException {
        boolean unfinished = stream.receivedAll(acceptor == null);
        if (unfinished) {
            writer.soon(DefaultFrameFactory.INSTANCE.createResetStream(stream.id(), Http2Error.NO_ERROR));
        }
        forgetIfOver(stream);
    }

    private void reset(RawFrame frame) throws IOException {
        int error = numbers(frame, 1).getInt();
        Http2Stream stream = streams.find(frame.getStreamId());
        if (stream != null) {
            stream.fail(
                    GrpcStatus.ofReset(error).because("the call was ended by the other side (error " + error + ")"));
            streams.forget(stream);
        }
    }

    private void settings(RawFrame frame) throws IOException {
        if (!frame.isFlagSet(FrameFlag.ACK)) {
            Settings.apply(frame, writer, streams.windows());
            writer.soon(DefaultFrameFactory.INSTANCE.createSettingsAck());
        }
    }

    private void ping(RawFrame frame) throws IOException {
        if (!frame.isFlagSet(FrameFlag.ACK)) {
            byte[] opaque = new byte[Long.BYTES];
            numbers(frame, 2).get(opaque);
            writer.soon(DefaultFrameFactory.INSTANCE.createPingAck(ByteBuffer.wrap(opaque)));
        }
    }

    /** No new streams are taken, and of those that are open none that the other side has not seen. */
    private void goAway(ByteBuffer payload) {
        int last = payload.getInt() & Integer.MAX_VALUE;
        IOException reason = farewell(
                payload.getInt(), StandardCharsets.UTF_8.decode(payload).toString());
        streams.end(acceptor == null ? last : Integer.MAX_VALUE, reason);
    }

    private static IOException farewell(int error, String said) {
        String number = error == Http2Error.NO_ERROR ? "" : " (error " + error + ")";
        return new IOException("the other side ended the connection" + number + (said.isEmpty() ? "" : ": " + said));
    }

    private static ByteBuffer numbers(RawFrame frame, int count) throws ProtocolViolation {
        ByteBuffer payload = frame.getPayload();
        if (payload == null || payload.remaining() < count * Integer.BYTES) {
            throw violation("a frame that is too short");
        }
        return payload;
    }

    private static ProtocolViolation violation(String what) {
        return new ProtocolViolation(Http2Error.PROTOCOL_ERROR, what);
    }

    private void sayGoodbye(int error, String reason) {
        ByteBuffer payload = ByteBuffer.allocate(2 * Integer.BYTES + reason.length() * 3)
                .putInt(streams.lastAccepted())
                .putInt(error)
                .put(reason.getBytes(StandardCharsets.UTF_8))
                .flip();
        try {
            writer.soon(new RawFrame(FrameType.GOAWAY.getValue(), 0, 0, payload));
        } catch (IOException gone) {
            // Then the other side needs no farewell.
        }
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }

    /** Ends all streams, and the thread that reads. */
    @Override
    public void close() {
        streams.end(0, GrpcStatus.CANCELLED.because("the connection was closed"));
        sayGoodbye(Http2Error.NO_ERROR, "");
        closeSocket();
        Threads.join(thread);
    }
}
