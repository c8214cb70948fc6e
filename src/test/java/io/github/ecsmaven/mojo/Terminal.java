package io.github.ecsmaven.mojo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

/** A terminal of 80 columns and a clock that a test sets. */
final class Terminal implements InstantSource {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    LiveBlock block(boolean live) {
        return new LiveBlock(new PrintStream(bytes, true, StandardCharsets.UTF_8), 80, live, this);
    }

    void pass(long millis) {
        now = now.plusMillis(millis);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** What was written since the last time, with cursor movements in words. */
    String written() {
        String text = bytes.toString(StandardCharsets.UTF_8)
                .replaceAll("\u001b\\[([0-9]+)A", "<up $1>")
                .replace("\u001b[J", "<erase below>");
        bytes.reset();
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }
}
