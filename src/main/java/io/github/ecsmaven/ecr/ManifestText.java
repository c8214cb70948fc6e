package io.github.ecsmaven.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.JsonText;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.Platform;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A manifest or index as a registry keeps it (OCI image specification; Docker image manifest version 2, schema 2). */
record ManifestText(JsonNode content) {
    private static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";

    /** Without this list ECR answers with a kind of its own choice. */
    static final List<String> ACCEPTED =
            List.of(OCI_MANIFEST, OCI_INDEX, "application/vnd.docker.distribution.manifest.v2+json", DOCKER_INDEX);

    static ManifestText parse(String text) {
        try {
            return new ManifestText(JsonText.read(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("ECR gave a manifest that is no JSON", e);
        }
    }

    /** The platform that the configuration of an image says. */
    static Platform platformOf(byte[] config) {
        try {
            return platform(JsonText.read(config));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the configuration of an image is no JSON", e);
        }
    }

    static boolean isIndex(@Nullable String mediaType) {
        return OCI_INDEX.equals(mediaType) || DOCKER_INDEX.equals(mediaType);
    }

    boolean isIndex() {
        return content.path("manifests").isArray();
    }

    String mediaType() {
        return content.path("mediaType").asText(isIndex() ? OCI_INDEX : OCI_MANIFEST);
    }

    Optional<Digest> config() {
        return Optional.of(content.path("config").path("digest").asText())
                .filter(Digest::isDigest)
                .map(Digest::new);
    }

    // BuildKit lists attestations as images for the platform unknown/unknown (BuildKit:
    // docs/attestations/attestation-storage.md).
    List<PublishedManifest> children() {
        return StreamSupport.stream(content.path("manifests").spliterator(), false)
                .filter(child -> !child.path("platform").path("os").asText().equals("unknown"))
                .map(child -> new PublishedManifest(
                        new Digest(child.path("digest").asText()),
                        Optional.empty(),
                        Optional.of(child.path("platform"))
                                .filter(JsonNode::isObject)
                                .map(ManifestText::platform)))
                .toList();
    }

    /** Everything that an index names, attestations too. */
    List<Digest> named() {
        return StreamSupport.stream(content.path("manifests").spliterator(), false)
                .map(child -> child.path("digest").asText())
                .filter(Digest::isDigest)
                .map(Digest::new)
                .toList();
    }

    private static Platform platform(JsonNode node) {
        return Platform.of(
                node.path("os").asText("linux"),
                node.path("architecture").asText("amd64"),
                node.path("variant").asText(""));
    }
}
