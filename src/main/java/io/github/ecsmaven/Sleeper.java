package io.github.ecsmaven;

import java.time.Duration;

/** Lets time pass between two looks at a deployment. */
@FunctionalInterface
public interface Sleeper {
    /** @throws InterruptedException when the wait is to end early */
    void sleep(Duration duration) throws InterruptedException;

    /** The machine's own. */
    static Sleeper system() {
        return duration -> Thread.sleep(duration.toMillis());
    }
}
