package io.github.ecsmaven.sandbox;

import io.github.ecsmaven.sandbox.http.ConnectionReset;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where requests wait, and those who want to know that one has come. */
public final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** Waits until the gate is open. */
    ConnectionReset pass() throws InterruptedIOException {
        reached.countDown();
        try {
            opened.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the sandbox ends");
        }
        return new ConnectionReset();
    }

    /** Whether a request has come within that time. */
    public boolean isReached(Duration within) throws InterruptedException {
        return reached.await(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets all that wait, and all that come, go. */
    public void open() {
        opened.countDown();
    }
}
