package io.github.ecsmaven.sandbox.http;

import java.io.InterruptedIOException;

/** The only place that sleeps: a slow line on demand. */
final class Pause {
    private Pause() {}

    static void of(long millis) throws InterruptedIOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stopped");
        }
    }
}
