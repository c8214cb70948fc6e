package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Optional;
import java.util.Set;

/** AWS::Logs::LogGroup. */
record LogGroupHandler(Services services) implements ResourceHandler {
    private static final Set<String> IMPLEMENTED = Set.of("LogGroupName", "RetentionInDays", "Tags", "LogGroupClass");

    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        refuseOthers(properties);
        String group = Handlers.text(properties, "LogGroupName", () -> name.of(512));
        ObjectNode request = Services.object().put("logGroupName", group);
        if (properties.has("LogGroupClass")) {
            request.set("logGroupClass", properties.get("LogGroupClass"));
        }
        if (!properties.path("Tags").isEmpty()) {
            request.set("tags", tags(properties));
        }
        try {
            services.logs("CreateLogGroup", request);
        } catch (AwsError e) {
            throw e.code().equals("ResourceAlreadyExistsException")
                    ? Failures.alreadyExists(ResourceType.of("AWS::Logs::LogGroup"), group)
                    : e;
        }
        retain(group, properties);
        return Made.of(group).with("Arn", find(group).orElseThrow().path("arn").asText());
    }

    @Override
    public boolean exists(ObjectNode properties) throws AwsError {
        return find(properties.path("LogGroupName").asText()).isPresent();
    }

    private static void refuseOthers(ObjectNode properties) throws AwsError {
        for (var property : properties.properties()) {
            if (!IMPLEMENTED.contains(property.getKey())) {
                throw AwsError.notImplemented("the property " + property.getKey() + " of AWS::Logs::LogGroup");
            }
        }
    }

    private static ObjectNode tags(ObjectNode properties) {
        ObjectNode tags = Services.object();
        properties.path("Tags").forEach(tag -> tags.set(tag.path("Key").asText(), tag.path("Value")));
        return tags;
    }

    private void retain(String group, ObjectNode properties) throws AwsError {
        ObjectNode request = Services.object().put("logGroupName", group);
        if (properties.has("RetentionInDays")) {
            services.logs(
                    "PutRetentionPolicy",
                    request.put(
                            "retentionInDays",
                            properties.path("RetentionInDays").asInt()));
        }
    }

    private Optional<JsonNode> find(String group) throws AwsError {
        ObjectNode request = Services.object().put("logGroupNamePrefix", group);
        for (JsonNode found : services.logs("DescribeLogGroups", request).path("logGroups")) {
            if (found.path("logGroupName").asText().equals(group)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    @Override
    public Made update(StackResource resource, ObjectNode wanted) throws AwsError {
        refuseOthers(wanted);
        String group = resource.physicalId();
        Set<String> changed = Properties.changed(resource.properties, wanted);
        if (changed.contains("RetentionInDays")) {
            if (!wanted.has("RetentionInDays")) {
                services.logs("DeleteRetentionPolicy", Services.object().put("logGroupName", group));
            }
            retain(group, wanted);
        }
        if (changed.contains("LogGroupClass")) {
            throw AwsError.notImplemented("another class of a log group");
        }
        String arn = resource.attributes.path("Arn").asText().replaceFirst(":\\*$", "");
        ArrayNode dropped = Handlers.droppedTags(resource.properties, wanted);
        if (!dropped.isEmpty()) {
            services.logs(
                    "UntagResource", Services.object().put("resourceArn", arn).set("tagKeys", dropped));
        }
        if (changed.contains("Tags") && !wanted.path("Tags").isEmpty()) {
            services.logs(
                    "TagResource", Services.object().put("resourceArn", arn).set("tags", tags(wanted)));
        }
        return new Made(group, resource.attributes);
    }

    @Override
    public void delete(StackResource resource) throws AwsError {
        services.logs("DeleteLogGroup", Services.object().put("logGroupName", resource.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(StackResource resource) throws AwsError {
        return find(resource.physicalId()).map(found -> {
            ObjectNode actual = Services.object().put("LogGroupName", resource.physicalId());
            if (found.has("retentionInDays")) {
                actual.set("RetentionInDays", found.get("retentionInDays"));
            } else {
                actual.putNull("RetentionInDays");
            }
            return actual;
        });
    }
}
