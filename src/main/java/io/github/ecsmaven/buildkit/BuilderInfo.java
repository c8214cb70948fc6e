package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.image.Platform;
import java.util.List;

/**
 * What a BuildKit says of itself.
 *
 * @param route how it is reached: {@code /grpc}, {@code HTTP/2} or {@code buildkitd}
 * @param version its version, or empty where it does not say (BuildKit before 0.11, Docker Engine before 23)
 * @param worker id of the worker that builds
 * @param platforms what it can build for, its own platform first
 */
public record BuilderInfo(String route, String version, String worker, List<String> platforms) {
    public BuilderInfo {
        platforms = List.copyOf(platforms);
    }

    /** Its own platform. */
    public Platform platform() {
        return platforms.stream()
                .findFirst()
                .map(Platform::parse)
                .orElseThrow(() -> new IllegalStateException("a worker without platforms"));
    }
}
