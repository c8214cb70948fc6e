package io.github.ecsmaven.release;

import io.github.ecsmaven.ecs.DeploymentListener;
import io.github.ecsmaven.stack.StackListener;

/** Hears what happens to a stack and to the deployment of the service in it. */
public interface StackReleaseListener {
    /** What has to happen now; told at the beginning, and again when an operation that was found at work has ended. */
    void decided(StackDecision decision);

    /** Hears of the stack. */
    StackListener stack();

    /** Hears of the service's deployment. */
    DeploymentListener deployment();
}
