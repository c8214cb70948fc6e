package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.BuildKit;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.Repositories;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecr.RepositoryChange;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.release.DaemonPublisher;
import io.github.ecsmaven.release.ImageContent;
import io.github.ecsmaven.release.ImagePublisher;
import io.github.ecsmaven.release.Publication;
import io.github.ecsmaven.release.TagPublisher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Pushes the built image to Amazon ECR under all its tags, after it has created the repository where that is missing. An image that is
 * there already is not pushed again; a tag that may not be moved and is another image's ends the build. The pushed digest is written to
 * {@code target/ecs/image.json} and to the project properties {@code ecs.image.uri} and {@code ecs.image.digest}.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "push",
        defaultPhase = LifecyclePhase.DEPLOY,
        threadSafe = true,
        configurator = AbstractEcsMojo.CONFIGURATOR)
public final class PushMojo extends AbstractReleaseMojo {
    /**
     * Leaves out {@code ecs:push}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.push.skip", defaultValue = "false")
    private boolean skipPush;

    @Override
    boolean isSkipped() {
        return skipPush;
    }

    @Override
    boolean prepare() {
        Optional<ImageReference> elsewhere = moduleImage().deployed();
        if (elsewhere.isPresent()) {
            getLog().info("Nothing to push: <image> names " + elsewhere.get() + ".");
            return false;
        }
        ownRecord();
        return true;
    }

    @Override
    void release() {
        ImageRecord built = ownRecord();
        refuseUnrunnable(built);
        Repository repository = repository();
        guardImagesInUse(repository, built.tags());
        Instant start = Instant.now();
        ImageRecord toPush = new ContentTagLook(this).atPush(built, repository);
        Publication publication = published(toPush, repository);
        ImageReference published = repository.uri().withTag(built.tags().get(0));
        recordFiles().write(built.pushed(published, publication.digest(), toPush.tags()));
        ProjectProperties.image(project, published.withDigest(publication.digest()), publication.digest());
        summary()
                .add(
                        "image",
                        outcome(publication),
                        published.withDigest(publication.digest()).toString(),
                        since(start));
    }

    private static Summary.Outcome outcome(Publication publication) {
        if (publication.pushed()) {
            return Summary.Outcome.CREATED;
        }
        return publication.tagged() ? Summary.Outcome.UPDATED : Summary.Outcome.UNCHANGED;
    }

    /** An image that the service could not run is not even pushed; a stack's service is made for the image. */
    private void refuseUnrunnable(ImageRecord built) {
        if (!invocation().skips("deploy") && !createsService()) {
            targets().forEach(target -> running(target)
                    .ifPresent(running -> baseRevision(target, running).requireRunnable(built.platforms())));
        }
    }

    private Repository repository() {
        Instant start = Instant.now();
        Repositories repositories =
                new Repositories(aws().registry(moduleImage().repository()));
        RepositoryChange change = aws().decided(
                        () -> ModuleStack.owned(
                                this, repositories.decide(moduleImage().repository(), repositorySettings())),
                        decided -> !(decided instanceof RepositoryChange.None));
        Repository repository = repositories.apply(change);
        log().repository(change, repository);
        summary().add("repository", outcome(change), repository.name().value(), since(start));
        return repository;
    }

    private static Summary.Outcome outcome(RepositoryChange change) {
        if (change instanceof RepositoryChange.Create) {
            return Summary.Outcome.CREATED;
        }
        return change instanceof RepositoryChange.Modify ? Summary.Outcome.UPDATED : Summary.Outcome.UNCHANGED;
    }

    private Publication published(ImageRecord built, Repository repository) {
        Publication publication = publish(built, repository);
        if (publication.pushed()) {
            aws().pushed();
        }
        return publication;
    }

    private Publication publish(ImageRecord built, Repository repository) {
        if (built.imageId().isEmpty()) {
            return new TagPublisher(publishedImages(), log())
                    .publish(built, repository)
                    .orElseGet(() -> publishFromDaemon(built, repository));
        }
        ImagePublisher publisher = new ImagePublisher(
                publishedImages(),
                () -> DockerEngine.connect(dockerSettings(), scope().pushPatience()),
                aws().keychain(moduleImage().ecrRegistries()).alsoFor(repository),
                log());
        return publisher.publish(built, repository);
    }

    private PublishedImages publishedImages() {
        return aws().publishedImages(moduleImage().repository());
    }

    /** What a BuildKit daemon has built is in its cache, so building again costs little and pulls nothing anew. */
    private Publication publishFromDaemon(ImageRecord built, Repository repository) {
        if (builderSettings().buildkitHost().isEmpty()) {
            throw new ActionableException(
                    "The image " + built.image() + " is in the cache of the BuildKit daemon that built it, and"
                            + " <buildkitHost> names none.",
                    "Set <buildkitHost> (-Decs.buildkitHost, BUILDKIT_HOST) as it was for ecs:build.");
        }
        Keychain keychain = Keychain.firstOf(
                List.of(aws().keychain(moduleImage().ecrRegistries()).alsoFor(repository), baseImageKeychain()));
        List<Tag> tags = tagsOfDaemon(built);
        try (BuildKit daemon = daemon();
                Redrawing drawing = log().drawingSteps()) {
            DaemonPublisher publisher = new DaemonPublisher(publishedImages(), daemon, log(), log());
            ImageBuild request = imageBuild(built.platforms(), Optional.empty(), false, false);
            return publisher.publish(request.withKeychain(keychain), tags, repository);
        }
    }

    /** The daemon builds once more to push, and by now files or base images may be others than the content tag says. */
    private List<Tag> tagsOfDaemon(ImageRecord built) {
        try (ModuleBuild build = moduleBuild(built::platforms, Optional::empty)) {
            Optional<Tag> now = build.content() instanceof ImageContent.Known known
                    ? Optional.of(known.key().tag())
                    : Optional.empty();
            return built.tags().stream()
                    .filter(tag -> !built.contentTag().equals(Optional.of(tag)) || now.equals(Optional.of(tag)))
                    .toList();
        }
    }
}
