package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Tags that an image is to have and that stand for images in ECR's archive. A push of the very image in the archive brings it back (ECR user
 * guide, "Restoring an image"). Of a push of another one under its tag AWS says nothing, so a tag is taken to be what it is elsewhere:
 * one that may be moved goes over, and the image stays in the archive under its digest; one that may not is not tried.
 *
 * @param leaving tags that go over to the image that is pushed
 * @param staying content tags that cannot be moved, which the image that is pushed does without
 */
record ArchivedTags(List<Tag> leaving, List<Tag> staying) {

    /** @throws ActionableException when a tag that cannot be moved is one that the user wants */
    static ArchivedTags of(Set<Tag> archived, Repository repository) {
        List<Tag> fixed = archived.stream()
                .filter(repository.mutability()::isImmutable)
                .sorted(Comparator.comparing(Tag::value))
                .toList();
        fixed.stream().filter(tag -> !ContentKey.isContentTag(tag)).findFirst().ifPresent(tag -> {
            throw archived(repository, tag);
        });
        return new ArchivedTags(
                archived.stream()
                        .filter(tag -> !fixed.contains(tag))
                        .sorted(Comparator.comparing(Tag::value))
                        .toList(),
                fixed);
    }

    /** Tells what becomes of them. The digest is the only name that an image in the archive has when its last tag leaves it. */
    void tell(PublishListener listener, PublishedImages published, Repository repository) {
        leaving.forEach(tag -> listener.leavesArchive(
                repository.uri().withTag(tag), published.digestInArchive(repository.name(), tag)));
        staying.forEach(tag -> listener.staysInArchive(repository.uri().withTag(tag)));
    }

    private static ActionableException archived(Repository repository, Tag tag) {
        ImageReference reference = repository.uri().withTag(tag);
        return new ActionableException(
                reference + " is an image in ECR's archive, and the repository does not let the tag be moved.",
                "Bring it back (aws ecr update-image-storage-class --repository-name " + repository.name()
                        + " --target-storage-class STANDARD --image-id imageTag=" + tag
                        + "), or give this image another tag (a new project version, <tags>, -Decs.tags).");
    }
}
