package io.github.ecsmaven;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next look: 5 s in the first minute, then 10 s, each up to 20 % more, so that many deployments of an account
 * do not ask at once (ECS counts calls per account and region).
 */
public final class Pace {
    private static final Duration BRISK_PHASE = Duration.ofMinutes(1);
    private static final Duration BRISK = Duration.ofSeconds(5);
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final double JITTER = 0.2;

    private final RandomGenerator random;

    public Pace(RandomGenerator random) {
        this.random = random;
    }

    public Duration next(Duration elapsed) {
        Duration base = elapsed.compareTo(BRISK_PHASE) < 0 ? BRISK : CALM;
        double factor = 1 + JITTER * random.nextDouble();
        return Duration.ofMillis(Math.round(base.toMillis() * factor));
    }
}
