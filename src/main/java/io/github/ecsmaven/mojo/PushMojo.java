package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.ecr.Repositories;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecr.RepositoryChange;
import io.github.ecsmaven.ecr.RepositorySettings;
import io.github.ecsmaven.ecr.TagMutability;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.release.ImagePublisher;
import io.github.ecsmaven.release.Publication;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

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
public final class PushMojo extends AbstractImageMojo {
    /**
     * Creates the repository when it is missing. Default: {@code true}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.createRepository", defaultValue = "true")
    private boolean createRepository;

    /**
     * Whether tags may be moved to another image: {@code MUTABLE}, {@code IMMUTABLE}, {@code IMMUTABLE_WITH_EXCLUSION} or
     * {@code MUTABLE_WITH_EXCLUSION}. A repository that differs is changed. Default: left as it is; ECR creates {@code MUTABLE} ones.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.imageTagMutability")
    private @Nullable String imageTagMutability;

    /**
     * Tags that the mutability does not hold for, one to five, {@code *} standing for any characters, such as {@code dev-*}. Goes with
     * the two {@code _WITH_EXCLUSION} modes. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.imageTagMutabilityExclusions")
    private @Nullable List<String> imageTagMutabilityExclusions;

    /**
     * Encryption of a repository that is created: {@code <type>} ({@code AES256}, {@code KMS}, {@code KMS_DSSE}) and, for the last two,
     * {@code <kmsKey>} (id, ARN or alias). It cannot be changed later; one that differs is a warning. Default: ECR's,
     * {@code AES256}.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable EncryptionParameters encryption;

    /**
     * Scans images for vulnerabilities when they are pushed. Default: left as it is; ECR's is {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.scanOnPush")
    private @Nullable Boolean scanOnPush;

    /**
     * Tags of the repository itself, each an element {@code <key>value</key>}; others that it has are left alone. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.repositoryTags")
    private @Nullable Map<String, String> repositoryTags;

    /**
     * File with the repository policy as JSON, for pulls from other accounts say. Put when the policy that is there differs. Default:
     * none, the policy is left alone.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.repositoryPolicyFile")
    private @Nullable File repositoryPolicyFile;

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
    void runForModule() {
        Optional<ImageReference> elsewhere = moduleImage().deployed();
        if (elsewhere.isPresent()) {
            getLog().info("Nothing to push: <image> names " + elsewhere.get() + ".");
            return;
        }
        refuseOffline();
        RepositorySettings settings = settings();
        ImageRecord built = ownRecord();
        refuseUnrunnable(built);
        Repository repository = repository(settings);
        Instant start = Instant.now();
        Publication publication = publish(built, repository);
        ImageReference published = repository.uri().withTag(built.tags().get(0));
        recordFiles().write(built.pushed(published, publication.digest()));
        ProjectProperties.image(project, published.withDigest(publication.digest()), publication.digest());
        summary()
                .add(
                        "image",
                        publication.pushed() ? Summary.Outcome.CREATED : Summary.Outcome.UNCHANGED,
                        published.withDigest(publication.digest()).toString(),
                        since(start));
    }

    private RepositorySettings settings() {
        return new RepositorySettings(
                createRepository,
                mutability(),
                Optional.ofNullable(encryption).map(EncryptionParameters::toEncryption),
                Optional.ofNullable(scanOnPush),
                given(repositoryTags),
                Optional.ofNullable(repositoryPolicyFile).map(file -> read("repositoryPolicyFile", file)));
    }

    private Optional<TagMutability> mutability() {
        List<String> exclusions = imageTagMutabilityExclusions == null ? List.of() : imageTagMutabilityExclusions;
        if (imageTagMutability == null && !exclusions.isEmpty()) {
            throw new ActionableException(
                    "<imageTagMutabilityExclusions> is set and <imageTagMutability> is not.",
                    "Set <imageTagMutability> to IMMUTABLE_WITH_EXCLUSION or MUTABLE_WITH_EXCLUSION.");
        }
        return Optional.ofNullable(imageTagMutability).map(mode -> TagMutability.parse(mode, exclusions));
    }

    /** An image that the service could not run is not even pushed. */
    private void refuseUnrunnable(ImageRecord built) {
        service().ifPresent(service -> baseRevision(service).requireRunnable(built.platform()));
    }

    private Repository repository(RepositorySettings settings) {
        Instant start = Instant.now();
        Repositories repositories =
                new Repositories(aws().registry(moduleImage().repository()));
        RepositoryChange change = repositories.decide(moduleImage().repository(), settings);
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

    private Publication publish(ImageRecord built, Repository repository) {
        ImagePublisher publisher = new ImagePublisher(
                aws().publishedImages(moduleImage().repository()),
                () -> DockerEngine.connect(dockerSettings()),
                aws().keychain(moduleImage().ecrRegistries()).alsoFor(repository),
                log());
        return publisher.publish(built, repository);
    }

    static String read(String element, File file) {
        try {
            return Files.readString(file.toPath(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ActionableException(
                    "The file " + file + " that <" + element + "> names cannot be read: " + e.getMessage() + ".",
                    "Correct <" + element + "> or -Decs." + element + ".",
                    e);
        }
    }
}
