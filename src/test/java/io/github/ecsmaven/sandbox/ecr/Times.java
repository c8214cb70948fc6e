package io.github.ecsmaven.sandbox.ecr;

import java.time.Instant;

/** Timestamps of the JSON protocol: seconds since the epoch, with milliseconds behind the point. */
final class Times {
    private Times() {}

    static double json(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }
}
