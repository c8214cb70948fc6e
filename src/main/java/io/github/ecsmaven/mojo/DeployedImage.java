package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import java.util.List;

/**
 * The image that services are to run.
 *
 * @param name its name, pinned to a digest where that is known
 * @param platforms what it runs on; none where that is not known
 */
record DeployedImage(ImageReference name, List<Platform> platforms) {
    DeployedImage {
        platforms = List.copyOf(platforms);
    }

    /**
     * What {@code <image>} names, else what {@code ecs:push} has pushed.
     *
     * @throws ActionableException when it does not exist, or nothing was pushed
     */
    static DeployedImage of(AbstractServiceMojo goal) {
        return goal.moduleImage()
                .deployed()
                .map(image -> pinned(image, goal))
                .orElseGet(() -> pushed(goal.ownRecord()));
    }

    private static DeployedImage pushed(ImageRecord record) {
        if (!record.imagePushed() || record.imageDigest().isEmpty()) {
            throw new ActionableException(
                    "The image " + record.image() + " was built but not pushed.",
                    "Run ecs:push before ecs:deploy (mvn deploy), or name an image that exists with <image>.");
        }
        return new DeployedImage(record.image().withDigest(record.imageDigest().get()), record.platforms());
    }

    /** An image in ECR is pinned to what its tag points to now; of any other registry the digest has to be given. */
    private static DeployedImage pinned(ImageReference image, AbstractServiceMojo goal) {
        if (!goal.moduleImage().isInEcr(image)) {
            if (image.digest().isEmpty()) {
                goal.getLog()
                        .warn(image
                                + " is not in Amazon ECR, so its tag is not pinned: ECS resolves it when it deploys."
                                + " Give its digest (…@sha256:…) to be sure what runs.");
            }
            return new DeployedImage(image, List.of());
        }
        RepositoryLocation location =
                RepositoryLocation.parse(image.repository(), goal.moduleImage().ecrRegistries());
        PublishedImages published = goal.aws().publishedImages(location);
        PublishedImage found = image.digest()
                .map(digest -> published.find(location.name(), digest))
                .orElseGet(() -> image.tag().flatMap(tag -> published.find(location.name(), tag)))
                .orElseThrow(() -> new ActionableException(
                        "The image " + image + " that <image> names does not exist.",
                        "Correct <image> or -Decs.image; the tags there: aws ecr list-images --repository-name "
                                + location.name() + "."));
        return new DeployedImage(image.withDigest(found.digest()), published.platforms(location.name(), found));
    }
}
