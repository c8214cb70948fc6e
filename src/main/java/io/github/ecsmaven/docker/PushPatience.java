package io.github.ecsmaven.docker;

import java.time.Duration;

/**
 * How long a push is tried.
 *
 * @param attempts greatest number of pushes while failures may pass, the first included
 * @param firstDelay bound of the pause after the first of them; it doubles from there
 * @param longestDelay what no pause exceeds
 * @param silence how long the engine may tell nothing of a push until that is given up
 */
public record PushPatience(int attempts, Duration firstDelay, Duration longestDelay, Duration silence) {
    /**
     * What a user has who sets nothing. While layers travel an engine tells of it several times a second; what takes longest without a word
     * is a registry that checks a layer of gigabytes.
     */
    public static final PushPatience USUAL =
            new PushPatience(5, Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofMinutes(10));

    /** The bound of the pause after that many failures. */
    Duration boundAfter(int failures) {
        long doubled = firstDelay.toMillis() << failures;
        return Duration.ofMillis(Math.min(doubled, longestDelay.toMillis()));
    }
}
