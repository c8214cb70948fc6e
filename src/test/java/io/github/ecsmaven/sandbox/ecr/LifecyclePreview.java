package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A dry run of a policy. It looks at the images of the moment it was started, and its results can be read when it is done.
 *
 * @param end the status that it comes to: COMPLETE, EXPIRED or FAILED
 * @param results each image that the policy would act on, with the rule that does
 */
record LifecyclePreview(String policyText, Instant doneAt, String end, List<Result> results) {
    record Result(String digest, List<String> tags, Instant pushedAt, boolean archived, LifecycleRule rule) {
        ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            tags.forEach(json.putArray("imageTags")::add);
            json.put("imageDigest", digest).put("imagePushedAt", Times.json(pushedAt));
            ObjectNode action =
                    json.putObject("action").put("type", rule.actionType().toUpperCase(java.util.Locale.ROOT));
            if (rule.actionType().equals("transition")) {
                action.put("targetStorageClass", "ARCHIVE");
            }
            json.put("appliedRulePriority", rule.priority());
            return json.put("storageClass", archived ? "ARCHIVE" : "STANDARD");
        }
    }

    static LifecyclePreview of(LifecyclePolicy policy, ImageStore images, Instant now, Instant doneAt, String end) {
        Map<StoredImage, LifecycleRule> actions = policy.evaluate(images, now);
        List<Result> results = actions.entrySet().stream()
                .map(action -> result(action.getKey(), action.getValue()))
                .toList();
        return new LifecyclePreview(policy.text(), doneAt, end, results);
    }

    private static Result result(StoredImage image, LifecycleRule rule) {
        return new Result(image.digest(), image.tags(), image.pushedAt(), image.isArchived(), rule);
    }

    boolean isDone(Instant now) {
        return !now.isBefore(doneAt);
    }

    ObjectNode summary() {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.put("expiringImageTotalCount", count("expire"));
        if (count("transition") > 0) {
            summary.putArray("transitioningImageTotalCounts")
                    .addObject()
                    .put("targetStorageClass", "ARCHIVE")
                    .put("imageTotalCount", count("transition"));
        }
        return summary;
    }

    private long count(String actionType) {
        return results.stream()
                .filter(result -> result.rule().actionType().equals(actionType))
                .count();
    }
}
