package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the Dockerfile frontend is asked for (moby/buildkit: frontend/dockerfile, "Options"): its attributes, and the directories that it
 * will ask us for.
 */
final class Frontend {
    static final String SYNTAX_ARGUMENT = "BUILDKIT_SYNTAX";
    private static final String DOCKERFILE = "dockerfile.v0";
    private static final String GATEWAY = "gateway.v0";
    static final String CONTEXT_DIRECTORY = "context";
    private static final String DOCKERFILE_DIRECTORY = "dockerfile";

    private final ImageBuild request;
    private final boolean ofEngine;

    /** @param ofEngine whether the builder is part of a Docker Engine, which has images of its own */
    Frontend(ImageBuild request, boolean ofEngine) {
        this.request = request;
        this.ofEngine = ofEngine;
    }

    /** The frontend of the builder, which reads the {@code # syntax=} line itself; or the one that the build argument names. */
    String name() {
        return request.buildArgs().containsKey(SYNTAX_ARGUMENT) ? GATEWAY : DOCKERFILE;
    }

    Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("filename", request.dockerfile().getFileName().toString());
        if (request.target().isPresent()) {
            attributes.put("target", request.target().get());
        }
        if (!request.platforms().isEmpty()) {
            attributes.put("platform", joined(request.platforms()));
        }
        addAll(attributes, "build-arg:", request.buildArgs());
        addAll(attributes, "label:", request.labels());
        addSyntax(attributes);
        addCaching(attributes);
        addNetwork(attributes);
        addContexts(attributes);
        addAll(attributes, "attest:", request.options().attestations());
        return attributes;
    }

    private static void addAll(Map<String, String> attributes, String prefix, Map<String, String> values) {
        for (Map.Entry<String, String> value : values.entrySet()) {
            attributes.put(prefix + value.getKey(), value.getValue());
        }
    }

    private static String joined(List<Platform> platforms) {
        return platforms.stream().map(Platform::toString).collect(Collectors.joining(","));
    }

    private void addSyntax(Map<String, String> attributes) {
        String syntax = request.buildArgs().get(SYNTAX_ARGUMENT);
        if (syntax != null) {
            attributes.put("source", syntax);
            attributes.put("cmdline", syntax);
        }
    }

    // An engine takes base images that it has, as its classic builder does, unless it is told to look for newer ones.
    private void addCaching(Map<String, String> attributes) {
        if (request.noCache()) {
            attributes.put("no-cache", "");
        } else if (!request.options().noCacheFilter().isEmpty()) {
            attributes.put("no-cache", String.join(",", request.options().noCacheFilter()));
        }
        if (request.pull()) {
            attributes.put("image-resolve-mode", "pull");
        } else if (ofEngine) {
            attributes.put("image-resolve-mode", "local");
        }
        if (!request.options().cacheFrom().isEmpty()) {
            attributes.put(
                    "cache-imports", CacheText.importsAsJson(request.options().cacheFrom()));
        }
    }

    private void addNetwork(Map<String, String> attributes) {
        String network = request.network().orElse("default");
        if (!network.equals("default")) {
            attributes.put("force-network-mode", network);
        }
        if (!request.extraHosts().isEmpty()) {
            List<String> hosts = request.extraHosts().stream()
                    .map(host -> host.replaceFirst(":", "="))
                    .toList();
            attributes.put("add-hosts", String.join(",", hosts));
        }
    }

    /** A frontend that does not know named contexts would ignore them, were it not asked whether it does. */
    private void addContexts(Map<String, String> attributes) {
        Map<String, String> contexts = request.options().buildContexts();
        for (Map.Entry<String, String> context : contexts.entrySet()) {
            String source = context.getValue();
            attributes.put(
                    "context:" + context.getKey(),
                    isDirectory(source) ? "local:" + directoryName(context.getKey()) : source);
        }
        if (!contexts.isEmpty()) {
            attributes.put("frontend.caps", "moby.buildkit.frontend.contexts+forward");
        }
    }

    /** What the session serves, by the names that the frontend uses. */
    Map<String, Path> directories() {
        Map<String, Path> directories = new TreeMap<>();
        directories.put(CONTEXT_DIRECTORY, request.contextDirectory());
        directories.put(
                DOCKERFILE_DIRECTORY, request.dockerfile().toAbsolutePath().getParent());
        for (Map.Entry<String, String> context :
                request.options().buildContexts().entrySet()) {
            if (isDirectory(context.getValue())) {
                directories.put(
                        directoryName(context.getKey()),
                        request.contextDirectory().resolve(context.getValue()));
            }
        }
        return directories;
    }

    /** What the build may do beyond the ordinary. */
    List<String> entitlements() {
        return request.network().equals(Optional.of("host")) ? List.of("network.host") : List.of();
    }

    private static String directoryName(String contextName) {
        return "context-" + contextName;
    }

    private static boolean isDirectory(String source) {
        if (source.startsWith("/") || source.startsWith(".")) {
            return true;
        }
        return !source.contains("://") && !source.startsWith("target:") && !source.startsWith("git@");
    }
}
