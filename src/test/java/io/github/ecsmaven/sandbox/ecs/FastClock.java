package io.github.ecsmaven.sandbox.ecs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Real time, but faster: after one second on the wall, {@code speed} seconds have passed here. */
public final class FastClock extends Clock {
    private final Clock wall;
    private final Instant start;
    private final double speed;

    /** @param speed 1 is real time */
    public FastClock(Clock wall, double speed) {
        this.wall = wall;
        this.start = wall.instant();
        this.speed = speed;
    }

    @Override
    public Instant instant() {
        Duration passed = Duration.between(start, wall.instant());
        return start.plusNanos((long) (passed.toNanos() * speed));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
