package io.github.ecsmaven;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What another thread is finding out. */
public final class Awaited {
    private Awaited() {}

    /**
     * Waits for the end of it; what it throws is thrown here.
     *
     * @param what it is, as the beginning of a sentence, for the error when this thread is interrupted
     * @throws ActionableException when this thread is interrupted, which stays marked as such
     */
    public static <T> T result(Future<T> work, String what) {
        try {
            return work.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionableException(what + " was interrupted.", "Run the same command again.", e);
        }
    }
}
