package io.github.ecsmaven.ecs;

import io.github.ecsmaven.image.ImageReference;

/**
 * Somebody in ECS who needs an image.
 *
 * @param user who, such as {@code service 'shop' in cluster 'prod'}
 * @param kind what for
 * @param image what, with its digest where ECS has resolved it
 */
public record ImageUse(String user, Kind kind, ImageReference image) {
    /** What an image is needed for. */
    public enum Kind {
        /** A service runs it, and starts it again whenever a task is replaced. */
        CURRENT,
        /** A service would go back to it. */
        ROLLBACK,
        /** A task runs it. */
        TASK,
        /** A revision names it that {@code <keepRevisions>} keeps. */
        KEPT,
        /** It is about to be deployed. */
        NEXT
    }
}
