package io.github.ecsmaven.sandbox.ecr;

import io.github.ecsmaven.sandbox.AwsError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes images for tests that look at many and pull none. */
final class SeedImage {
    private static final String TYPE = "application/vnd.docker.distribution.manifest.v2+json";

    private final BlobStore blobs;

    SeedImage(BlobStore blobs) {
        this.blobs = blobs;
    }

    StoredImage into(Repository repository, Instant pushedAt, List<String> tags) {
        byte[] config =
                ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]},"
                                + "\"config\":{\"Labels\":{\"seed\":\"" + UUID.randomUUID() + "\"}}}")
                        .getBytes(StandardCharsets.UTF_8);
        String digest = blobs.put(config);
        repository.images().addBlob(digest);
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + TYPE
                + "\",\"config\":{\"mediaType\":\"application/vnd.docker.container.image.v1+json\",\"size\":"
                + config.length + ",\"digest\":\"" + digest + "\"},\"layers\":[]}";
        try {
            return put(repository, manifest.getBytes(StandardCharsets.UTF_8), pushedAt, tags);
        } catch (AwsError refused) {
            throw new IllegalArgumentException(refused);
        }
    }

    private static StoredImage put(Repository repository, byte[] manifest, Instant pushedAt, List<String> tags)
            throws AwsError {
        ImageManifest parsed = ImageManifest.parse(manifest, Optional.of(TYPE));
        StoredImage image = repository.images().put(parsed, Optional.empty(), repository.mutability, pushedAt);
        for (String tag : tags) {
            repository.images().put(parsed, Optional.of(tag), repository.mutability, pushedAt);
        }
        return image;
    }
}
