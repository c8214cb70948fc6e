package io.github.ecsmaven.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** The machine's clock, or one that is off by as much as a test wants. */
final class ShiftedClock extends Clock {
    private final Clock right = Clock.systemUTC();
    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

    void shift(Duration by) {
        shift.set(by);
    }

    @Override
    public Instant instant() {
        return right.instant().plus(shift.get());
    }

    @Override
    public ZoneId getZone() {
        return right.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("one zone is enough");
    }
}
