package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Set;

/** Tags of ECS's resources, which are changed by ARN. */
record EcsTags(Services services) {
    void change(String arn, ObjectNode before, ObjectNode after) throws AwsError {
        if (Handlers.sameTags(before, after)) {
            return;
        }
        ArrayNode dropped = Handlers.droppedTags(before, after);
        if (!dropped.isEmpty()) {
            services.ecs(
                    "UntagResource", Services.object().put("resourceArn", arn).set("tagKeys", dropped));
        }
        JsonNode tags = Handlers.camel(after.path("Tags"), Set.of());
        if (!tags.isEmpty()) {
            services.ecs(
                    "TagResource", Services.object().put("resourceArn", arn).set("tags", tags));
        }
    }
}
