package io.github.ecsmaven.docker;

import java.io.IOException;

/** Something is not JSON; its text, which may be secret, is not part of the message. */
final class NotJsonException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int line;

    NotJsonException(String message, int line) {
        super(message);
        this.line = line;
    }

    /** Line of the mistake, counted from 1. */
    int line() {
        return line;
    }
}
