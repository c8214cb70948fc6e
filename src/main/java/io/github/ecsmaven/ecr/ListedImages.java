package io.github.ecsmaven.ecr;

import io.github.ecsmaven.image.Digest;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageStatus;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** Lists the images of repositories. */
public final class ListedImages {
    private static final String IMAGES = "images";
    private static final int PAGE = 1000;
    private static final int MAX_IDS = 100;

    private final EcrRegistry registry;

    public ListedImages(EcrRegistry registry) {
        this.registry = registry;
    }

    /**
     * Every image of a repository; nothing when there is no such repository. One call for a thousand images.
     *
     * @throws io.github.ecsmaven.ActionableException when ECR does not tell
     */
    public RepositoryContents of(RepositoryName repository) {
        return registry.recently(IMAGES, repository, () -> look(repository));
    }

    /** The same, where it has been asked for a moment ago. */
    Optional<RepositoryContents> known(RepositoryName repository) {
        return registry.known(IMAGES, repository);
    }

    private RepositoryContents look(RepositoryName repository) {
        return registry.ask("list the images of ECR repository '" + repository + "'", ecr -> {
            try {
                return new RepositoryContents(
                        ecr
                                .describeImagesPaginator(request -> request.registryId(registry.registryId())
                                        .repositoryName(repository.value())
                                        .maxResults(PAGE)
                                        .filter(filter -> filter.imageStatus(ImageStatusFilter.ANY)))
                                .imageDetails()
                                .stream()
                                .map(ListedImages::listed)
                                .toList(),
                        Map.of());
            } catch (RepositoryNotFoundException none) {
                return RepositoryContents.none();
            }
        });
    }

    /**
     * The same with what its indexes name. One call for a hundred indexes, which ECR may record as a pull of them.
     *
     * @throws io.github.ecsmaven.ActionableException when ECR does not tell
     */
    public RepositoryContents withIndexes(RepositoryName repository, RepositoryContents contents) {
        List<ImageIdentifier> indexes = contents.images().stream()
                .filter(image -> image.index() && !image.isArchived())
                .map(image -> ImageIdentifier.builder()
                        .imageDigest(image.digest().value())
                        .build())
                .toList();
        Map<Digest, Set<Digest>> indexesOf = new HashMap<>();
        for (int from = 0; from < indexes.size(); from += MAX_IDS) {
            read(repository, indexes.subList(from, Math.min(from + MAX_IDS, indexes.size())))
                    .forEach(index -> addImages(index, indexesOf));
        }
        return new RepositoryContents(contents.images(), indexesOf);
    }

    private List<Image> read(RepositoryName repository, List<ImageIdentifier> indexes) {
        return registry.ask("read the indexes of ECR repository '" + repository + "'", ecr -> ecr.batchGetImage(
                        request -> request.registryId(registry.registryId())
                                .repositoryName(repository.value())
                                .imageIds(indexes)
                                .acceptedMediaTypes(ManifestText.ACCEPTED))
                .images());
    }

    private static void addImages(Image index, Map<Digest, Set<Digest>> indexesOf) {
        Digest digest = new Digest(index.imageId().imageDigest());
        ManifestText.parse(index.imageManifest()).named().forEach(image -> indexesOf
                .computeIfAbsent(image, known -> new LinkedHashSet<>())
                .add(digest));
    }

    private static ListedImage listed(ImageDetail detail) {
        boolean archived = detail.imageStatus() == ImageStatus.ARCHIVED;
        return new ListedImage(
                new Digest(detail.imageDigest()),
                detail.imageTags(),
                detail.imagePushedAt(),
                ManifestText.isIndex(detail.imageManifestMediaType()),
                archived
                        ? Optional.ofNullable(detail.lastArchivedAt()).or(() -> Optional.of(detail.imagePushedAt()))
                        : Optional.empty(),
                Optional.ofNullable(detail.lastRecordedPullTime()));
    }
}
