package io.github.ecsmaven.ecr;

import io.github.ecsmaven.image.ImageReference;
import java.util.Optional;

/**
 * A repository as ECR describes it.
 *
 * @param name name within its registry
 * @param uri where images are pushed to, exactly as ECR calls it
 * @param registryId account that owns it
 * @param arn its ARN
 * @param mutability whether tags may be moved
 * @param encryption how it is encrypted, where ECR says so
 * @param scanOnPush whether images are scanned when they are pushed, where ECR says so
 */
public record Repository(
        RepositoryName name,
        ImageReference uri,
        String registryId,
        String arn,
        TagMutability mutability,
        Optional<Encryption> encryption,
        Optional<Boolean> scanOnPush) {
    private static final int REGION_IN_ARN = 3;

    /** Region that it is in, from its ARN. */
    public Optional<String> region() {
        String[] parts = arn.split(":", -1);
        return parts.length > REGION_IN_ARN && !parts[REGION_IN_ARN].isEmpty()
                ? Optional.of(parts[REGION_IN_ARN])
                : Optional.empty();
    }
}
