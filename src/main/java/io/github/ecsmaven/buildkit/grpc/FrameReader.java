package io.github.ecsmaven.buildkit.grpc;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http2.H2ConnectionException;
import org.apache.hc.core5.http2.H2CorruptFrameException;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.hpack.HPackDecoder;
import org.apache.hc.core5.http2.hpack.HPackException;
import org.apache.hc.core5.http2.impl.io.FrameInputBuffer;

/** Reads frames, and makes headers of blocks that go over several of them. */
final class FrameReader {
    private static final int HEADER_TABLE = 4096;
    /** The details of an error carry the Dockerfile and stacks of Go. */
    private static final int LONGEST_BLOCK = 4 << 20;

    private static final int PRIORITY_FIELDS = 5;

    private final InputStream in;
    private final FrameInputBuffer frames = new FrameInputBuffer(FrameWriter.LONGEST_FRAME);
    // One character for one byte: BuildKit 0.8 sends UTF-8, and nothing may break a connection that gRPC for Go takes.
    private final HPackDecoder decoder = new HPackDecoder(HEADER_TABLE, StandardCharsets.ISO_8859_1);

    FrameReader(InputStream in) {
        this.in = in;
        decoder.setMaxListSize(LONGEST_BLOCK);
    }

    /** The beginning of a connection that a client opens. */
    void requirePreface(byte[] preface) throws IOException {
        byte[] begin = in.readNBytes(preface.length);
        if (begin.length == 0) {
            throw closed();
        }
        if (!Arrays.equals(begin, preface)) {
            throw new NotHttp2Exception(null);
        }
    }

    /** The first frame: settings, from whoever speaks HTTP/2. */
    RawFrame first() throws IOException {
        RawFrame frame;
        try {
            frame = frames.read(in);
        } catch (ConnectionClosedException e) {
            throw closed();
        } catch (H2ConnectionException | H2CorruptFrameException e) {
            throw new NotHttp2Exception(e);
        }
        if (!frame.isType(FrameType.SETTINGS) || frame.getStreamId() != 0) {
            throw new NotHttp2Exception(null);
        }
        return frame;
    }

    RawFrame next() throws IOException {
        try {
            return frames.read(in);
        } catch (ConnectionClosedException e) {
            throw closed();
        } catch (H2CorruptFrameException e) {
            throw new EOFException("the connection was closed in the middle of a frame");
        } catch (H2ConnectionException e) {
            throw new ProtocolViolation(e.getCode(), String.valueOf(e.getMessage()));
        }
    }

    private static EOFException closed() {
        return new EOFException("the connection was closed");
    }

    /** The headers that begin with this frame; reads those that continue it. */
    Headers headers(RawFrame first) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        append(block, contentOf(first));
        for (RawFrame frame = first; !frame.isFlagSet(FrameFlag.END_HEADERS); ) {
            frame = next();
            if (!frame.isType(FrameType.CONTINUATION) || frame.getStreamId() != first.getStreamId()) {
                throw new ProtocolViolation(Http2Error.PROTOCOL_ERROR, "headers without their end");
            }
            append(block, frame.getPayload());
        }
        return decode(block.toByteArray());
    }

    private static ByteBuffer contentOf(RawFrame headers) throws ProtocolViolation {
        ByteBuffer content = headers.getPayloadContent();
        if (headers.isFlagSet(FrameFlag.PRIORITY) && content != null) {
            if (content.remaining() < PRIORITY_FIELDS) {
                throw new ProtocolViolation(Http2Error.PROTOCOL_ERROR, "a frame that is too short");
            }
            content.position(content.position() + PRIORITY_FIELDS);
        }
        return content;
    }

    private static void append(ByteArrayOutputStream block, ByteBuffer piece) throws ProtocolViolation {
        if (piece != null) {
            block.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
        }
        if (block.size() > LONGEST_BLOCK) {
            throw new ProtocolViolation(Http2Error.ENHANCE_YOUR_CALM, "headers of more than 4 MiB");
        }
    }

    private Headers decode(byte[] block) throws IOException {
        List<Header> decoded;
        try {
            decoded = decoder.decodeHeaders(ByteBuffer.wrap(block));
        } catch (HPackException | IllegalArgumentException e) {
            throw new ProtocolViolation(Http2Error.COMPRESSION_ERROR, String.valueOf(e.getMessage()));
        }
        Headers headers = new Headers();
        for (Header header : decoded) {
            headers.with(header.getName(), text(header.getValue()));
        }
        return headers;
    }

    private static String text(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.charAt(i) > '~') {
                return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return bytes;
    }
}
