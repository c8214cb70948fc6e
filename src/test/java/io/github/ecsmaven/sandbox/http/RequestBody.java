package io.github.ecsmaven.sandbox.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A request's body of known length or in chunks (RFC 9112, sections 6 and 7); reads nothing beyond its end. */
final class RequestBody extends InputStream {
    private static final int LINE_LIMIT = 1024;

    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean firstChunk = true;
    private boolean ended;
    private long bytesRead;
    private long bytesPerSecond;

    private RequestBody(InputStream in, boolean chunked, long length) {
        this.in = in;
        this.chunked = chunked;
        this.left = length;
        this.ended = !chunked && length == 0;
    }

    static RequestBody ofLength(InputStream in, long length) {
        return new RequestBody(in, false, length);
    }

    static RequestBody inChunks(InputStream in) {
        return new RequestBody(in, true, 0);
    }

    long bytesRead() {
        return bytesRead;
    }

    void slowDown(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (chunked && left == 0 && !ended) {
            startChunk();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(paced(length), left));
        if (count < 0) {
            throw new EOFException("the connection ended inside a body");
        }
        left -= count;
        bytesRead += count;
        ended = !chunked && left == 0;
        pause(count);
        return count;
    }

    private void startChunk() throws IOException {
        if (!firstChunk) {
            readLine();
        }
        firstChunk = false;
        String size = readLine();
        int semicolon = size.indexOf(';');
        left = Long.parseLong((semicolon < 0 ? size : size.substring(0, semicolon)).trim(), 16);
        if (left == 0) {
            ended = true;
            skipTrailers();
        }
    }

    private void skipTrailers() throws IOException {
        while (!readLine().isEmpty()) {
            // A trailer field tells nothing that is needed here.
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > LINE_LIMIT) {
                throw new EOFException("a chunk's line does not end");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private int paced(int length) {
        return bytesPerSecond == 0 ? length : (int) Math.min(length, Math.max(1, bytesPerSecond / 20));
    }

    private void pause(int count) throws IOException {
        if (bytesPerSecond > 0) {
            Pause.of(count * 1000L / bytesPerSecond);
        }
    }
}
