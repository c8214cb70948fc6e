package io.github.ecsmaven.preflight;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.EcrRegistry;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether an image in ECR that is deployed as it is exists.
 *
 * @param services the checks of the services, for the platforms that it runs on
 */
public record DeployedImageCheck(
        Surroundings aws,
        RepositoryLocation where,
        ImageReference image,
        Function<List<Platform>, List<? extends Check>> services)
        implements Check {
    @Override
    public String subject() {
        return "image";
    }

    @Override
    public String doing() {
        return "look up the image " + image;
    }

    @Override
    public void look(Report report) {
        List<Platform> platforms = List.of();
        try {
            PublishedImages published = new PublishedImages(EcrRegistry.of(aws.session(), where));
            Optional<PublishedImage> found = image.digest()
                    .map(digest -> published.find(where.name(), digest))
                    .orElseGet(() -> image.tag().flatMap(tag -> published.find(where.name(), tag)));
            if (found.isPresent()) {
                platforms = published.platforms(where.name(), found.get());
            } else {
                report.fails(
                        "The image " + image + " that <image> names does not exist.",
                        "Correct <image> or -Decs.image; the tags there: aws ecr list-images --repository-name "
                                + where.name() + ".");
            }
        } catch (ActionableException e) {
            report.refused(e);
        }
        services.apply(platforms).forEach(report::then);
    }
}
