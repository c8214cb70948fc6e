package io.github.ecsmaven.ecs;

import io.github.ecsmaven.image.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service runs, as its task definition tells.
 *
 * @param revision the revision
 * @param status {@code ACTIVE}, or {@code INACTIVE} once it was deregistered
 * @param images the containers' images by the containers' names, in the task definition's order
 * @param tags the revision's tags
 */
public record RunningRevision(
        TaskDefinitionArn revision, String status, Map<String, ImageReference> images, Map<String, String> tags) {

    /** Maven coordinates that it was registered for. */
    public Optional<String> maven() {
        return Optional.ofNullable(tags.get(RevisionRequest.MAVEN_TAG));
    }

    /** The git commit that its image was built from. */
    public Optional<String> commit() {
        return Optional.ofNullable(tags.get(RevisionRequest.COMMIT_TAG));
    }

    /** What the image of a container was made of, as it was said when the revision was registered. */
    public Optional<String> contentOf(String container) {
        return RecordedContent.in(tags, container);
    }

    /** The images, each once. */
    public List<ImageReference> distinctImages() {
        return images.values().stream().distinct().toList();
    }
}
