package io.github.ecsmaven.buildkit.grpc;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http2.config.H2Param;
import org.apache.hc.core5.http2.config.H2Setting;
import org.apache.hc.core5.http2.frame.DefaultFrameFactory;
import org.apache.hc.core5.http2.frame.FrameFactory;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.hpack.HPackDecoder;
import org.apache.hc.core5.http2.hpack.HPackEncoder;
import org.apache.hc.core5.http2.hpack.HPackException;
import org.apache.hc.core5.http2.impl.io.FrameInputBuffer;
import org.apache.hc.core5.http2.impl.io.FrameOutputBuffer;
import org.apache.hc.core5.util.ByteArrayBuffer;

/** The other side of a connection, which does with frames what a test wants. */
final class RawPeer implements AutoCloseable {
    static final FrameFactory FRAMES = DefaultFrameFactory.INSTANCE;
    private static final int PREFACE = 24;

    private final Socket socket;
    private final FrameInputBuffer in = new FrameInputBuffer(1 << 20);
    private final FrameOutputBuffer out = new FrameOutputBuffer(1 << 20);
    private final HPackEncoder encoder = new HPackEncoder(4096, StandardCharsets.UTF_8);
    private final HPackDecoder decoder;

    RawPeer(Socket socket) {
        this(socket, 4096);
    }

    RawPeer(Socket socket, int headerTable) {
        this.socket = socket;
        this.decoder = new HPackDecoder(headerTable, StandardCharsets.UTF_8);
    }

    /** A server that has greeted with these settings, and read the client's preface. */
    static RawPeer server(Socket socket, H2Setting... settings) throws IOException {
        int table = 4096;
        for (H2Setting setting : settings) {
            table = setting.getCode() == H2Param.HEADER_TABLE_SIZE.getCode() ? setting.getValue() : table;
        }
        RawPeer peer = new RawPeer(socket, table);
        socket.getInputStream().readNBytes(PREFACE);
        peer.write(FRAMES.createSettings(settings));
        return peer;
    }

    void write(RawFrame frame) throws IOException {
        out.write(frame, socket.getOutputStream());
        socket.getOutputStream().flush();
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    byte[] block(String... namesAndValues) throws IOException {
        ByteArrayBuffer block = new ByteArrayBuffer(64);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            encoder.encodeHeader(block, namesAndValues[i], namesAndValues[i + 1], false);
        }
        return block.toByteArray();
    }

    void headers(int stream, boolean end, String... namesAndValues) throws IOException {
        write(FRAMES.createHeaders(stream, ByteBuffer.wrap(block(namesAndValues)), true, end));
    }

    void answer(int stream, String... messages) throws IOException {
        headers(stream, false, ":status", "200", "content-type", "application/grpc");
        for (String message : messages) {
            write(FRAMES.createData(stream, ByteBuffer.wrap(framed(message)), false));
        }
    }

    static byte[] framed(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 + bytes.length)
                .put((byte) 0)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    RawFrame read() throws IOException {
        return in.read(socket.getInputStream());
    }

    /** The next frame of that type; others are passed over. */
    RawFrame read(FrameType type) throws IOException {
        RawFrame frame = read();
        while (!frame.isType(type)) {
            frame = read();
        }
        return frame;
    }

    List<String> readHeaders() throws IOException, HPackException {
        RawFrame frame = read(FrameType.HEADERS);
        ByteBuffer block = ByteBuffer.allocate(1 << 20).put(frame.getPayload());
        while (!frame.isFlagSet(FrameFlag.END_HEADERS)) {
            frame = read();
            block.put(frame.getPayload());
        }
        List<String> lines = new ArrayList<>();
        for (Header header : decoder.decodeHeaders(block.flip())) {
            lines.add(header.getName() + ": " + header.getValue());
        }
        return lines;
    }

    static int errorOf(RawFrame goAway) {
        return goAway.getPayload().slice().getInt(Integer.BYTES);
    }

    static byte[] bytes(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return Arrays.copyOf(bytes, bytes.length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
