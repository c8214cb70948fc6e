package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.BuildKit;
import io.github.ecsmaven.docker.PushRefusedException;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecr.TaggedImages;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings the image that a BuildKit daemon has in its cache into its repository under all its tags; the daemon pushes. */
public final class DaemonPublisher {
    private static final Pattern FAILED_PUSH = Pattern.compile("failed to push (?<name>\\S+): (?<said>.*)");

    private final PublishedImages published;
    private final BuildKit daemon;
    private final BuildListener building;
    private final PublishListener publishing;

    /** @param building hears of the build that comes before the push, mostly from the daemon's cache */
    public DaemonPublisher(
            PublishedImages published, BuildKit daemon, BuildListener building, PublishListener publishing) {
        this.published = published;
        this.daemon = daemon;
        this.building = building;
        this.publishing = publishing;
    }

    /**
     * Publishes, and returns when ECR has confirmed every tag.
     *
     * @param request the build, which comes from the daemon's cache
     * @throws ActionableException when it does not build (any more), a tag that cannot be moved is another image's (before anything is
     *     pushed), the registry refuses it, or somebody moves a tag meanwhile
     */
    public Publication publish(ImageBuild request, List<Tag> tags, Repository repository) {
        TaggedImages there = published.look(repository.name(), tags);
        ArchivedTags archived = ArchivedTags.of(there.archived(), repository);
        archived.tell(publishing, published, repository);
        List<Tag> wanted =
                tags.stream().filter(tag -> !archived.staying().contains(tag)).toList();
        return publish(request, wanted, there, repository);
    }

    private Publication publish(ImageBuild request, List<Tag> tags, TaggedImages there, Repository repository) {
        List<ImageReference> names =
                tags.stream().map(repository.uri()::withTag).toList();
        Digest digest = daemon.digestOf(request, names, new ExportSteps(building));
        List<ImageReference> missing = new ArrayList<>();
        for (ImageReference name : names) {
            if (!isThere(name, digest, there, repository)) {
                missing.add(name);
            }
        }
        if (missing.isEmpty()) {
            publishing.alreadyPublished(repository.uri(), digest, tags);
            return new Publication(digest, false, false);
        }
        return new Publication(push(request, missing, repository), true, false);
    }

    private static boolean isThere(ImageReference name, Digest digest, TaggedImages images, Repository repository) {
        Tag tag = name.tag().orElseThrow();
        Optional<Digest> there = Optional.ofNullable(images.images().get(tag)).map(PublishedImage::digest);
        if (there.filter(digest::equals).isPresent()) {
            return true;
        }
        if (there.isPresent() && repository.mutability().isImmutable(tag)) {
            throw PublishedTags.occupied(name, there.get(), digest);
        }
        return false;
    }

    private Digest push(ImageBuild request, List<ImageReference> names, Repository repository) {
        names.forEach(publishing::pushing);
        Digest pushed = pushPatiently(request, names, repository.uri().registry());
        for (ImageReference name : names) {
            ImagePublisher.requireConfirmed(published, repository, name, pushed);
            publishing.pushed(name, pushed);
        }
        return pushed;
    }

    private Digest pushPatiently(ImageBuild request, List<ImageReference> names, String registry) {
        try {
            return pushOnce(request, names);
        } catch (PushRefusedException refusal) {
            if (!refusal.reason().isAboutCredentials()) {
                throw refusal;
            }
            request.keychain().forget(registry);
            return pushOnce(request, names);
        }
    }

    private Digest pushOnce(ImageBuild request, List<ImageReference> names) {
        try {
            return daemon.push(request, names, new ExportSteps(building));
        } catch (ActionableException failure) {
            throw refusalIn(failure).orElse(failure);
        }
    }

    /** What the registry said, where it was that which failed. */
    private static Optional<ActionableException> refusalIn(ActionableException failure) {
        Matcher push = FAILED_PUSH.matcher(failure.problem());
        return push.find()
                ? Optional.of(
                        PushRefusedException.of(ImageReference.parse(push.group("name")), push.group("said"), failure))
                : Optional.empty();
    }
}
