package io.github.ecsmaven.context;

import java.time.Duration;
import java.time.Instant;

/**
 * The numbers by which a change of a file is noticed without reading it. A program that sets a file's time back changes {@code changed}
 * all the same, which no program can set (POSIX, "File Times Update").
 *
 * @param device number of the file system
 * @param inode number of the file there
 * @param size length in bytes
 * @param modified when its content was last modified
 * @param changed when its content or its attributes were last changed
 */
public record FileVersion(long device, long inode, long size, Instant modified, Instant changed) {
    /** File systems keep times as coarse as this (FAT), and a write within one tick leaves no trace in them. */
    private static final Duration COARSEST_TICK = Duration.ofSeconds(2);
    /** Kernels that keep nanoseconds take them from a clock of 100 ticks a second at least (Linux, {@code ktime_get_coarse}). */
    private static final Duration FINE_TICK = Duration.ofMillis(100);

    private static final int NANOS_OF_MILLI = 1_000_000;

    /** Whether a later change would show in these numbers, if they were read at that moment. */
    boolean tellsChangesAfter(Instant moment) {
        boolean fine = changed.getNano() % NANOS_OF_MILLI != 0;
        Instant limit = moment.minus(fine ? FINE_TICK : COARSEST_TICK);
        return modified.isBefore(limit) && changed.isBefore(limit);
    }

    /** All of it in one line. */
    @Override
    public String toString() {
        return device + " " + inode + " " + size + " " + modified + " " + changed;
    }
}
