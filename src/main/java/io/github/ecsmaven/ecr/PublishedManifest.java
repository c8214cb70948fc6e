package io.github.ecsmaven.ecr;

import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.Platform;
import java.util.Optional;

/**
 * The image of one platform.
 *
 * @param digest digest of its manifest
 * @param config digest of its configuration, where the manifest was read
 * @param platform what it runs on, where an index says so; {@link PublishedImages#platforms} reads it from the configuration
 */
public record PublishedManifest(Digest digest, Optional<Digest> config, Optional<Platform> platform) {}
