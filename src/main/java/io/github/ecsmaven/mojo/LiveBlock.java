package io.github.ecsmaven.mojo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Lines at the end of a terminal that are redrawn in place, with the cursor movements of ECMA-48. Without a terminal nothing is
 * drawn. Safe for use by several threads.
 */
final class LiveBlock {
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final String ESC = "\u001b[";

    private final PrintStream out;
    private final int columns;
    private final boolean live;
    private final InstantSource clock;
    private Instant drawn = Instant.MIN;
    private int height;

    LiveBlock(PrintStream out, int columns, boolean live, InstantSource clock) {
        this.out = out;
        this.columns = columns;
        this.live = live;
        this.clock = clock;
    }

    boolean isLive() {
        return live;
    }

    /** Draws the lines over those drawn before, at most ten times a second. */
    synchronized void draw(List<String> lines) {
        Instant now = clock.instant();
        if (!live || Duration.between(drawn, now).compareTo(REDRAW) < 0) {
            return;
        }
        drawn = now;
        StringBuilder text = new StringBuilder(erasure());
        for (String line : lines) {
            text.append(line.length() < columns ? line : line.substring(0, columns - 1))
                    .append('\n');
        }
        height = lines.size();
        out.print(text);
        out.flush();
    }

    /** Erases what is drawn, so that lasting lines can be written; the next {@link #draw} draws at once. */
    synchronized void erase() {
        if (height > 0) {
            out.print(erasure());
            out.flush();
        }
        height = 0;
        drawn = Instant.MIN;
    }

    private String erasure() {
        return height == 0 ? "" : ESC + height + "A" + ESC + "J";
    }
}
