package io.github.ecsmaven.sandbox.ecs;

/** Lets one thing happen at a time, at the time of the clock. */
interface Turns {
    void take(Runnable action);
}
