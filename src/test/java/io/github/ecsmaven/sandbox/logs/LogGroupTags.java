package io.github.ecsmaven.sandbox.logs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.RequestMembers;

/** The tags of log groups (API reference, "TagResource": the ARN is without {@code :*} at its end). */
record LogGroupTags(Groups groups) {
    @FunctionalInterface
    interface Groups {
        LogGroup named(String name) throws AwsError;
    }

    ObjectNode tag(ObjectNode request, Caller caller) throws AwsError {
        LogGroup group = group("TagResource", request, caller, "tags");
        request.path("tags")
                .properties()
                .forEach(tag -> group.tags.put(tag.getKey(), tag.getValue().asText()));
        return JsonNodeFactory.instance.objectNode();
    }

    ObjectNode untag(ObjectNode request, Caller caller) throws AwsError {
        LogGroup group = group("UntagResource", request, caller, "tagKeys");
        request.path("tagKeys").forEach(key -> group.tags.remove(key.asText()));
        return JsonNodeFactory.instance.objectNode();
    }

    ObjectNode list(ObjectNode request, Caller caller) throws AwsError {
        LogGroup group = group("ListTagsForResource", request, caller, "none");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode tags = answer.putObject("tags");
        group.tags.forEach(tags::put);
        return answer;
    }

    private LogGroup group(String action, ObjectNode request, Caller caller, String member) throws AwsError {
        RequestMembers members = RequestMembers.of("logs:" + action, request, "resourceArn", member);
        String arn = members.text("resourceArn");
        caller.require("logs:" + action, arn);
        int start = arn.indexOf(":log-group:");
        if (start < 0 || arn.endsWith(":*")) {
            throw LogsErrors.invalid("resourceArn", arn, "Member must be the ARN of a log group");
        }
        return groups.named(arn.substring(start + ":log-group:".length()));
    }
}
