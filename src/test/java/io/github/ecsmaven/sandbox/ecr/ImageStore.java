package io.github.ecsmaven.sandbox.ecr;

import io.github.ecsmaven.sandbox.AwsError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The images, tags and layers of one repository. */
final class ImageStore {
    // OCI distribution specification, "Pulling manifests".
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

    private final String repository;
    private final Map<String, StoredImage> images = new LinkedHashMap<>();
    private final Map<String, StoredImage> byTag = new LinkedHashMap<>();
    private final Set<String> blobs = new HashSet<>();
    private final Set<String> archivedBlobs = new HashSet<>();

    ImageStore(String repository) {
        this.repository = repository;
    }

    Collection<StoredImage> all() {
        return List.copyOf(images.values());
    }

    Optional<StoredImage> find(@Nullable String digest, @Nullable String tag) {
        StoredImage image = tag != null ? byTag.get(tag) : images.get(String.valueOf(digest));
        return Optional.ofNullable(image).filter(found -> digest == null || digest.equals(found.digest()));
    }

    void addBlob(String digest) {
        blobs.add(digest);
        archivedBlobs.remove(digest);
    }

    /** Whether the blob is there and not in the archive. */
    boolean hasBlob(String digest) {
        return blobs.contains(digest) && !archivedBlobs.contains(digest);
    }

    /** Whether the blob went to the archive with every image that refers to it. */
    boolean isArchived(String blob) {
        return archivedBlobs.contains(blob);
    }

    /** Whether a manifest refers to the blob: only such blobs can be mounted elsewhere. */
    boolean isReferenced(String blob) {
        return images.values().stream()
                .anyMatch(image -> image.manifest().blobs().contains(blob));
    }

    /**
     * Stores a manifest, under a tag if there is one.
     *
     * @throws AwsError when the tag is protected, or a blob or child manifest is not there
     */
    StoredImage put(ImageManifest manifest, Optional<String> tag, Mutability mutability, Instant now) throws AwsError {
        if (tag.isPresent()) {
            requireFree(tag.get(), mutability);
        }
        requireReferences(manifest);
        StoredImage image = images.computeIfAbsent(manifest.digest(), digest -> new StoredImage(manifest, now));
        // A push brings an image back from the archive (ECR user guide, "Archiving an image").
        image.restore();
        tag.ifPresent(name -> move(name, image));
        return image;
    }

    // Even an identical image is refused under a protected tag (aws.md 2.6).
    private void requireFree(String tag, Mutability mutability) throws AwsError {
        if (!TAG.matcher(tag).matches()) {
            throw EcrErrors.invalidParameter(
                    "imageTag", "must satisfy regular expression '[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}'");
        }
        if (byTag.containsKey(tag) && mutability.protects(tag)) {
            throw mutability.refusal(tag, repository);
        }
    }

    private void requireReferences(ImageManifest manifest) throws AwsError {
        List<String> missing = new ArrayList<>(manifest.blobs());
        missing.removeIf(this::hasBlob);
        if (!missing.isEmpty()) {
            throw AwsError.badRequest("LayersNotFoundException", "Layers with digests '" + missing + "' do not exist");
        }
        List<String> children = new ArrayList<>(manifest.children());
        children.removeAll(images.keySet());
        if (!children.isEmpty()) {
            throw AwsError.badRequest(
                    "ReferencedImagesNotFoundException", "Images with digests '" + children + "' do not exist");
        }
    }

    private void move(String tag, StoredImage image) {
        StoredImage before = byTag.put(tag, image);
        if (before != null) {
            before.untag(tag);
        }
        image.tag(tag);
    }

    /** Takes a tag away; an image without tags goes with its last one (BatchDeleteImage). */
    void deleteTag(String tag) {
        StoredImage image = byTag.remove(tag);
        if (image != null) {
            image.untag(tag);
            if (image.tags().isEmpty()) {
                images.remove(image.digest());
            }
        }
    }

    /** Moves an image to the archive, and with it what only archived images refer to. */
    void archive(StoredImage image, Instant now) {
        image.archivedAt(now);
        Set<String> needed = images.values().stream()
                .filter(other -> !other.isArchived())
                .flatMap(other -> other.manifest().blobs().stream())
                .collect(Collectors.toSet());
        image.manifest().blobs().stream().filter(blob -> !needed.contains(blob)).forEach(archivedBlobs::add);
    }

    void delete(StoredImage image) {
        image.tags().forEach(byTag::remove);
        images.remove(image.digest());
    }

    /** The digests of the indexes that name this image. */
    List<String> indexesOf(StoredImage image) {
        return images.values().stream()
                .filter(index -> index.manifest().children().contains(image.digest()))
                .map(StoredImage::digest)
                .toList();
    }

    /** What DescribeImages calls the size: for an index that of its largest image. */
    long size(StoredImage image) {
        return image.manifest().isIndex()
                ? image.manifest().children().stream()
                        .map(images::get)
                        .mapToLong(child -> child == null ? 0 : size(child))
                        .max()
                        .orElse(0)
                : image.manifest().size();
    }
}
