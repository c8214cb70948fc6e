package io.github.ecsmaven.sandbox.http;

import java.io.IOException;

/** Thrown by a handler to reset the connection (TCP RST) instead of answering. */
public final class ConnectionReset extends IOException {
    private static final long serialVersionUID = 1L;

    public ConnectionReset() {
        super("connection reset on demand");
    }
}
