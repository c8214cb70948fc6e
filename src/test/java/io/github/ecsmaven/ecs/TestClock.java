package io.github.ecsmaven.ecs;

import io.github.ecsmaven.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only when somebody sleeps. */
final class TestClock extends Clock implements Sleeper {
    static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private Instant now = START;

    @Override
    public void sleep(Duration duration) {
        now = now.plus(duration);
    }

    Duration elapsed() {
        return Duration.between(START, now);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
