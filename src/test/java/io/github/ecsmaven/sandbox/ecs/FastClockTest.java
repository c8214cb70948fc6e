package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FastClockTest {
    @Test
    void aSecondOnTheWallIsAMinuteHere() {
        Instant start = Instant.parse("2026-03-01T12:00:00Z");
        ManualClock wall = new ManualClock(start);
        FastClock fast = new FastClock(wall, 60);
        wall.advance(Duration.ofSeconds(2));

        assertThat(fast.instant()).isEqualTo(start.plus(Duration.ofMinutes(2)));
    }
}
