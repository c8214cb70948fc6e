package io.github.ecsmaven.sandbox.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What will happen, in order of time. Each thing happens at its own time, however late somebody looks. */
final class Timeline implements Delays {
    private final PriorityQueue<Happening> future =
            new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparing(Happening::order));
    private Instant now;
    private long order;
    private boolean advancing;

    Timeline(Instant start) {
        this.now = start;
    }

    Instant now() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable action) {
        future.add(new Happening(now.plus(delay), order++, action));
    }

    void advanceTo(Instant instant) {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            runUntil(instant);
        } finally {
            advancing = false;
        }
    }

    private void runUntil(Instant instant) {
        for (Happening next = future.peek(); next != null && !next.at().isAfter(instant); next = future.peek()) {
            future.remove();
            now = next.at().isAfter(now) ? next.at() : now;
            next.action().run();
        }
        now = instant.isAfter(now) ? instant : now;
    }

    private record Happening(Instant at, long order, Runnable action) {}
}
