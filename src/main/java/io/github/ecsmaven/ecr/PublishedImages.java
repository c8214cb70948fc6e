package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.Tag;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** Reads what is published in the repositories of a registry. */
public final class PublishedImages {
    private static final int MAX_CONFIG = 8 * 1024 * 1024;
    private static final int MAX_IDS = 100;

    private final EcrRegistry registry;

    public PublishedImages(EcrRegistry registry) {
        this.registry = registry;
    }

    /**
     * The image that a tag points to.
     *
     * @throws ActionableException when ECR does not tell, for one because the repository is missing
     */
    public Optional<PublishedImage> find(RepositoryName repository, Tag tag) {
        return find(repository, ImageIdentifier.builder().imageTag(tag.value()).build());
    }

    /**
     * The images that tags point to, those that exist. An image in ECR's archive is no failure.
     *
     * @param tags 100 at most
     * @throws ActionableException when ECR does not tell, for one because the repository is missing
     */
    public TaggedImages look(RepositoryName repository, List<Tag> tags) {
        List<ImageIdentifier> ids = tags.stream()
                .map(tag -> ImageIdentifier.builder().imageTag(tag.value()).build())
                .toList();
        Map<Digest, PublishedImage> read = new HashMap<>();
        Map<Tag, PublishedImage> found = new LinkedHashMap<>();
        BatchGetImageResponse answer = read(repository, ids);
        refuse(repository, answer, failure -> !isArchived(failure));
        for (Image image : answer.images()) {
            found.put(
                    new Tag(image.imageId().imageTag()),
                    read.computeIfAbsent(
                            new Digest(image.imageId().imageDigest()), digest -> published(repository, image)));
        }
        return new TaggedImages(
                found,
                answer.failures().stream()
                        .filter(PublishedImages::isArchived)
                        .map(failure -> new Tag(failure.imageId().imageTag()))
                        .collect(Collectors.toSet()));
    }

    /**
     * The same where the repository exists, and nothing where it does not.
     *
     * @throws ActionableException when ECR does not tell
     */
    public TaggedImages lookIfAny(RepositoryName repository, List<Tag> tags) {
        return ifAny(() -> look(repository, tags), TaggedImages.NONE);
    }

    /**
     * The digest of an image in ECR's archive, which a list of all images tells.
     *
     * @throws ActionableException when ECR does not tell
     */
    public Optional<Digest> digestInArchive(RepositoryName repository, Tag tag) {
        return new ListedImages(registry).of(repository).digestOf(tag);
    }

    /**
     * The image that a tag points to, where the repository and the image exist.
     *
     * @throws ActionableException when ECR does not tell
     */
    public Optional<PublishedImage> findIfAny(RepositoryName repository, Tag tag) {
        return ifAny(() -> find(repository, tag), Optional.empty());
    }

    private static <T> T ifAny(Supplier<T> question, T nothing) {
        try {
            return question.get();
        } catch (ActionableException e) {
            if (e.getCause() instanceof RepositoryNotFoundException) {
                return nothing;
            }
            throw e;
        }
    }

    /**
     * Gives a further tag to an image that is there, by putting the same manifest under it; a tag that is another image's moves.
     *
     * @return whether it could; false when the tag is another image's and may not be moved
     * @throws ActionableException when ECR refuses
     */
    public boolean tag(RepositoryName repository, PublishedImage image, Tag tag) {
        return registry.ask("give the tag " + tag + " to an image of ECR repository '" + repository + "'", ecr -> {
            try {
                ecr.putImage(request -> request.registryId(registry.registryId())
                        .repositoryName(repository.value())
                        .imageManifest(image.manifest())
                        .imageManifestMediaType(image.mediaType())
                        .imageDigest(image.digest().value())
                        .imageTag(tag.value()));
                return true;
            } catch (ImageAlreadyExistsException there) {
                return true;
            } catch (ImageTagAlreadyExistsException others) {
                return false;
            }
        });
    }

    /**
     * The image with a digest.
     *
     * @throws ActionableException when ECR does not tell, for one because the repository is missing
     */
    public Optional<PublishedImage> find(RepositoryName repository, Digest digest) {
        return find(
                repository,
                ImageIdentifier.builder().imageDigest(digest.value()).build());
    }

    /**
     * The digest that a tag points to, without reading the image: for a confirmation after a push.
     *
     * @throws ActionableException when ECR does not tell, for one because the repository is missing
     */
    public Optional<Digest> digestOf(RepositoryName repository, Tag tag) {
        return registry.ask("look up " + repository + ":" + tag + " in ECR", ecr -> {
            try {
                return ecr
                        .describeImages(request -> request.registryId(registry.registryId())
                                .repositoryName(repository.value())
                                .imageIds(id -> id.imageTag(tag.value())))
                        .imageDetails()
                        .stream()
                        .findFirst()
                        .map(image -> new Digest(image.imageDigest()));
            } catch (ImageNotFoundException missing) {
                return Optional.empty();
            }
        });
    }

