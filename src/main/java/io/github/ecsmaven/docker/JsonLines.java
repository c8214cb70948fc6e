package io.github.ecsmaven.docker;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Optional;

/** Reads a stream of JSON values of which each stands in a line, as an engine tells how something goes on. */
final class JsonLines {
    // What no engine sends, so that nothing that answers in its place can fill the memory.
    private static final int LONGEST_LINE = 4 << 20;

    private final InputStream in;

    JsonLines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next value, or empty at the end; lines without any are left out. */
    Optional<Json> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        while (b >= 0) {
            if (b == '\n') {
                Json value = JsonTree.read(line.toByteArray());
                if (value != Json.NOTHING) {
                    return Optional.of(value);
                }
                line.reset();
            } else if (line.size() == LONGEST_LINE) {
                throw new ProtocolException("the engine's answer has a line of more than 4 MiB");
            } else {
                line.write(b);
            }
            b = in.read();
        }
        return Optional.of(JsonTree.read(line.toByteArray())).filter(value -> value != Json.NOTHING);
    }
}
