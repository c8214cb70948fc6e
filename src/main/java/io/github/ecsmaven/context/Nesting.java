package io.github.ecsmaven.context;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** How deep an archive lies in others, and how much of the file around them all may still be inflated. */
final class Nesting {
    /** A jar in a war in an ear, and one more; further down the bytes count. */
    private static final int DEEPEST = 3;

    private static final long ALWAYS_INFLATED = 64 << 20;
    /** What is worth being packed twice hardly shrinks by it. */
    private static final long MOST_INFLATED_OF_A_BYTE = 4;

    private final int depth;
    private final AtomicLong left;

    private Nesting(int depth, AtomicLong left) {
        this.depth = depth;
        this.left = left;
    }

    /** @param length length of the file in bytes */
    static Nesting inFile(long length) {
        return new Nesting(0, new AtomicLong(ALWAYS_INFLATED + MOST_INFLATED_OF_A_BYTE * length));
    }

    /** Of an archive in this one; empty where it is not to be looked into. */
    Optional<Nesting> deeper() {
        return depth == DEEPEST ? Optional.empty() : Optional.of(new Nesting(depth + 1, left));
    }

    /** Whether an entry may be inflated, which then counts. */
    boolean takes(long size) {
        boolean enough = left.get() >= size;
        left.addAndGet(enough ? -size : 0);
        return enough;
    }
}
