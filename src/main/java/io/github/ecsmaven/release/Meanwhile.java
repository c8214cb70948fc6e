package io.github.ecsmaven.release;

import io.github.ecsmaven.Awaited;
import java.util.concurrent.Callable;
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
        return Awaited.result(work, "The wait for AWS");
    }

    /** Ends it early, where it still goes on. */
    void cancel() {
        work.cancel(true);
    }
}
