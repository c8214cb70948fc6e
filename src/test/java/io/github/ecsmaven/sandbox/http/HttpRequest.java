package io.github.ecsmaven.sandbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request. Its body is a stream that ends where the request ends. */
public final class HttpRequest {
    private static final int LARGEST_IN_MEMORY = 8 << 20;

    private final String method;
    private final String path;
    private final String query;
    private final Map<String, String> headers;
    private final RequestBody body;
    private byte @Nullable [] bytes;

    HttpRequest(String method, String target, Map<String, String> headers, RequestBody body) {
        int question = target.indexOf('?');
        this.method = method;
        this.path = question < 0 ? target : target.substring(0, question);
        this.query = question < 0 ? "" : target.substring(question + 1);
        this.headers = headers;
        this.body = body;
    }

    public String method() {
        return method;
    }

    /** The path as it was sent, without the query. */
    public String path() {
        return path;
    }

    /** What follows the question mark as it was sent; empty without one. */
    public String query() {
        return query;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(form(query).get(name));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public InputStream body() {
        return body;
    }

    /** How many bytes of the body were read so far. */
    public long bytesRead() {
        return body.bytesRead();
    }

    /** From now on the body arrives no faster than this. */
    public void slowDown(long bytesPerSecond) {
        body.slowDown(bytesPerSecond);
    }

    /** The whole body in memory, at most 8 MiB; may be asked for again. */
    public byte[] bytes() throws IOException {
        if (bytes == null) {
            bytes = body.readNBytes(LARGEST_IN_MEMORY + 1);
            if (bytes.length > LARGEST_IN_MEMORY) {
                throw new IOException("body larger than 8 MiB");
            }
        }
        return bytes;
    }

    /** The decoded fields of {@code application/x-www-form-urlencoded} text; of a repeated field the last. */
    public static Map<String, String> form(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            fields.put(
                    URLDecoder.decode(name, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return fields;
    }
}
