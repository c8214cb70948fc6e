package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lifecycle policies: kept, previewed, applied. */
final class LifecycleOperations {
    private static final int LARGEST_PAGE = 100;
    private static final int MOST_IMAGE_IDS = 100;

    private final Repositories repositories;
    private Duration previewTime = Duration.ofMillis(300);
    private String previewEnd = "COMPLETE";

    LifecycleOperations(Repositories repositories) {
        this.repositories = repositories;
    }

    Map<String, EcrOperation> operations() {
        return Map.of(
                "PutLifecyclePolicy", this::put,
                "GetLifecyclePolicy", this::get,
                "DeleteLifecyclePolicy", this::delete,
                "StartLifecyclePolicyPreview", this::startPreview,
                "GetLifecyclePolicyPreview", this::getPreview);
    }

    void previewsTake(Duration time) {
        previewTime = time;
    }

    void previewsEnd(String status) {
        previewEnd = status;
    }

    private ObjectNode put(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "ecr:PutLifecyclePolicy", request, "registryId", "repositoryName", "lifecyclePolicyText");
        Repository repository = repositories.open(members, caller, "PutLifecyclePolicy");
        LifecyclePolicy policy = LifecyclePolicy.parse(members.text("lifecyclePolicyText"));
        repository.lifecyclePolicy = policy;
        repository.lifecycleEvaluatedAt = null;
        return repository.answer().put("lifecyclePolicyText", policy.text());
    }

    private ObjectNode get(ObjectNode request, Caller caller) throws AwsError {
        Repository repository = open(request, caller, "GetLifecyclePolicy");
        return answer(repository, policyOf(repository));
    }

    private ObjectNode delete(ObjectNode request, Caller caller) throws AwsError {
        Repository repository = open(request, caller, "DeleteLifecyclePolicy");
        ObjectNode answer = answer(repository, policyOf(repository));
        repository.lifecyclePolicy = null;
        repository.lifecycleEvaluatedAt = null;
        return answer;
    }

    private Repository open(ObjectNode request, Caller caller, String action) throws AwsError {
        RequestMembers members = RequestMembers.of("ecr:" + action, request, "registryId", "repositoryName");
        return repositories.open(members, caller, action);
    }

    private static LifecyclePolicy policyOf(Repository repository) throws AwsError {
        if (repository.lifecyclePolicy == null) {
            throw EcrErrors.missing("LifecyclePolicyNotFoundException", "Lifecycle policy", repository);
        }
        return repository.lifecyclePolicy;
    }

    private static ObjectNode answer(Repository repository, LifecyclePolicy policy) {
        ObjectNode answer = repository.answer().put("lifecyclePolicyText", policy.text());
        if (repository.lifecycleEvaluatedAt != null) {
            answer.put("lastEvaluatedAt", Times.json(repository.lifecycleEvaluatedAt));
        }
        return answer;
    }

    private ObjectNode startPreview(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "ecr:StartLifecyclePolicyPreview", request, "registryId", "repositoryName", "lifecyclePolicyText");
        Repository repository = repositories.open(members, caller, "StartLifecyclePolicyPreview");
        Instant now = repositories.now();
        if (repository.preview != null && !repository.preview.isDone(now)) {
            throw AwsError.badRequest(
                    "LifecyclePolicyPreviewInProgressException",
                    "A lifecycle policy preview is in progress for the repository with name '" + repository.name()
                            + "' in the registry with id '" + repository.account() + "'");
        }
        Optional<String> text = members.optionalText("lifecyclePolicyText");
        LifecyclePolicy policy = text.isPresent() ? LifecyclePolicy.parse(text.get()) : policyOf(repository);
        repository.preview = LifecyclePreview.of(policy, repository.images(), now, now.plus(previewTime), previewEnd);
        return repository.answer().put("lifecyclePolicyText", policy.text()).put("status", "IN_PROGRESS");
    }

    private ObjectNode getPreview(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "ecr:GetLifecyclePolicyPreview",
                request,
                "registryId",
                "repositoryName",
                "imageIds",
                "nextToken",
                "maxResults",
                "filter");
        Repository repository = repositories.open(members, caller, "GetLifecyclePolicyPreview");
        LifecyclePreview preview = repository.preview;
        if (preview == null) {
            throw EcrErrors.missing("LifecyclePolicyPreviewNotFoundException", "Lifecycle policy preview", repository);
        }
        ObjectNode answer = repository.answer().put("lifecyclePolicyText", preview.policyText());
        if (!preview.isDone(repositories.now())) {
            return answer.put("status", "IN_PROGRESS");
        }
        if (!preview.end().equals("COMPLETE")) {
            return answer.put("status", preview.end());
        }
        Page<LifecyclePreview.Result> page = Page.of(selected(preview, members), members, LARGEST_PAGE);
        ArrayNode results = answer.put("status", "COMPLETE").putArray("previewResults");
        page.items().forEach(result -> results.add(result.json()));
        answer.set("summary", preview.summary());
        page.writeTokenTo(answer);
        return answer;
    }

    private static List<LifecyclePreview.Result> selected(LifecyclePreview preview, RequestMembers members)
            throws AwsError {
        ImageFilter filter = ImageFilter.ofTags(members);
        List<ImageId> ids = ImageId.listOf(members, "imageIds", MOST_IMAGE_IDS);
        return preview.results().stream()
                .filter(result -> filter.takesTags(result.tags()))
                .filter(result -> ids.isEmpty() || ids.stream().anyMatch(id -> names(id, result)))
                .toList();
    }

    private static boolean names(ImageId id, LifecyclePreview.Result result) {
        return id.tag() == null
                ? result.digest().equals(id.digest())
                : result.tags().contains(id.tag());
    }

    /** Does what ECR does within a day: expires and archives what the policy says at this moment. */
    List<StoredImage> apply(Repository repository) {
        if (repository.lifecyclePolicy == null) {
            return List.of();
        }
        Instant now = repositories.now();
        Map<StoredImage, LifecycleRule> actions = repository.lifecyclePolicy.evaluate(repository.images(), now);
        actions.forEach((image, rule) -> {
            if (rule.actionType().equals("expire")) {
                repository.images().delete(image);
            } else {
                repository.images().archive(image, now);
            }
        });
        repository.lifecycleEvaluatedAt = now;
        return List.copyOf(actions.keySet());
    }
}
