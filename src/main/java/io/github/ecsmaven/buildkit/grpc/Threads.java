package io.github.ecsmaven.buildkit.grpc;

import java.util.concurrent.TimeUnit;

/** Threads that end with the goal that needs them: Maven takes away their classes. */
public final class Threads {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);
    private static final long BEFORE_INTERRUPT = TimeUnit.MILLISECONDS.toNanos(200);

    private Threads() {}

    /** A thread that does not keep the JVM alive, not started yet. */
    public static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits a moment for its end, also when the thread that waits was interrupted. */
    public static void join(Thread thread) {
        join(thread, PATIENCE);
    }

    /**
     * Waits for its end in the same way, and interrupts one that waits for something else than the connection that has ended. Not at
     * once: an interrupt closes a channel that is being written to, which may be one that others need.
     */
    static void end(Thread thread) {
        join(thread, BEFORE_INTERRUPT);
        if (thread.isAlive()) {
            thread.interrupt();
            join(thread);
        }
    }

    private static void join(Thread thread, long patience) {
        long deadline = System.nanoTime() + patience;
        boolean interrupted = false;
        for (long left = patience; left > 0 && thread.isAlive() && thread != Thread.currentThread(); ) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = deadline - System.nanoTime();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
