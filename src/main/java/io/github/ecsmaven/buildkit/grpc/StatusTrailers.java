package io.github.ecsmaven.buildkit.grpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** How a status is told by the headers that end a call (grpc/grpc: doc/PROTOCOL-HTTP2.md, "Responses"). */
final class StatusTrailers {
    private static final String STATUS = "grpc-status";
    private static final String MESSAGE = "grpc-message";
    private static final String DETAILS = "grpc-status-details-bin";
    private static final int HEXADECIMAL = 16;

    private StatusTrailers() {}

    static Headers of(GrpcStatus status, String description) {
        Headers trailers = new Headers().with(STATUS, status.number());
        return description.isEmpty() ? trailers : trailers.with(MESSAGE, encoded(description));
    }

    /** @throws GrpcException when the call has ended with anything but OK */
    static void requireOk(@Nullable Headers headers, @Nullable Headers trailers) throws GrpcException {
        Headers last = trailers == null ? headers : trailers;
        String number = last == null ? null : last.first(STATUS);
        if (last == null || number == null) {
            throw withoutStatus(headers);
        }
        GrpcStatus status = GrpcStatus.of(number);
        if (status != GrpcStatus.OK) {
            String message = last.first(MESSAGE);
            throw new GrpcException(status, message == null ? "" : decoded(message), details(last.first(DETAILS)));
        }
    }

    /** Something between us and the builder has answered, or something that is no gRPC at all. */
    private static GrpcException withoutStatus(@Nullable Headers headers) {
        String http = headers == null ? null : headers.first(":status");
        if (http == null || http.equals("200")) {
            return GrpcStatus.UNKNOWN.because("the call has ended without a status of gRPC");
        }
        return GrpcStatus.ofHttp(http).because("the call was answered with the HTTP status " + http);
    }

    private static byte[] details(@Nullable String base64) {
        try {
            return base64 == null ? new byte[0] : Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notThatForm) {
            return new byte[0];
        }
    }

    static String encoded(String message) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xf, HEXADECIMAL)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xf, HEXADECIMAL)));
            }
        }
        return encoded.toString();
    }

    /** What is not encoded well is kept as it is. */
    static String decoded(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], HEXADECIMAL) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], HEXADECIMAL);
            if (low < 0) {
                decoded.write(bytes[i]);
            } else {
                decoded.write(high * HEXADECIMAL + low);
                i += 2;
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }
}
