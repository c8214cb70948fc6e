package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ecsmaven.sandbox.AwsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as it was pushed: Docker's schema 2 and the OCI image specification, images and indexes.
 *
 * @param config digest of the configuration, absent for an index
 * @param layers digests of the layers
 * @param children digests of an index's manifests
 * @param size bytes of configuration and layers, compressed
 */
public record ImageManifest(
        String text,
        String digest,
        String mediaType,
        @Nullable String config,
        @Nullable String artifactMediaType,
        List<String> layers,
        List<String> children,
        long size) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Set<String> IMAGES = Set.of(
            "application/vnd.docker.distribution.manifest.v2+json", "application/vnd.oci.image.manifest.v1+json");
    private static final Set<String> INDEXES = Set.of(
            "application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.oci.image.index.v1+json");

    public ImageManifest {
        layers = List.copyOf(layers);
        children = List.copyOf(children);
    }

    /**
     * @param declaredType the media type that was sent beside the manifest; must not contradict the manifest's own
     * @throws AwsError InvalidParameterException, when this is no manifest
     */
    public static ImageManifest parse(byte[] bytes, Optional<String> declaredType) throws AwsError {
        JsonNode root = read(bytes);
        String ownType = root.path("mediaType").asText("");
        String type = declaredType.orElse(ownType);
        if (!ownType.isEmpty() && !ownType.equals(type)) {
            throw invalid("media type '" + type + "' contradicts the manifest's '" + ownType + "'");
        }
        if (root.path("schemaVersion").asInt() != 2) {
            throw AwsError.notImplemented("manifests of another schemaVersion than 2");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        String digest = Digests.of(bytes);
        if (INDEXES.contains(type)) {
            return new ImageManifest(
                    text, digest, type, null, null, List.of(), digests(root.path("manifests"), "manifests"), 0);
        }
        if (!IMAGES.contains(type)) {
            throw AwsError.notImplemented("manifests of media type '" + type + "'");
        }
        return image(root, text, digest, type);
    }

    private static ImageManifest image(JsonNode root, String text, String digest, String type) throws AwsError {
        JsonNode config = root.path("config");
        List<String> layers = digests(root.path("layers"), "layers");
        long size = config.path("size").asLong();
        for (JsonNode layer : root.path("layers")) {
            size += layer.path("size").asLong();
        }
        return new ImageManifest(
                text, digest, type, digest(config), config.path("mediaType").asText(), layers, List.of(), size);
    }

    private static JsonNode read(byte[] bytes) throws AwsError {
        try {
            JsonNode root = JSON.readTree(bytes);
            if (root.isObject()) {
                return root;
            }
            throw invalid("Invalid JSON syntax");
        } catch (JsonProcessingException notJson) {
            throw invalid("Invalid JSON syntax");
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> digests(JsonNode descriptors, String name) throws AwsError {
        if (!descriptors.isArray()) {
            throw invalid("'" + name + "' is not a list");
        }
        List<String> digests = new ArrayList<>();
        for (JsonNode descriptor : descriptors) {
            digests.add(digest(descriptor));
        }
        return digests;
    }

    private static String digest(JsonNode descriptor) throws AwsError {
        String digest = descriptor.path("digest").asText();
        if (!DIGEST.matcher(digest).matches() || !descriptor.path("size").isIntegralNumber()) {
            throw invalid("a descriptor lacks its digest or size");
        }
        return digest;
    }

    private static AwsError invalid(String constraint) {
        return EcrErrors.invalidParameter("ImageManifest", constraint);
    }

    public boolean isIndex() {
        return INDEXES.contains(mediaType);
    }

    /** Every blob that must be there before the manifest: configuration and layers. */
    List<String> blobs() {
        List<String> blobs = new ArrayList<>(layers);
        if (config != null) {
            blobs.add(config);
        }
        return blobs;
    }
}