    /**
     * The digest of the one image that all the tags point to, where a list of the repository that was asked for a moment ago has one. Asks
     * for nothing.
     *
     * @param tags one at least
     */
    public Optional<Digest> knownDigestOf(RepositoryName repository, List<Tag> tags) {
        return new ListedImages(registry).known(repository).flatMap(contents -> contents.digestOf(tags));
    }

    /**
     * What an image runs on. An index says it; of a single manifest the configuration is downloaded.
     *
     * @throws ActionableException when the configuration cannot be read
     */
    public List<Platform> platforms(RepositoryName repository, PublishedImage image) {
        return image.manifests().stream()
                .flatMap(manifest ->
                        manifest
                                .platform()
                                .or(() -> manifest.config().map(config -> platform(repository, config)))
                                .stream())
                .distinct()
                .toList();
    }

    private Platform platform(RepositoryName repository, Digest config) {
        return ManifestText.platformOf(configuration(repository, config));
    }

    private byte[] configuration(RepositoryName repository, Digest config) {
        String url = registry.ask(
                        "find the configuration of an image in " + repository,
                        ecr -> ecr.getDownloadUrlForLayer(request -> request.registryId(registry.registryId())
                                .repositoryName(repository.value())
                                .layerDigest(config.value())))
                .downloadUrl();
        return registry.download(URI.create(url), MAX_CONFIG);
    }

    private Optional<PublishedImage> find(RepositoryName repository, ImageIdentifier id) {
        return images(repository, List.of(id)).stream().findFirst().map(image -> published(repository, image));
    }

    private PublishedImage published(RepositoryName repository, Image image) {
        ManifestText manifest = ManifestText.parse(image.imageManifest());
        Digest digest = new Digest(image.imageId().imageDigest());
        String mediaType = Optional.ofNullable(image.imageManifestMediaType())
                .filter(type -> !type.isEmpty())
                .orElseGet(manifest::mediaType);
        List<PublishedManifest> manifests = manifest.isIndex()
                ? withConfigs(repository, manifest.children())
                : List.of(new PublishedManifest(digest, manifest.config(), Optional.empty()));
        return new PublishedImage(digest, mediaType, image.imageManifest(), manifests);
    }

    private List<PublishedManifest> withConfigs(RepositoryName repository, List<PublishedManifest> children) {
        List<ImageIdentifier> ids = children.stream()
                .limit(MAX_IDS)
                .map(child -> ImageIdentifier.builder()
                        .imageDigest(child.digest().value())
                        .build())
                .toList();
        Map<String, Optional<Digest>> configs = ids.isEmpty()
                ? Map.of()
                : images(repository, ids).stream()
                        .collect(Collectors.toMap(
                                image -> image.imageId().imageDigest(),
                                image -> ManifestText.parse(image.imageManifest())
                                        .config(),
                                (first, second) -> first));
        return children.stream()
                .map(child -> new PublishedManifest(
                        child.digest(),
                        configs.getOrDefault(child.digest().value(), Optional.empty()),
                        child.platform()))
                .toList();
    }

    private List<Image> images(RepositoryName repository, List<ImageIdentifier> ids) {
        BatchGetImageResponse answer = read(repository, ids);
        refuse(repository, answer, failure -> true);
        return answer.images();
    }

    private BatchGetImageResponse read(RepositoryName repository, List<ImageIdentifier> ids) {
        return registry.ask(
                "read images of ECR repository '" + repository + "'",
                ecr -> ecr.batchGetImage(request -> request.registryId(registry.registryId())
                        .repositoryName(repository.value())
                        .imageIds(ids)
                        .acceptedMediaTypes(ManifestText.ACCEPTED)));
    }

    private static void refuse(
            RepositoryName repository, BatchGetImageResponse answer, Predicate<ImageFailure> matters) {
        answer.failures().stream()
                .filter(failure -> failure.failureCode() != ImageFailureCode.IMAGE_NOT_FOUND)
                .filter(matters)
                .findFirst()
                .ifPresent(failure -> {
                    throw refused(repository, failure);
                });
    }

    private static boolean isArchived(ImageFailure failure) {
        return failure.failureCode() == ImageFailureCode.IMAGE_INACCESSIBLE;
    }

    private static ActionableException refused(RepositoryName repository, ImageFailure failure) {
        if (isArchived(failure)) {
            return new ActionableException(
                    "An image of ECR repository '" + repository + "' cannot be read: " + failure.failureReason() + " ("
                            + failure.failureCodeAsString() + ")",
                    "Bring it back from the archive (aws ecr update-image-storage-class --repository-name " + repository
                            + " --target-storage-class STANDARD --image-id " + id(failure.imageId())
                            + "), or choose another tag (<tags>, -Decs.tags).");
        }
        return new ActionableException(
                "Could not read an image of ECR repository '" + repository + "': " + failure.failureReason() + " ("
                        + failure.failureCodeAsString() + ")",
                "Look at it with: aws ecr batch-get-image --repository-name " + repository + " --image-ids "
                        + id(failure.imageId()));
    }

    private static String id(ImageIdentifier id) {
        return id.imageTag() == null ? "imageDigest=" + id.imageDigest() : "imageTag=" + id.imageTag();
    }
}
