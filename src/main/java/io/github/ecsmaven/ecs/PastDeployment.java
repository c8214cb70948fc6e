package io.github.ecsmaven.ecs;

import io.github.ecsmaven.image.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

/**
 * A deployment that a service had, or has.
 *
 * @param status ECS's constant, such as {@code SUCCESSFUL}
 * @param reason ECS's sentence about it; empty where there is none
 * @param began when it was asked for
 * @param ended when it was over; absent while it goes on
 * @param revision what it brought; absent when ECS does not tell any more
 * @param images the containers' images, pinned to the digests that ECS resolved
 */
public record PastDeployment(
        String status,
        String reason,
        Instant began,
        Optional<Instant> ended,
        Optional<TaskDefinitionArn> revision,
        List<ImageReference> images) {

    public PastDeployment {
        images = List.copyOf(images);
    }

    /** Whether ECS calls it successful. */
    public boolean succeeded() {
        return status.equals("SUCCESSFUL");
    }

    /** The status in words; a constant that this SDK does not know comes as it is. */
    public String statusInWords() {
        boolean known = ServiceDeploymentStatus.fromValue(status) != ServiceDeploymentStatus.UNKNOWN_TO_SDK_VERSION;
        return known ? status.toLowerCase(Locale.ROOT).replace('_', ' ') : status;
    }
}
