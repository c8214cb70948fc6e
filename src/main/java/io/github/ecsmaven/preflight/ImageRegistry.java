package io.github.ecsmaven.preflight;

import java.util.Optional;

/**
 * Where the image that is deployed is pulled from.
 *
 * @param ecr whether that is a private registry of Amazon ECR
 * @param region region of that, when it is not the service's own
 */
public record ImageRegistry(boolean ecr, Optional<String> region) {
    /** The registry of the service's own region. */
    public static ImageRegistry own() {
        return new ImageRegistry(true, Optional.empty());
    }
}
