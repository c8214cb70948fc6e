package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Images described and listed. */
final class ImageQueries {
    private static final int LARGEST_PAGE = 1000;
    private static final int MOST_IMAGE_IDS = 100;

    private final Repositories repositories;

    ImageQueries(Repositories repositories) {
        this.repositories = repositories;
    }

    Map<String, EcrOperation> operations() {
        return Map.of("DescribeImages", this::describe, "ListImages", this::list);
    }

    private ObjectNode describe(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "ecr:DescribeImages",
                request,
                "registryId",
                "repositoryName",
                "imageIds",
                "nextToken",
                "maxResults",
                "filter");
        Repository repository = repositories.open(members, caller, "DescribeImages");
        List<ImageId> ids = ImageId.listOf(members, "imageIds", MOST_IMAGE_IDS);
        if (!ids.isEmpty() && (members.has("nextToken") || members.has("maxResults"))) {
            throw EcrErrors.invalidParameter("maxResults", "cannot be used together with imageIds, nor can nextToken");
        }
        ImageFilter filter = ImageFilter.ofImages(members);
        List<StoredImage> found = ids.isEmpty() ? filtered(repository, filter) : named(ids, repository);
        Page<StoredImage> page = ids.isEmpty() ? Page.of(found, members, LARGEST_PAGE) : new Page<>(found, 0, false);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode details = answer.putArray("imageDetails");
        page.items().forEach(image -> details.add(detail(repository, image)));
        page.writeTokenTo(answer);
        return answer;
    }

    private static List<StoredImage> filtered(Repository repository, ImageFilter filter) {
        return repository.images().all().stream().filter(filter::takes).toList();
    }

    private static List<StoredImage> named(List<ImageId> ids, Repository repository) throws AwsError {
        List<StoredImage> found = new ArrayList<>();
        for (ImageId id : ids) {
            if (id.digest() == null && id.tag() == null) {
                throw EcrErrors.invalidParameter("imageIds", "both tag and digest cannot be null");
            }
            StoredImage image = repository
                    .images()
                    .find(id.digest(), id.tag())
                    .orElseThrow(() -> EcrErrors.imageNotFound(id, repository));
            if (!found.contains(image)) {
                found.add(image);
            }
        }
        return found;
    }

    private static ObjectNode detail(Repository repository, StoredImage image) {
        ObjectNode detail = repository.answer().put("imageDigest", image.digest());
        if (!image.tags().isEmpty()) {
            image.tags().forEach(detail.putArray("imageTags")::add);
        }
        detail.put("imageSizeInBytes", repository.images().size(image))
                .put("imagePushedAt", Times.json(image.pushedAt()))
                .put("imageManifestMediaType", image.manifest().mediaType())
                .put("imageStatus", image.isArchived() ? "ARCHIVED" : "ACTIVE");
        if (image.manifest().artifactMediaType() != null) {
            detail.put("artifactMediaType", image.manifest().artifactMediaType());
        }
        if (image.lastPulledAt() != null) {
            detail.put("lastRecordedPullTime", Times.json(image.lastPulledAt()));
        }
        if (image.archivedAt() != null) {
            detail.put("lastArchivedAt", Times.json(image.archivedAt()));
        }
        return detail;
    }

    private ObjectNode list(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "ecr:ListImages", request, "registryId", "repositoryName", "nextToken", "maxResults", "filter");
        Repository repository = repositories.open(members, caller, "ListImages");
        List<ObjectNode> ids = filtered(repository, ImageFilter.ofImages(members)).stream()
                .flatMap(image -> ids(image).stream())
                .toList();
        Page<ObjectNode> page = Page.of(ids, members, LARGEST_PAGE);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("imageIds").addAll(page.items());
        page.writeTokenTo(answer);
        return answer;
    }

    private static List<ObjectNode> ids(StoredImage image) {
        return image.tags().isEmpty()
                ? List.of(ImageId.json(image.digest(), null))
                : image.tags().stream()
                        .map(tag -> ImageId.json(image.digest(), tag))
                        .toList();
    }
}
