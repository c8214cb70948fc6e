package io.github.ecsmaven.mojo;

import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.context.ContentLabel;
import io.github.ecsmaven.ecr.ListedImages;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecr.TaggedImages;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.release.ImageDecider;
import io.github.ecsmaven.release.ImageDecision;
import io.github.ecsmaven.release.LabelSearch;
import java.util.List;
import java.util.Optional;

/** What is to be done for a module's image, by what would be in it; the same for every goal. */
record ModuleDecision(AbstractServiceMojo goal) {

    /** @param asksRepository whether the run goes on to the repository, so that an image there will do */
    ImageDecision of(ModuleBuild build, boolean asksRepository) {
        ModuleImage image = goal.moduleImage();
        RepositoryLocation repository = image.repository();
        return new ImageDecider(
                        tag -> build.engine().ifThere().flatMap(engine -> engine.find(image.localName(tag))),
                        tag -> asksRepository
                                ? goal.aws().publishedImages(repository).lookIfAny(repository.name(), List.of(tag))
                                : TaggedImages.NONE,
                        ContentKey.read(goal.recordFiles().contentFile()),
                        () -> label(build, asksRepository))
                .decide(build.content(), goal.force);
    }

    private Optional<ContentLabel> label(ModuleBuild build, boolean asksRepository) {
        ImageReference name = goal.moduleImage().localNames().get(0);
        return build.engine()
                .ifThere()
                .flatMap(engine -> LabelSearch.inEngine(engine, name))
                .or(() -> asksRepository ? labelInRepository() : Optional.empty());
    }

    private Optional<ContentLabel> labelInRepository() {
        RepositoryLocation repository = goal.moduleImage().repository();
        return new LabelSearch(
                        goal.aws().publishedImages(repository),
                        new ListedImages(goal.aws().registry(repository)),
                        repository.name())
                .inRepository(
                        () -> PlatformEvidence.imagesThatRun(goal).toList(),
                        goal.moduleImage().tags().get(0));
    }
}
