package io.github.ecsmaven.stack;

import java.time.Duration;
import java.util.Optional;

/**
 * How an operation on a stack ended.
 *
 * @param end in a word
 * @param stack as it was last seen; deleted where it is gone
 * @param cause what failed first; absent when nothing did
 * @param took from the first call to the end
 */
public record StackOutcome(StackEnd end, DeployedStack stack, Optional<StackEvent> cause, Duration took) {}
