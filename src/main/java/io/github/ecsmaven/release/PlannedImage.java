package io.github.ecsmaven.release;

import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The module's own image in a plan.
 *
 * @param decision what has to happen
 * @param repository where it goes, without a tag
 * @param tags the tags that it is to have, the content tag among them where it is known
 * @param dockerfile what it is built from
 */
public record PlannedImage(ImagePlan decision, ImageReference repository, List<Tag> tags, Path dockerfile) {
    public PlannedImage {
        tags = List.copyOf(tags);
    }

    /** Its name under the first tag. */
    public ImageReference name() {
        return repository.withTag(tags.get(0));
    }

    /** Whether it is to be built. */
    public boolean isBuilt() {
        return decision instanceof ImagePlan.Build;
    }

    /** The build, where there is one. */
    public List<PlannedCall> building() {
        return isBuilt() ? List.of(new PlannedCall(PlannedCall.BUILD, dockerfile.toString())) : List.of();
    }

    /** The push of one tag where the repository does not have the image, and a call of ECR for each further one. */
    public List<PlannedCall> publishing() {
        if (decision instanceof ImagePlan.InRepository there) {
            return tagging(there.missing());
        }
        Tag first = tags.stream().filter(ContentKey::isContentTag).findFirst().orElse(tags.get(0));
        List<PlannedCall> calls = new ArrayList<>();
        calls.add(new PlannedCall(PlannedCall.PUSH, repository.withTag(first).toString()));
        calls.addAll(tagging(tags.stream().filter(tag -> !tag.equals(first)).toList()));
        return List.copyOf(calls);
    }

    private List<PlannedCall> tagging(List<Tag> missing) {
        return missing.stream()
                .map(tag ->
                        new PlannedCall(PlannedCall.TAG, repository.withTag(tag).toString()))
                .toList();
    }
}
