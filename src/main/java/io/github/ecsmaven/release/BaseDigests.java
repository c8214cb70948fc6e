package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.registry.RegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds out, before a build, which images its base images are. */
public final class BaseDigests {
    private static final Tag LATEST = new Tag("latest");

    private final List<Source> sources;

    /** One place that knows images. */
    @FunctionalInterface
    private interface Source {
        /** @throws ActionableException when it cannot tell */
        Optional<Digest> find(ImageReference image);
    }

    private BaseDigests(List<Source> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * As an engine's builders take them: those that the engine has, and the others from their registries.
     *
     * @param ecr images of Amazon ECR, empty for those of other registries
     * @param keychain credentials for the registries that the engine asks
     * @param registries asks them without the engine
     */
    public static BaseDigests of(
            DockerEngine engine,
            Function<ImageReference, Optional<PublishedImage>> ecr,
            Keychain keychain,
            RegistryClient registries) {
        Source amazon = image -> ecr.apply(image).map(PublishedImage::digest);
        // Podman is asked in vain for what registries have.
        return new BaseDigests(List.of(
                engine::digestOf, amazon, image -> engine.digestInRegistry(image, keychain), registries::digestOf));
    }

    /** As an engine has them, when no registry can be asked. */
    public static BaseDigests offline(DockerEngine engine) {
        return new BaseDigests(List.of(engine::digestOf));
    }

    /** When nobody can be asked. */
    public static BaseDigests unknown() {
        return new BaseDigests(List.of());
    }

    /** Without an engine: as their registries have them. */
    public static BaseDigests withoutEngine(
            Function<ImageReference, Optional<PublishedImage>> ecr, RegistryClient registries) {
        return new BaseDigests(List.of(image -> ecr.apply(image).map(PublishedImage::digest), registries::digestOf));
    }

    /** An image as the builders read its name. */
    static ImageReference tagged(ImageReference image) {
        return image.tag().isPresent() || image.digest().isPresent() ? image : image.withTag(LATEST);
    }

    /** The digest of an image, or why nobody knows it. */
    record Answer(Optional<Digest> digest, String whyNot) {}

    Answer of(ImageReference image) {
        if (image.digest().isPresent()) {
            return new Answer(image.digest(), "");
        }
        List<String> reasons = new ArrayList<>();
        for (Source source : sources) {
            try {
                Optional<Digest> found = source.find(image);
                if (found.isPresent()) {
                    return new Answer(found, "");
                }
            } catch (ActionableException e) {
                reasons.add(e.problem());
            } catch (IllegalArgumentException e) {
                reasons.add("What its registry says cannot be read: " + e.getMessage() + ".");
            }
        }
        return new Answer(
                Optional.empty(),
                reasons.isEmpty() ? "It is not there, as far as can be asked." : String.join(" ", reasons));
    }
}
