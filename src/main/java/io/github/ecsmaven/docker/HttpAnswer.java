package io.github.ecsmaven.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 response that is read from a connection of its own (RFC 9112); closing it closes the connection. */
final class HttpAnswer implements DockerHttpClient.Response {
    private static final int CONTINUE = 100;
    private static final int DECIMAL = 10;
    // What no engine sends, so that nothing that answers in its place can fill the memory.
    private static final int LONGEST_LINE = 1 << 16;
    private static final int MOST_HEADERS = 1000;
    private static final int MOST_INTERIM = 100;

    private final Socket socket;
    private final int status;
    private final Map<String, List<String>> headers;
    private final InputStream body;

    private HttpAnswer(Socket socket, int status, Map<String, List<String>> headers, InputStream in)
            throws IOException {
        this.socket = socket;
        this.status = status;
        this.headers = headers;
        this.body = bodyIn(in);
    }

    /** Waits for the head of the response. */
    static HttpAnswer from(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        int status = statusOf(line(in));
        for (int interim = 0; status == CONTINUE; interim++) {
            if (interim == MOST_INTERIM) {
                throw new ProtocolException("the engine promises an answer and gives none");
            }
            headersIn(in);
            status = statusOf(line(in));
        }
        return new HttpAnswer(socket, status, headersIn(in), in);
    }

    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    public Map<String, List<String>> getHeaders() {
        return headers;
    }

    @Override
    public @Nullable String getHeader(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    @Override
    public InputStream getBody() {
        return body;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a length the body goes on until the connection ends, as we have asked to end it. */
    private InputStream bodyIn(InputStream in) throws IOException {
        if ("chunked".equalsIgnoreCase(getHeader("Transfer-Encoding"))) {
            return new ChunkedBody(in);
        }
        String length = getHeader("Content-Length");
        return length == null ? in : new LimitedBody(in, length(length, DECIMAL));
    }

    /** How many bytes are to come. */
    static long length(String text, int radix) throws ProtocolException {
        try {
            long length = Long.parseLong(text.strip(), radix);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException e) {
            throw new ProtocolException("the engine's answer has no length but '" + text + "'");
        }
        throw new ProtocolException("the engine's answer has a negative length");
    }

    private static int statusOf(String statusLine) throws IOException {
        String[] parts = statusLine.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("\\d{3}")) {
            throw new ProtocolException("not an HTTP response");
        }
        return Integer.parseInt(parts[1]);
    }

    private static Map<String, List<String>> headersIn(InputStream in) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int count = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (++count > MOST_HEADERS) {
                throw new ProtocolException("the engine's answer has more than " + MOST_HEADERS + " header fields");
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    /** A line without its end. */
    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the engine closed the connection");
            }
            if (line.size() == LONGEST_LINE) {
                throw new ProtocolException("the engine's answer has a header of more than 64 KiB");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
