package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.release.ImageContent;
import io.github.ecsmaven.release.ImageDecision;
import io.github.ecsmaven.release.ImagePlan;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds out what has to happen for a module's image, as {@code ecs:build} and {@code ecs:push} do. */
final class ImagePlanner {
    private final AbstractServiceMojo goal;
    private final ModuleImage image;
    private final boolean asksRepository;
    private final Supplier<Optional<Repository>> repository;

    /**
     * @param asksRepository whether the repository has a say, as it has in a run that comes to a push
     * @param repository where the image goes; absent while that is to be created
     */
    ImagePlanner(AbstractServiceMojo goal, boolean asksRepository, Supplier<Optional<Repository>> repository) {
        this.goal = goal;
        this.image = goal.moduleImage();
        this.asksRepository = asksRepository;
        this.repository = asksRepository ? repository : Optional::empty;
    }

    /** By what this run has built, else by what a build would be made of. */
    ImagePlan decision() {
        Optional<ImageRecord> left = goal.recordFiles().readImage().filter(image::isOwn);
        boolean isBuilt = goal.invocation().reaches("build") && !goal.isDryRun();
        return isBuilt && left.isPresent() ? ofBuilt(left.get()) : ofContent(left);
    }

    private ImagePlan ofContent(Optional<ImageRecord> left) {
        boolean deploys = !goal.isDryRun() || goal.invocation().reaches("deploy");
        PlatformEvidence evidence = new PlatformEvidence(goal, asksRepository);
        try (ModuleBuild build = goal.moduleBuild(() -> BuiltPlatforms.of(goal, deploys), evidence::platform)) {
            ImageDecision decision =
                    new ModuleDecision(goal).of(build, asksRepository).image();
            if (decision instanceof ImageDecision.Build toBuild) {
                return left.filter(record ->
                                isOf(record, toBuild) && !goal.invocation().reaches("build"))
                        .map(this::ofBuilt)
                        .orElseGet(() -> toBuild(toBuild, build.platforms()));
            }
            return ofBuilt(found(decision, build.platforms()));
        }
    }

    private ImagePlan toBuild(ImageDecision.Build build, List<Platform> platforms) {
        boolean isNew = tagOf(build).isPresent() && !(build.cause() instanceof ImageDecision.Cause.Forced);
        Optional<List<Tag>> pushed = repository
                .get()
                .filter(there -> isNew)
                .map(there -> ImagePlan.tagsToPush(
                        image.record(Optional.empty(), tagOf(build), false, platforms),
                        there,
                        goal.aws().publishedImages(image.repository())));
        boolean isForced = build.cause() instanceof ImageDecision.Cause.Forced;
        Optional<Tag> content =
                tagOf(build).filter(tag -> pushed.isEmpty() || pushed.get().contains(tag));
        return new ImagePlan.Build(
                atPush(image.record(Optional.empty(), content, isForced, platforms)), BuildCauses.why(build));
    }

    /** Whether an earlier stage has built what would be built now; nobody knows of an image without a content tag. */
    private static boolean isOf(ImageRecord record, ImageDecision.Build build) {
        boolean isForced = build.cause() instanceof ImageDecision.Cause.Forced;
        return !isForced
                && record.contentTag().isPresent()
                && record.contentTag().equals(tagOf(build));
    }

    private static Optional<Tag> tagOf(ImageDecision.Build build) {
        return build.content() instanceof ImageContent.Known known
                ? Optional.of(known.key().tag())
                : Optional.empty();
    }

    /** What {@code ecs:build} would leave of an image that is there. */
    private ImageRecord found(ImageDecision decision, List<Platform> platforms) {
        return decision instanceof ImageDecision.InEngine there
                ? image.record(
                        Optional.of(there.image().id()),
                        Optional.of(there.content().tag()),
                        false,
                        platforms)
                : image.record(
                        ((ImageDecision.InRepository) decision).image().configuration(),
                        Optional.of(((ImageDecision.InRepository) decision)
                                .content()
                                .tag()),
                        false,
                        platforms);
    }

    ImagePlan ofBuilt(ImageRecord built) {
        if (!asksRepository) {
            return ImagePlan.unpublished(built);
        }
        return ImagePlan.ofBuilt(
                atPush(built), repository.get(), this::imagesThatRun, goal.aws().publishedImages(image.repository()));
    }

    private ImageRecord atPush(ImageRecord built) {
        return repository
                .get()
                .map(there -> new ContentTagLook(goal).atPush(built, there))
                .orElse(built);
    }

    /** What services run may be the very image, under tags that it does not have any more. */
    private List<ImageReference> imagesThatRun() {
        return PlatformEvidence.imagesThatRun(goal).toList();
    }
}
