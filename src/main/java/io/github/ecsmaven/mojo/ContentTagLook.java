package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecs.ImageSearch;
import io.github.ecsmaven.ecs.ImageUses;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.release.ContentTagTurn;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds out for {@code ecs:push}, {@code ecs:deploy} and {@code ecs:plan} who gets the content tag of an image that was built by force. */
record ContentTagLook(AbstractServiceMojo goal) {
    /** The image with the tags that {@code ecs:push} gives it. */
    ImageRecord atPush(ImageRecord built, Repository repository) {
        boolean isDeployed = !goal.targets().isEmpty() && !goal.invocation().skips("deploy");
        return ContentTagTurn.atPush(
                built,
                isDeployed,
                repository,
                goal.aws().publishedImages(goal.moduleImage().repository()));
    }

    /**
     * What becomes after the deployment of a content tag that the push has left.
     *
     * @param repository where the image is
     * @param own its digest, where that is known
     * @param toCome what is still to happen to services
     * @return empty where none was left
     * @throws io.github.ecsmaven.ActionableException when ECR does not tell
     */
    Optional<ContentTagTurn> afterDeployment(
            ImageRecord built, ImageReference repository, Optional<Digest> own, List<ServiceChange> toCome) {
        if (goal.moduleImage().deployed().isPresent() || !built.isContentTagLeft()) {
            return Optional.empty();
        }
        RepositoryLocation where = goal.moduleImage().repository();
        Tag tag = built.contentTag().orElseThrow();
        Optional<Digest> holder = goal.aws().publishedImages(where).digestOf(where.name(), tag);
        return ContentTagTurn.afterDeployment(repository.withTag(tag), holder, own, this::uses, toCome);
    }

    /** Who runs images now; what they would go back to or keep is no matter. */
    private ImageUses uses() {
        ImageSearch search = new ImageWhereabouts(goal).present();
        return goal.aws()
                .ecs()
                .imageUsers()
                .find(new ImageSearch(search.clusters(), search.services(), OptionalInt.empty()), image -> false);
    }
}
