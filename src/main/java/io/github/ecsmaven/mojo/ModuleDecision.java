package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.context.ContentSummary;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecr.TaggedImages;
import io.github.ecsmaven.ecs.RunningRevision;
import io.github.ecsmaven.release.ImageContent;
import io.github.ecsmaven.release.ImageDecider;
import io.github.ecsmaven.release.ImageDecision;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is to be done for a module's image, by what would be in it; the same for every goal. */
record ModuleDecision(AbstractServiceMojo goal) {

    /**
     * What was decided.
     *
     * @param build the build that it is about, with the builder that builds
     */
    record Decided(ModuleBuild build, ImageDecision image) {}

    /** @param asksRepository whether the run goes on to the repository, so that an image there will do */
    Decided of(ModuleBuild build, boolean asksRepository) {
        ImageDecision decision = decide(build, asksRepository);
        boolean hasTag =
                decision instanceof ImageDecision.Build toBuild && toBuild.content() instanceof ImageContent.Known;
        // Only a build needs the builder, so it is not asked before.
        ModuleBuild answering = hasTag ? build.withTheBuilderThatAnswers(goal.builderSettings()) : build;
        return new Decided(answering, answering.equals(build) ? decision : decide(answering, asksRepository));
    }

    private ImageDecision decide(ModuleBuild build, boolean asksRepository) {
        ModuleImage image = goal.moduleImage();
        RepositoryLocation repository = image.repository();
        return new ImageDecider(
                        tag -> build.engine().ifThere().flatMap(engine -> engine.find(image.localName(tag))),
                        tag -> asksRepository
                                ? goal.aws().publishedImages(repository).lookIfAny(repository.name(), List.of(tag))
                                : TaggedImages.NONE,
                        ContentKey.read(goal.recordFiles().contentFile()),
                        () -> asksRepository ? ofRunning() : Optional.empty())
                .decide(build.content(), goal.force);
    }

    /** What the image that runs was made of. A name for what has changed is no reason to fail. */
    private Optional<ContentSummary> ofRunning() {
        try {
            return goal.targets().stream()
                    .map(target -> goal.aws().ecs().services().describe(target.service()))
                    .map(running -> goal.aws().ecs().taskDefinitions().known(running.taskDefinition()))
                    .flatMap(this::contents)
                    .flatMap(content -> ContentSummary.parse(content).stream())
                    .findFirst();
        } catch (ActionableException refused) {
            return Optional.empty();
        }
    }

    private Stream<String> contents(RunningRevision revision) {
        String repository = goal.moduleImage().repository().name().value();
        return revision.images().entrySet().stream()
                .filter(container -> container.getValue().path().equals(repository))
                .flatMap(container -> revision.contentOf(container.getKey()).stream());
    }
}
