package io.github.ecsmaven.release;

import io.github.ecsmaven.ecs.DeploymentOutcome;
import io.github.ecsmaven.stack.StackOutcome;
import java.util.Optional;

/**
 * A service and its stack that ended well, both.
 *
 * @param stack how the stack did
 * @param deployment how the service's deployment did; absent when the service wants no tasks, or has none
 */
public record StackReleaseOutcome(StackOutcome stack, Optional<DeploymentOutcome> deployment) {}
