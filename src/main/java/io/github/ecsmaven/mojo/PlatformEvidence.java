package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.RepositoryName;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a module's image is for where neither POM nor task definition says it and no builder can be asked: the platform that its image had
 * before. For the same content on the same builders that gives the content tag that the image in ECR has. An image for several platforms
 * says nothing, for without configuration one is built for.
 */
final class PlatformEvidence {
    private final AbstractServiceMojo goal;
    private final boolean asksAws;

    /** @param asksAws whether the run asks AWS for images; else only the last build here counts */
    PlatformEvidence(AbstractServiceMojo goal, boolean asksAws) {
        this.goal = goal;
        this.asksAws = asksAws;
    }

    private Optional<ImageRecord> lastBuild() {
        try {
            return goal.recordFiles().readImage().filter(goal.moduleImage()::isOwn);
        } catch (ActionableException unreadable) {
            return Optional.empty();
        }
    }

    /** To be asked before the record of the last build is forgotten. */
    Optional<Platform> platform() {
        return lastBuild()
                .flatMap(record -> only(record.platforms(), "the one that was built here last"))
                .or(() -> asksAws ? ofPublished() : Optional.empty());
    }

    private Optional<Platform> ofPublished() {
        try {
            PublishedImages published =
                    goal.aws().publishedImages(goal.moduleImage().repository());
            RepositoryName repository = goal.moduleImage().repository().name();
            return running(published, repository)
                    .flatMap(image -> only(published.platforms(repository, image), "the one that runs"))
                    .or(() -> tagged(published, repository)
                            .flatMap(image ->
                                    only(published.platforms(repository, image), "the one in the repository")));
        } catch (ActionableException e) {
            goal.getLog().warn("What platform the image had so far cannot be read: " + e.problem() + " " + e.remedy());
            return Optional.empty();
        }
    }

    private Optional<PublishedImage> running(PublishedImages published, RepositoryName repository) {
        return imagesThatRun(goal)
                .filter(image -> image.path().equals(repository.value())
                        && goal.moduleImage().isInEcr(image))
                .flatMap(image -> image.digest().stream())
                .flatMap(digest -> published.find(repository, digest).stream())
                .findFirst();
    }

    private Optional<PublishedImage> tagged(PublishedImages published, RepositoryName repository) {
        return goal.moduleImage().tags().stream()
                .flatMap(tag -> published.findIfAny(repository, tag).stream())
                .findFirst();
    }

    private Optional<Platform> only(List<Platform> platforms, String whose) {
        // An engine tells its platform without a variant.
        List<Platform> distinct = platforms.stream()
                .map(each -> Platform.of(each.os(), each.architecture(), ""))
                .distinct()
                .toList();
        if (distinct.size() != 1) {
            return Optional.empty();
        }
        goal.getLog()
                .info("No builder tells for which platform it builds, so the image is taken to be for "
                        + distinct.get(0)
                        + ", as " + whose + "; one for another platform is another image. <platform> (-Decs.platform)"
                        + " settles it.");
        return Optional.of(distinct.get(0));
    }

    /** The images of the containers of the services' revisions. */
    static Stream<ImageReference> imagesThatRun(AbstractServiceMojo goal) {
        return goal.targets().stream()
                .flatMap(target -> goal.running(target).stream())
                .flatMap(running ->
                        goal.aws().ecs().taskDefinitions().known(running.taskDefinition()).distinctImages().stream())
                .distinct();
    }
}
