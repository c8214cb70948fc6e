package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;

/** Tags of Elastic Load Balancing's resources. */
record ElbTags(Services services) {
    void change(String arn, ObjectNode before, ObjectNode after) throws AwsError {
        ArrayNode dropped = Handlers.droppedTags(before, after);
        ObjectNode request = Services.object();
        request.putArray("ResourceArns").add(arn);
        if (!dropped.isEmpty()) {
            services.elb("RemoveTags", (ObjectNode) request.deepCopy().set("TagKeys", dropped));
        }
        if (!Handlers.sameTags(before, after) && !after.path("Tags").isEmpty()) {
            services.elb("AddTags", (ObjectNode) request.set("Tags", after.path("Tags")));
        }
    }
}
