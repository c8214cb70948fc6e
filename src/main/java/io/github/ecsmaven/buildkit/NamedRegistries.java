package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.wire.SolveRequest;
import io.github.ecsmaven.context.BaseImages;
import io.github.ecsmaven.context.Dockerfile;
import io.github.ecsmaven.image.CacheLocation;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageReference;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The registries that a build names: in the Dockerfile, its arguments, caches and contexts, and in the names of its result. A builder
 * that asks for the credentials of others, as one may that a stranger's POM names, gets none.
 */
final class NamedRegistries {
    private static final String IMAGE_CONTEXT = "docker-image://";

    private final Set<String> registries = new HashSet<>();

    private NamedRegistries() {}

    /** @param exporter what becomes of the result */
    static Set<String> of(ImageBuild request, Optional<SolveRequest.Typed> exporter) {
        NamedRegistries named = new NamedRegistries();
        named.addDockerfile(Dockerfile.read(request.dockerfile()), request);
        Stream.concat(request.options().cacheFrom().stream(), request.options().cacheTo().stream())
                .map(CacheLocation::attributes)
                .forEach(attributes -> named.add(attributes.get("ref")));
        request.options().buildContexts().values().stream()
                .filter(source -> source.startsWith(IMAGE_CONTEXT))
                .forEach(source -> named.add(source.substring(IMAGE_CONTEXT.length())));
        exporter.map(SolveRequest.Typed::attributes)
                .map(attributes -> attributes.getOrDefault("name", ""))
                .ifPresent(names -> Stream.of(names.split(",")).forEach(named::add));
        request.options().attestations().values().forEach(named::addGenerator);
        return named.registries;
    }

    private void addDockerfile(Dockerfile dockerfile, ImageBuild request) {
        BaseImages images = dockerfile.baseImages(request.buildArgs(), Optional.empty());
        registries.addAll(images.registries());
        images.unresolved().forEach(reference -> add(reference.text()));
        dockerfile.syntax().ifPresent(this::add);
        add(request.buildArgs().get(Frontend.SYNTAX_ARGUMENT));
    }

    /** The scanner of an SBOM is an image of Docker Hub, unless another one is named. */
    private void addGenerator(String options) {
        registries.add(ImageReference.DOCKER_HUB);
        Stream.of(options.split(","))
                .filter(option -> option.startsWith("generator="))
                .forEach(option -> add(option.substring("generator=".length())));
    }

    /** The registry of a reference, of which the rest may be known to the builder alone. */
    private void add(@Nullable String reference) {
        if (reference == null || reference.isEmpty()) {
            return;
        }
        String first = reference.substring(0, Math.max(0, reference.indexOf('/')));
        boolean namesRegistry = first.contains(".") || first.contains(":") || first.equals("localhost");
        registries.add(namesRegistry ? first : ImageReference.DOCKER_HUB);
    }
}
