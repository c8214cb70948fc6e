package io.github.ecsmaven.ecr;

import io.github.ecsmaven.image.Digest;
import java.util.List;
import java.util.Optional;

/**
 * An image in a repository of ECR.
 *
 * @param digest digest of the manifest or index that the tag points to
 * @param mediaType its media type
 * @param manifest the manifest or index itself, byte for byte
 * @param manifests its images: itself, or for an index those it lists, without attestations
 */
public record PublishedImage(Digest digest, String mediaType, String manifest, List<PublishedManifest> manifests) {
    public PublishedImage {
        manifests = List.copyOf(manifests);
    }

    /**
     * Whether this is the image that an engine knows by an id. Docker's own image store calls an image by the digest of its
     * configuration, containerd's by the digest of its manifest or index.
     */
    public boolean is(Digest imageId) {
        return digest.equals(imageId)
                || manifests.stream()
                        .anyMatch(manifest -> manifest.digest().equals(imageId)
                                || manifest.config().filter(imageId::equals).isPresent());
    }

    /** The digest of its configuration, by which engines call it, where it is for one platform. */
    public Optional<Digest> configuration() {
        return manifests.size() == 1 ? manifests.get(0).config() : Optional.empty();
    }
}
