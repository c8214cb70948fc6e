package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;

/** What an image runs on, as its configuration or its index says. */
final class Platforms {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlobStore blobs;

    Platforms(BlobStore blobs) {
        this.blobs = blobs;
    }

    Set<String> of(ImageManifest manifest) {
        try {
            Set<String> platforms = new TreeSet<>();
            if (manifest.config() != null) {
                platforms.add(platform(JSON.readTree(Files.readAllBytes(blobs.path(manifest.config())))));
            }
            for (JsonNode child : JSON.readTree(manifest.text()).path("manifests")) {
                platforms.add(platform(child.path("platform")));
            }
            return platforms;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String platform(JsonNode node) {
        return node.path("os").asText() + "/" + node.path("architecture").asText();
    }
}
