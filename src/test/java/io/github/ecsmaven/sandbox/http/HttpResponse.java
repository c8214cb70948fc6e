package io.github.ecsmaven.sandbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** One answer: status, headers and a body from memory or from a file. */
public final class HttpResponse {
    private static final int BUFFER = 256 << 10;

    private final int status;
    private final Map<String, String> headers;
    private final long length;
    private final Body body;
    private final long bytesPerSecond;
    private final boolean truncated;

    private interface Body {
        InputStream open() throws IOException;
    }

    private HttpResponse(
            int status, Map<String, String> headers, long length, Body body, long bytesPerSecond, boolean truncated) {
        this.status = status;
        this.headers = headers;
        this.length = length;
        this.body = body;
        this.bytesPerSecond = bytesPerSecond;
        this.truncated = truncated;
    }

    public static HttpResponse of(int status) {
        return of(status, "", new byte[0]);
    }

    public static HttpResponse of(int status, String contentType, byte[] content) {
        return new HttpResponse(
                        status, Map.of(), content.length, () -> new java.io.ByteArrayInputStream(content), 0, false)
                .withContentType(contentType);
    }

    public static HttpResponse of(int status, String contentType, String text) {
        return of(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Status 200 with a file's content. */
    public static HttpResponse ofFile(String contentType, Path file) throws IOException {
        return new HttpResponse(200, Map.of(), Files.size(file), () -> Files.newInputStream(file), 0, false)
                .withContentType(contentType);
    }

    public HttpResponse withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpResponse(status, more, length, body, bytesPerSecond, truncated);
    }

    /** The body leaves no faster than this. */
    public HttpResponse slowedDownTo(long bytesPerSecond) {
        return new HttpResponse(status, headers, length, body, bytesPerSecond, truncated);
    }

    /** The connection ends in the middle of the body. */
    public HttpResponse truncated() {
        return new HttpResponse(status, headers, length, body, bytesPerSecond, true);
    }

    private HttpResponse withContentType(String contentType) {
        return contentType.isEmpty() ? this : withHeader("Content-Type", contentType);
    }

    public int status() {
        return status;
    }

    /** Bytes of the body. */
    public long length() {
        return length;
    }

    void writeTo(OutputStream out, boolean head, boolean close) throws IOException {
        StringBuilder lines = new StringBuilder("HTTP/1.1 ").append(status).append(" -\r\n");
        headers.forEach(
                (name, value) -> lines.append(name).append(": ").append(value).append("\r\n"));
        if (status != 204) {
            if (!headers.containsKey("Content-Length")) {
                lines.append("Content-Length: ").append(length).append("\r\n");
            }
        }
        lines.append(close ? "Connection: close\r\n\r\n" : "\r\n");
        out.write(lines.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (truncated) {
            out.write(firstHalf());
            out.flush();
            throw new IOException("truncated on demand");
        }
        if (!head && length > 0) {
            writeBody(out);
        }
        out.flush();
    }

    private byte[] firstHalf() throws IOException {
        try (InputStream in = body.open()) {
            return in.readNBytes(Math.toIntExact(length / 2));
        }
    }

    private void writeBody(OutputStream out) throws IOException {
        try (InputStream in = body.open()) {
            if (bytesPerSecond == 0) {
                byte[] buffer = new byte[BUFFER];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    out.write(buffer, 0, count);
                }
                return;
            }
            byte[] drop = new byte[(int) Math.max(1, Math.min(BUFFER, bytesPerSecond / 20))];
            for (int count = in.read(drop); count >= 0; count = in.read(drop)) {
                out.write(drop, 0, count);
                out.flush();
                Pause.of(count * 1000L / bytesPerSecond);
            }
        }
    }
}
