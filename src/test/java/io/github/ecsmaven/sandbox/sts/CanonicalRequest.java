package io.github.ecsmaven.sandbox.sts;

import io.github.ecsmaven.sandbox.http.HttpRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one text that client and service make of a request before it is signed (IAM user guide, "Create a signed AWS API request", step 1).
 * The payload's hash is always that of the body that came: only Amazon S3 and streaming operations take {@code UNSIGNED-PAYLOAD}.
 */
record CanonicalRequest(String text) {

    static CanonicalRequest of(HttpRequest request, List<String> signedHeaders) throws IOException {
        String headers = signedHeaders.stream()
                .map(name ->
                        name + ":" + request.header(name).orElse("").strip().replaceAll(" +", " ") + "\n")
                .collect(Collectors.joining());
        return new CanonicalRequest(String.join(
                "\n",
                request.method(),
                path(request.path()),
                query(request.query()),
                headers,
                String.join(";", signedHeaders),
                hash(request.bytes())));
    }

    /** Every service but Amazon S3 encodes the path once more than it came. */
    private static String path(String sent) {
        return Arrays.stream(sent.split("/", -1)).map(CanonicalRequest::encoded).collect(Collectors.joining("/"));
    }

    private static String query(String sent) {
        return Arrays.stream(sent.split("&"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .map(pair -> recoded(pair[0]) + "=" + (pair.length == 1 ? "" : recoded(pair[1])))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String recoded(String sent) {
        return encoded(URLDecoder.decode(sent.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    String hash() {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
