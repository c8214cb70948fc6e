package io.github.ecsmaven.ecr;

import io.github.ecsmaven.image.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.EncryptionConfiguration;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilter;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilterType;
import software.amazon.awssdk.services.ecr.model.Tag;

/** From the SDK's descriptions to ours and back. */
final class Descriptions {
    private Descriptions() {}

    static Repository repository(software.amazon.awssdk.services.ecr.model.Repository described) {
        return new Repository(
                new RepositoryName(described.repositoryName()),
                ImageReference.parse(described.repositoryUri()),
                described.registryId(),
                described.repositoryArn(),
                mutability(described),
                Optional.ofNullable(described.encryptionConfiguration()).flatMap(Descriptions::encryption),
                Optional.ofNullable(described.imageScanningConfiguration()).map(scanning -> scanning.scanOnPush()));
    }

    // A mode newer than this SDK is treated as mutable: ECR itself refuses a push that it does not allow.
    private static TagMutability mutability(software.amazon.awssdk.services.ecr.model.Repository described) {
        ImageTagMutability mode = described.imageTagMutability();
        if (mode == null || mode == ImageTagMutability.UNKNOWN_TO_SDK_VERSION) {
            return TagMutability.of(TagMutability.Mode.MUTABLE);
        }
        List<String> filters = described.imageTagMutabilityExclusionFilters().stream()
                .map(ImageTagMutabilityExclusionFilter::filter)
                .toList();
        return TagMutability.parse(mode.toString(), filters);
    }

    private static Optional<Encryption> encryption(EncryptionConfiguration described) {
        EncryptionType type = described.encryptionType();
        return type == null || type == EncryptionType.UNKNOWN_TO_SDK_VERSION
                ? Optional.empty()
                : Optional.of(Encryption.parse(type.toString(), Optional.ofNullable(described.kmsKey())));
    }

    static CreateRepositoryRequest creation(
            RepositoryName name, @Nullable String registryId, RepositorySettings settings) {
        CreateRepositoryRequest.Builder request =
                CreateRepositoryRequest.builder().repositoryName(name.value()).registryId(registryId);
        settings.imageTagMutability().ifPresent(mutability -> request.imageTagMutability(
                        mutability.mode().name())
                .imageTagMutabilityExclusionFilters(filters(mutability)));
        settings.encryption()
                .ifPresent(wanted -> request.encryptionConfiguration(
                        to -> to.encryptionType(wanted.type().name())
                                .kmsKey(wanted.kmsKey().orElse(null))));
        settings.scanOnPush().ifPresent(scan -> request.imageScanningConfiguration(to -> to.scanOnPush(scan)));
        if (!settings.tags().isEmpty()) {
            request.tags(tags(settings.tags()));
        }
        return request.build();
    }

    /** The exclusions, or null: ECR refuses an empty list. */
    static @Nullable List<ImageTagMutabilityExclusionFilter> filters(TagMutability mutability) {
        if (mutability.exclusions().isEmpty()) {
            return null;
        }
        return mutability.exclusions().stream()
                .map(filter -> ImageTagMutabilityExclusionFilter.builder()
                        .filterType(ImageTagMutabilityExclusionFilterType.WILDCARD)
                        .filter(filter)
                        .build())
                .toList();
    }

    static List<Tag> tags(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList();
    }
}
