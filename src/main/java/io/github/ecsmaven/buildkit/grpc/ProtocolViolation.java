package io.github.ecsmaven.buildkit.grpc;

import java.io.IOException;

/** The other side does what HTTP/2 forbids: the connection ends. */
final class ProtocolViolation extends IOException {
    private static final long serialVersionUID = 1L;

    private final int error;

    /** @param error one of {@link Http2Error} */
    ProtocolViolation(int error, String description) {
        super("HTTP/2 was violated: " + description);
        this.error = error;
    }

    int error() {
        return error;
    }
}
