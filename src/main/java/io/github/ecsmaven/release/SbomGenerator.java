package io.github.ecsmaven.release;

import io.github.ecsmaven.image.BuildKitOptions;
import io.github.ecsmaven.image.ImageReference;
import java.util.Optional;
import java.util.stream.Stream;

/** The image with which BuildKit makes an SBOM (BuildKit: docs/attestations/sbom.md). */
final class SbomGenerator {
    private static final String DEFAULT = "docker/buildkit-syft-scanner";
    private static final String OPTION = "generator=";

    private SbomGenerator() {}

    /** Its repository; nothing where no SBOM is asked for, or where what names it is none. */
    static Optional<ImageReference> of(BuildKitOptions options) {
        return Optional.ofNullable(options.attestations().get("sbom")).flatMap(value -> Stream.of(value.split(","))
                .filter(option -> option.startsWith(OPTION))
                .map(option -> option.substring(OPTION.length()))
                .findFirst()
                .or(() -> Optional.of(DEFAULT))
                .flatMap(SbomGenerator::repository));
    }

    private static Optional<ImageReference> repository(String image) {
        try {
            return Optional.of(ImageReference.parse(image).withoutTagAndDigest());
        } catch (IllegalArgumentException theBuildersToRefuse) {
            return Optional.empty();
        }
    }
}
