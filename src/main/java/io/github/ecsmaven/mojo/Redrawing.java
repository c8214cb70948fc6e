package io.github.ecsmaven.mojo;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** Lets the times in a block go on while nothing else happens. */
final class Redrawing implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Timer timer = new Timer("ecs-redraw", true);

    private final LiveBlock block;
    private final Runnable atEnd;

    private Redrawing(LiveBlock block, Runnable atEnd) {
        this.block = block;
        this.atEnd = atEnd;
    }

    /** Redraws until it is closed, and then takes away what is drawn; without a terminal there is nothing to redraw. */
    static Redrawing start(LiveBlock block, Runnable redraw, Runnable atEnd) {
        Redrawing redrawing = new Redrawing(block, atEnd);
        if (block.isLive()) {
            TimerTask task = new TimerTask() {
                @Override
                public void run() {
                    redraw.run();
                }
            };
            redrawing.timer.schedule(task, INTERVAL.toMillis(), INTERVAL.toMillis());
        }
        return redrawing;
    }

    @Override
    public void close() {
        timer.cancel();
        atEnd.run();
        block.erase();
    }
}
