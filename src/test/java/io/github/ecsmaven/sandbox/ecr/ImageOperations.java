package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Images read, put and deleted by manifest. */
final class ImageOperations {
    private static final int MOST_IMAGE_IDS = 100;

    private final Repositories repositories;

    ImageOperations(Repositories repositories) {
        this.repositories = repositories;
    }

    Map<String, EcrOperation> operations() {
        return Map.of("BatchGetImage", this::batchGet, "PutImage", this::put, "BatchDeleteImage", this::batchDelete);
    }

    private ObjectNode batchGet(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "ecr:BatchGetImage", request, "registryId", "repositoryName", "imageIds", "acceptedMediaTypes");
        Repository repository = repositories.open(members, caller, "BatchGetImage");
        List<String> accepted = members.texts("acceptedMediaTypes");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode images = answer.putArray("images");
        ArrayNode failures = answer.putArray("failures");
        for (ImageId id : ids(members)) {
            StoredImage image = lookUp(repository, id, failures);
            if (image == null) {
                continue;
            }
            if (image.isArchived()) {
                fail(failures, id, "ImageInaccessible", "Requested image is archived and cannot be pulled");
                continue;
            }
            if (!accepted.isEmpty() && !accepted.contains(image.manifest().mediaType())) {
                throw AwsError.notImplemented("the conversion of a manifest of media type "
                        + image.manifest().mediaType() + " to one of " + accepted);
            }
            image.pulledAt(repositories.now());
            images.add(json(repository, image, id.tag()));
        }
        return answer;
    }

    private static List<ImageId> ids(RequestMembers members) throws AwsError {
        List<ImageId> ids = ImageId.listOf(members, "imageIds", MOST_IMAGE_IDS);
        if (ids.isEmpty()) {
            throw EcrErrors.invalidParameter("imageIds", "Member must have length greater than or equal to 1");
        }
        return ids;
    }

    private static @Nullable StoredImage lookUp(Repository repository, ImageId id, ArrayNode failures) {
        if (id.digest() == null && id.tag() == null) {
            fail(failures, id, "MissingDigestAndTag", "Invalid request parameters: both tag and digest cannot be null");
            return null;
        }
        if (id.digest() != null && !id.digest().matches("[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+")) {
            fail(
                    failures,
                    id,
                    "InvalidImageDigest",
                    "Invalid request parameters: image digest should satisfy the regex"
                            + " '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'");
            return null;
        }
        Optional<StoredImage> image = repository.images().find(id.digest(), id.tag());
        if (image.isPresent()) {
            return image.get();
        }
        boolean tagIsElsewhere = id.digest() != null
                && id.tag() != null
                && repository.images().find(null, id.tag()).isPresent();
        fail(
                failures,
                id,
                tagIsElsewhere ? "ImageTagDoesNotMatchDigest" : "ImageNotFound",
                tagIsElsewhere ? "Requested tag does not match digest" : "Requested image not found");
        return null;
    }

    private static void fail(ArrayNode failures, ImageId id, String code, String reason) {
        ObjectNode failure = failures.addObject();
        failure.set("imageId", id.json());
        failure.put("failureCode", code).put("failureReason", reason);
    }

    private static ObjectNode json(Repository repository, StoredImage image, @Nullable String tag) {
        ObjectNode json = repository.answer();
        json.set("imageId", ImageId.json(image.digest(), tag));
        return json.put("imageManifest", image.manifest().text())
                .put("imageManifestMediaType", image.manifest().mediaType());
    }

    private ObjectNode put(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "ecr:PutImage",
                request,
                "registryId",
                "repositoryName",
                "imageManifest",
                "imageManifestMediaType",
                "imageTag",
                "imageDigest");
        Repository repository = repositories.open(members, caller, "PutImage");
        ImageManifest manifest = ImageManifest.parse(
                members.text("imageManifest").getBytes(StandardCharsets.UTF_8),
                members.optionalText("imageManifestMediaType"));
        Optional<String> tag = members.optionalText("imageTag");
        requireDigest(manifest, members.optionalText("imageDigest"));
        requireNew(repository, manifest, tag);
        StoredImage image = repository.images().put(manifest, tag, repository.mutability, repositories.now());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("image", json(repository, image, tag.orElse(null)));
        return answer;
    }

    private static void requireDigest(ImageManifest manifest, Optional<String> expected) throws AwsError {
        if (expected.isPresent() && !expected.get().equals(manifest.digest())) {
            throw AwsError.badRequest(
                    "ImageDigestDoesNotMatchException",
                    "The specified digest '" + expected.get() + "' does not match the computed digest '"
                            + manifest.digest() + "'");
        }
    }

    // Unlike the registry, the API refuses to put what is already there (API reference, PutImage,
    // ImageAlreadyExistsException).
    private static void requireNew(Repository repository, ImageManifest manifest, Optional<String> tag)
            throws AwsError {
        boolean protectedTag = tag.isPresent() && repository.mutability.protects(tag.get());
        if (!protectedTag
                && repository
                        .images()
                        .find(manifest.digest(), tag.orElse(null))
                        .filter(found -> !found.isArchived())
                        .isPresent()) {
            throw AwsError.badRequest(
                    "ImageAlreadyExistsException",
                    "Image with digest '" + manifest.digest() + "' and tag '" + tag.orElse(null)
                            + "' already exists in the repository with name '" + repository.name()
                            + "' in registry with id '" + repository.account() + "'");
        }
    }

    private ObjectNode batchDelete(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members =
                RequestMembers.of("ecr:BatchDeleteImage", request, "registryId", "repositoryName", "imageIds");
        Repository repository = repositories.open(members, caller, "BatchDeleteImage");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode deleted = answer.putArray("imageIds");
        ArrayNode failures = answer.putArray("failures");
        for (ImageId id : ids(members)) {
            StoredImage image = lookUp(repository, id, failures);
            if (image != null) {
                delete(repository, image, id, deleted, failures);
            }
        }
        return answer;
    }

    private static void delete(
            Repository repository, StoredImage image, ImageId id, ArrayNode deleted, ArrayNode failures) {
        List<String> indexes = repository.images().indexesOf(image);
        boolean whole = id.tag() == null;
        if (!indexes.isEmpty() && (whole || image.tags().size() == 1)) {
            fail(
                    failures,
                    id,
                    "ImageReferencedByManifestList",
                    "Requested image referenced by manifest list: " + indexes);
            return;
        }
        if (id.tag() != null) {
            repository.images().deleteTag(id.tag());
            deleted.add(ImageId.json(image.digest(), id.tag()));
            return;
        }
        List<String> tags = image.tags();
        repository.images().delete(image);
        if (tags.isEmpty()) {
            deleted.add(ImageId.json(image.digest(), null));
        }
        tags.forEach(tag -> deleted.add(ImageId.json(image.digest(), tag)));
    }
}
