package io.github.ecsmaven.sandbox.ecs;

import java.time.Duration;

/** Lets something happen later on the sandbox's clock. */
public interface Delays {
    void after(Duration delay, Runnable action);
}
