package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.docker.PushRefusal;
import io.github.ecsmaven.docker.PushRefusedException;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.Tag;
import java.time.Duration;
import java.util.function.Supplier;

/** Brings a built image into its repository under all its tags, and pushes only what is not there. */
public final class ImagePublisher {
    /** Just created, a repository may be unknown to the registry for a moment. */
    private static final int PUSHES_INTO_NEW_REPOSITORY = 3;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PublishedImages published;
    private final Supplier<DockerEngine> engines;
    private final Keychain keychain;
    private final PublishListener listener;
    private final Sleeper sleeper;

    /**
     * @param published what ECR has
     * @param engines connects to the engine that has the image; asked only when something is to be pushed
     * @param keychain credentials for the repository's registry
     */
    public ImagePublisher(
            PublishedImages published, Supplier<DockerEngine> engines, Keychain keychain, PublishListener listener) {
        this(published, engines, keychain, listener, pause -> Thread.sleep(pause.toMillis()));
    }

    ImagePublisher(
            PublishedImages published,
            Supplier<DockerEngine> engines,
            Keychain keychain,
            PublishListener listener,
            Sleeper sleeper) {
        this.published = published;
        this.engines = engines;
        this.keychain = keychain;
        this.listener = listener;
        this.sleeper = sleeper;
    }

    /** Lets time pass. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    /**
     * Publishes, and returns when ECR has confirmed every tag.
     *
     * @throws ActionableException when a tag that cannot be moved is another image's (before anything is pushed), the engine has no
     *     such image, the registry refuses it, or somebody moves a tag meanwhile
     */
    public Publication publish(ImageRecord built, Repository repository) {
        TagPublisher tags = new TagPublisher(published, listener);
        return tags.published(built, repository).orElseGet(() -> publish(built, repository, tags));
    }

    private Publication publish(ImageRecord built, Repository repository, TagPublisher tags) {
        PublishedTags there = tags.look(built, repository);
        return tags.publish(there, repository).orElseGet(() -> {
            // The content tag comes first: should this end before the others are there, the next run finds the image.
            Tag first = built.contentTag()
                    .filter(there.missing()::contains)
                    .orElse(there.missing().get(0));
            Digest digest = push(built, repository, first);
            tags.addAll(
                    there.missing().stream().filter(tag -> !tag.equals(first)).toList(), digest, repository);
            return new Publication(digest, true, false);
        });
    }

    private static Digest idOf(ImageRecord built) {
        return built.imageId().orElseThrow(() -> new IllegalArgumentException("not in an engine: " + built.image()));
    }

    private Digest push(ImageRecord built, Repository repository, Tag tag) {
        try (DockerEngine engine = engines.get()) {
            if (engine.find(idOf(built)).isEmpty()) {
                throw new ActionableException(
                        "The image " + built.image() + " (" + idOf(built).abbreviated()
                                + ") that ecs:build made is not in the Docker Engine at "
                                + engine.info().host() + ".",
                        "Build and push with the same engine, or build again: mvn package.");
            }
            return push(engine, built, repository, repository.uri().withTag(tag));
        }
    }

    private Digest push(DockerEngine engine, ImageRecord built, Repository repository, ImageReference reference) {
        engine.tag(idOf(built), reference);
        listener.pushing(reference);
        try {
            return requireConfirmed(published, repository, reference, pushPatiently(engine, reference));
        } catch (PushRefusedException refusal) {
            Digest digest = thereAnyway(refusal, built, repository, reference);
            listener.pushed(reference, digest);
            return digest;
        }
    }

    /** @throws ActionableException when ECR knows the tag as another image than was pushed, or not at all */
    static Digest requireConfirmed(
            PublishedImages published, Repository repository, ImageReference reference, Digest pushed) {
        Digest confirmed = published
                .digestOf(repository.name(), reference.tag().orElseThrow())
                .orElseThrow(() -> unconfirmed(reference, pushed, "has no such tag"));
        if (!confirmed.equals(pushed)) {
            throw unconfirmed(reference, pushed, "says that the tag is " + confirmed);
        }
        return confirmed;
    }

    // ECR refuses an immutable tag even to the image that has it (aws/containers-roadmap#2380): after a push whose
    // answer got lost, say, or when somebody else has pushed the same image meanwhile.
    private Digest thereAnyway(
            PushRefusedException refusal, ImageRecord built, Repository repository, ImageReference reference) {
        if (refusal.reason() != PushRefusal.TAG_IMMUTABLE) {
            throw refusal;
        }
        return published
                .find(repository.name(), reference.tag().orElseThrow())
                .filter(image -> image.is(idOf(built)) || isContentTag(reference, built))
                .map(PublishedImage::digest)
                .orElseThrow(() -> refusal);
    }

    /** Whoever was quicker has pushed the same content. */
    private static boolean isContentTag(ImageReference reference, ImageRecord built) {
        return !built.forced() && reference.tag().equals(built.contentTag());
    }

    private Digest pushPatiently(DockerEngine engine, ImageReference reference) {
        for (int attempt = 1; ; attempt++) {
            try {
                return engine.pusher().push(reference, keychain, listener);
            } catch (PushRefusedException refusal) {
                boolean mayBeNew = refusal.reason() == PushRefusal.REPOSITORY_MISSING;
                if (!mayBeNew || attempt == PUSHES_INTO_NEW_REPOSITORY) {
                    throw refusal;
                }
                pause(reference);
            }
        }
    }

    private void pause(ImageReference reference) {
        try {
            sleeper.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(reference.toString(), e);
        }
    }

    private static ActionableException interrupted(String what, InterruptedException e) {
        return new ActionableException("The push of " + what + " was interrupted.", "Run mvn deploy again.", e);
    }

    private static ActionableException unconfirmed(ImageReference reference, Digest pushed, String ecr) {
        return new ActionableException(
                reference + " was pushed as " + pushed + ", but ECR " + ecr
                        + ": somebody else pushes or deletes the same tag.",
                "See who, then run mvn deploy again.");
    }
}
