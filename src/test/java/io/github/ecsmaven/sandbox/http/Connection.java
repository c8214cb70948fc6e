package io.github.ecsmaven.sandbox.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One client's connection with its requests one after the other (RFC 9112, keep-alive). */
final class Connection implements Runnable {
    private static final Logger LOG = Logger.getLogger(Connection.class.getName());
    private static final int TLS_HANDSHAKE = 0x16;
    private static final byte[] NOT_IN_TLS = "HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 256 << 10;
    private static final int HEAD_LIMIT = 64 << 10;

    private final Socket socket;
    private final HttpHandler handler;

    Connection(Socket socket, HttpHandler handler) {
        this.socket = socket;
        this.handler = handler;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            // Docker tries https first on loopback registries; a hello that hangs costs it ten seconds a connection
            // (docker.md).
            // An answer in plain HTTP lets containerd's image store fall back to it; a closed connection alone does
            // not.
            if (startsWithTls(in)) {
                socket.getOutputStream().write(NOT_IN_TLS);
                return;
            }
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
            converse(in, out);
        } catch (IOException gone) {
            LOG.log(Level.FINE, "connection ended", gone);
        }
    }

    private static boolean startsWithTls(InputStream in) throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first == TLS_HANDSHAKE;
    }

    private void converse(InputStream in, OutputStream out) throws IOException {
        try {
            while (answerNext(in, out)) {
                // Each turn is one request.
            }
        } catch (ConnectionReset reset) {
            // Lingering for zero seconds turns the close into a reset.
            socket.setSoLinger(true, 0);
        }
    }

    private boolean answerNext(InputStream in, OutputStream out) throws IOException {
        HttpRequest request = readRequest(in, out);
        if (request == null) {
            return false;
        }
        boolean close = request.header("Connection").orElse("").equalsIgnoreCase("close");
        HttpResponse response = answer(request);
        // An answer sent before the body was taken would reach no client that is still writing.
        request.body().transferTo(OutputStream.nullOutputStream());
        response.writeTo(out, request.method().equals("HEAD"), close);
        return !close;
    }

    private HttpResponse answer(HttpRequest request) throws IOException {
        try {
            return handler.handle(request);
        } catch (RuntimeException bug) {
            LOG.log(Level.SEVERE, request.method() + " " + request.path(), bug);
            return HttpResponse.of(501, "text/plain", "The sandbox has a bug: " + bug);
        }
    }

    private static @Nullable HttpRequest readRequest(InputStream in, OutputStream out) throws IOException {
        String start = readLine(in);
        if (start == null) {
            return null;
        }
        String[] parts = start.split(" ");
        if (parts.length != 3) {
            throw new IOException("not a request line");
        }
        Map<String, String> headers = readHeaders(in);
        if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        return new HttpRequest(parts[0], parts[1], headers, body(in, headers));
    }

    private static Map<String, String> readHeaders(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = readLine(in); line != null && !line.isEmpty(); line = readLine(in)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header line");
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim(),
                    (first, next) -> first + ", " + next);
        }
        return headers;
    }

    private static RequestBody body(InputStream in, Map<String, String> headers) {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return RequestBody.inChunks(in);
        }
        return RequestBody.ofLength(in, Long.parseLong(headers.getOrDefault("content-length", "0")));
    }

    private static @Nullable String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (line.length() > HEAD_LIMIT) {
                throw new IOException("line too long");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
