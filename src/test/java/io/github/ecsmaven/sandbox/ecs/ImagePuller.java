package io.github.ecsmaven.sandbox.ecs;

import com.github.dockerjava.api.DockerClient;

/** Brings a container's image to the engine. */
public interface ImagePuller {

    /**
     * Pulls the image.
     *
     * @return what the engine calls it from now on: an id, or a reference pinned to the digest
     * @throws ImagePullException when the registry or the engine refuse
     */
    String pull(DockerClient docker, TaskLaunch.Container container);

    /** Removes from the engine what was pulled and was not there before. */
    default void forget(DockerClient docker) {}

    /** The engine or the registry refused; the message is theirs. */
    final class ImagePullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public ImagePullException(String message) {
            super(message);
        }
    }
}
