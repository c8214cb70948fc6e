package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.util.Map;
import java.util.Optional;

/** Resolves the images of a task definition to digests, once per deployment (aws.md 2.5). */
final class ImagePins {
    private final ImageResolver images;

    ImagePins(ImageResolver images) {
        this.images = images;
    }

    /**
     * Resolves what a task is about to pull.
     *
     * @param pins container name to digest: those that are there are kept to, missing ones are put in
     * @return why one of the images cannot be pulled
     */
    Optional<PullFailure> pin(TaskDefinition definition, Map<String, String> pins) {
        for (ObjectNode container : definition.containers()) {
            Optional<PullFailure> failure = pin(container, definition.platform(), pins);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private Optional<PullFailure> pin(ObjectNode container, String platform, Map<String, String> pins) {
        String name = container.path("name").asText();
        String image = container.path("image").asText();
        String pinned = pins.get(name);
        ImageAnswer answer = images.resolve(pinned == null ? image : at(image, pinned));
        if (answer instanceof ImageAnswer.Found found) {
            if (!found.platforms().contains(platform)) {
                return Optional.of(new PullFailure(name, wrongPlatform(platform)));
            }
            pins.putIfAbsent(name, found.digest());
            return Optional.empty();
        }
        String reason = ((ImageAnswer.Missing) answer).reason();
        return Optional.of(new PullFailure(
                name,
                "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
                        + image + ": " + reason));
    }

    private static String wrongPlatform(String platform) {
        return "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not"
                + " contain descriptor matching platform '" + platform + "'";
    }

    private static String at(String image, String digest) {
        return ImageReference.parse(image).withDigest(new Digest(digest)).toString();
    }

    /** Which container's image cannot be pulled, and the reason of its task's stop. */
    record PullFailure(String container, String reason) {}
}
