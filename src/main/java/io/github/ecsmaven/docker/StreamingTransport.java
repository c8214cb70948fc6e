package io.github.ecsmaven.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * docker-java's transport, but for requests with a streamed body, a build context: those go over a connection of their own in chunks of
 * 64 KiB. The HTTP client's chunks of 8 KiB take about twice as long, and when an engine refuses a request without reading all of it,
 * the client loses the answer over the broken connection.
 */
final class StreamingTransport implements DockerHttpClient {
    private static final int CHUNK_SIZE = 64 * 1024;
    /** Eight hexadecimal digits and a line end. */
    private static final int CHUNK_HEAD = 10;

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final DockerHttpClient transport;
    private final EngineDial dial;

    StreamingTransport(DockerHttpClient transport, EngineDial dial) {
        this.transport = transport;
        this.dial = dial;
    }

    @Override
    public Response execute(Request request) {
        InputStream body = request.body();
        if (body == null) {
            return transport.execute(request);
        }
        try {
            return upload(request, body);
        } catch (IOException e) {
            // As docker-java's own transport does.
            throw new RuntimeException(e);
        }
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }

    private HttpAnswer upload(Request request, InputStream body) throws IOException {
        Socket socket = dial.dial();
        boolean answered = false;
        try {
            HttpAnswer answer = exchange(socket, request, body);
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                socket.close();
            }
        }
    }

    /** An engine that hangs up before the end has said why; if it has not, there is no answer to read. */
    private HttpAnswer exchange(Socket socket, Request request, InputStream body) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] head = headOf(request).getBytes(StandardCharsets.ISO_8859_1);
        byte[] frame = new byte[CHUNK_HEAD + CHUNK_SIZE + LINE_END.length];
        boolean taken = write(out, head, head.length);
        int length = 0;
        while (taken && (length = body.readNBytes(frame, CHUNK_HEAD, CHUNK_SIZE)) > 0) {
            taken = write(out, frame, framed(frame, length));
        }
        if (taken) {
            write(out, LAST_CHUNK, LAST_CHUNK.length);
        }
        return HttpAnswer.from(socket);
    }

    private static boolean write(OutputStream out, byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
            out.flush();
            return true;
        } catch (IOException hungUp) {
            return false;
        }
    }

    /** Puts size and line end around the chunk, and tells how long the whole is (RFC 9112, 7.1). */
    private static int framed(byte[] frame, int length) {
        byte[] head = String.format(Locale.ROOT, "%08x\r\n", length).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, frame, 0, CHUNK_HEAD);
        System.arraycopy(LINE_END, 0, frame, CHUNK_HEAD + length, LINE_END.length);
        return CHUNK_HEAD + length + LINE_END.length;
    }

    private String headOf(Request request) {
        StringBuilder head =
                new StringBuilder(request.method() + " " + dial.pathPrefix() + request.path() + " HTTP/1.1\r\n");
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("Host: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n")
                .toString();
    }
}
