package io.github.ecsmaven.buildkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Cuts the pieces of a step's output into lines. */
final class OutputLines {
    private static final int REMEMBERED = 50;

    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private final Deque<String> last = new ArrayDeque<>();

    void add(byte[] piece, Consumer<String> lines) {
        for (byte b : piece) {
            if (b == '\n') {
                end(lines);
            } else {
                unfinished.write(b);
            }
        }
    }

    /** What stands behind the last line end is a line too. */
    void finish(Consumer<String> lines) {
        if (unfinished.size() > 0) {
            end(lines);
        }
    }

    /** The last 50 lines at most. */
    List<String> last() {
        return List.copyOf(last);
    }

    private void end(Consumer<String> lines) {
        String line = shown(unfinished.toString(StandardCharsets.UTF_8));
        unfinished.reset();
        if (last.size() == REMEMBERED) {
            last.removeFirst();
        }
        last.addLast(line);
        lines.accept(line);
    }

    /** A line that a program redrew with carriage returns counts as it looked at last. */
    private static String shown(String line) {
        String ended = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        return ended.substring(ended.lastIndexOf('\r') + 1);
    }
}
