package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.FileFailure;
import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.RepositorySettings;
import io.github.ecsmaven.ecr.TagMutability;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** How the repository in Amazon ECR shall be. */
abstract class AbstractRepositoryMojo extends AbstractImageMojo {
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
     * The rules of the lifecycle policy, {@code <rules>} with a {@code <rule>} each: {@code <selection>} ({@code untagged},
     * {@code tagged}, {@code any}), for tagged images {@code <tagPrefixes>} or {@code <tagPatterns>} (an image must match all of them),
     * then {@code <maximumAgeLimit>} (days since the push) or {@code <maximumNumberOfImages>}, and a {@code <description>}. Priorities
     * follow the order of the rules, with {@code any} last. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable LifecycleParameters lifecycle;

    /**
     * File with the lifecycle policy as ECR's JSON, instead of {@code lifecycle}. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.lifecyclePolicyFile")
    private @Nullable File lifecyclePolicyFile;

    /**
     * What happens when the lifecycle policy would take images that ECS uses, now or in the next 30 days: {@code fail} pushes nothing and
     * puts no policy, {@code warn} says so, {@code ignore} does not look. In use is what services of the clusters run or would go back
     * to, what tasks run, what {@code keepRevisions} keeps, and what is about to be deployed. Without {@code lifecycle} and
     * {@code lifecyclePolicyFile}, a policy that somebody else has put is looked at only where this is set. Default: {@code fail}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.onReferencedImages")
    private @Nullable String onReferencedImages;

    /**
     * Further clusters, by name or ARN, whose services and tasks may use the repository's images; {@code *} stands for all of the account
     * in the region. Default: none but those of the services that are deployed to.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.lifecycleClusters")
    private @Nullable List<String> lifecycleClusters;

    /**
     * How many percent of the repository's images a lifecycle policy that is new or has changed may take at once, 0 to 100; one that takes
     * more is not put. Default: no limit.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.maxExpirePercent")
    private @Nullable Integer maxExpirePercent;

    /** @throws ActionableException when ECR would refuse them */
    protected RepositorySettings repositorySettings() {
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

    /**
     * The lifecycle policy, when one is configured.
     *
     * @throws ActionableException when ECR would refuse it
     */
    protected Optional<LifecyclePolicy> lifecyclePolicy() {
        if (lifecycle != null && lifecyclePolicyFile != null) {
            throw new ActionableException("<lifecycle> and <lifecyclePolicyFile> are both set.", "Keep one of them.");
        }
        if (lifecyclePolicyFile != null) {
            return Optional.of(LifecyclePolicy.parse(read("lifecyclePolicyFile", lifecyclePolicyFile)));
        }
        return Optional.ofNullable(lifecycle).map(LifecycleParameters::toPolicy);
    }

    /**
     * What a lifecycle policy may do to images in use.
     *
     * @throws ActionableException when an element has a value that it cannot have
     */
    protected LifecycleLimits lifecycleLimits() {
        return LifecycleLimits.of(onReferencedImages, lifecycleClusters, maxExpirePercent);
    }

    private static String read(String element, File file) {
        try {
            return Files.readString(file.toPath(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ActionableException(
                    "The file " + file + " that <" + element + "> names cannot be read: " + FileFailure.reason(e) + ".",
                    "Correct <" + element + "> or -Decs." + element + ".",
                    e);
        }
    }
}
