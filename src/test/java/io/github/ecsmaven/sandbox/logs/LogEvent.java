package io.github.ecsmaven.sandbox.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One event: for a container, one line. */
record LogEvent(Instant at, String message) {
    // API reference, "PutLogEvents": the sum of all event messages in UTF-8, plus 26 bytes for each log event.
    private static final int OVERHEAD = 26;

    int size() {
        return message.getBytes(StandardCharsets.UTF_8).length + OVERHEAD;
    }
}
