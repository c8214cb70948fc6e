package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something that is done while its starter does something else. */
final class Meanwhile<T> {
    private final FutureTask<T> work;

    Meanwhile(String name, Callable<T> work) {
        this.work = new FutureTask<>(work);
        Thread thread = new Thread(this.work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for its end; what it throws is thrown here. */
    T result() {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionableException("The wait for AWS was interrupted.", "Run it again.", e);
        }
    }

    /** Ends it early, where it still goes on. */
    void cancel() {
        work.cancel(true);
    }
}
