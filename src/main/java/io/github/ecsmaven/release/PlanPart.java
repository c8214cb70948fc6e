package io.github.ecsmaven.release;

/** A goal's share of a plan, in the order in which the goals run. */
public enum PlanPart {
    /** {@code ecs:build}. */
    BUILD,
    /** {@code ecs:push}: the repository, and the image in it. */
    PUSH,
    /** {@code ecs:lifecycle}. */
    LIFECYCLE,
    /** {@code ecs:deploy}. */
    DEPLOY
}
