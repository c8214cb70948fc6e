package io.github.ecsmaven.release;

import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.nio.file.Path;
import java.util.List;

/**
 * The module's own image in a plan.
 *
 * @param decision what has to happen
 * @param repository where it goes, without a tag
 * @param tags the tags that it is to have
 * @param dockerfile what it is built from
 */
public record PlannedImage(ImageDecision decision, ImageReference repository, List<Tag> tags, Path dockerfile) {
    public PlannedImage {
        tags = List.copyOf(tags);
    }

    /** Its name under the first tag. */
    public ImageReference name() {
        return repository.withTag(tags.get(0));
    }

    /** Whether it is to be built. */
    public boolean isBuilt() {
        return decision instanceof ImageDecision.Build;
    }

    /** The build, where there is one. */
    public List<PlannedCall> building() {
        return isBuilt() ? List.of(new PlannedCall(PlannedCall.BUILD, dockerfile.toString())) : List.of();
    }

    /** The pushes, one for each tag that the repository does not have for this image. */
    public List<PlannedCall> pushing() {
        List<Tag> pushed = decision instanceof ImageDecision.InRepository there ? there.missing() : tags;
        return pushed.stream()
                .map(tag -> new PlannedCall(
                        PlannedCall.PUSH, repository.withTag(tag).toString()))
                .toList();
    }
}
