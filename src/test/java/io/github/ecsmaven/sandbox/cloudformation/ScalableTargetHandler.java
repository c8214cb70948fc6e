package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Optional;
import java.util.Set;

/** AWS::ApplicationAutoScaling::ScalableTarget. */
record ScalableTargetHandler(Services services) implements ResourceHandler {
    private static final Set<String> IDENTITY = Set.of("ResourceId", "ScalableDimension", "ServiceNamespace");

    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        register(properties);
        String id = properties.path("ResourceId").asText() + "|"
                + properties.path("ScalableDimension").asText() + "|"
                + properties.path("ServiceNamespace").asText();
        return Made.of(id).with("Id", id);
    }

    private void register(ObjectNode properties) throws AwsError {
        ObjectNode request = Handlers.without(properties, "Tags", "RoleARN");
        if (properties.has("ScheduledActions")) {
            throw AwsError.notImplemented("scheduled actions of scalable targets");
        }
        if (!properties.path("Tags").isEmpty()) {
            ObjectNode tags = request.putObject("Tags");
            properties.path("Tags").forEach(tag -> tags.set(tag.path("Key").asText(), tag.path("Value")));
        }
        if (properties.has("RoleARN")) {
            request.set("RoleARN", properties.get("RoleARN"));
        }
        services.scaling("RegisterScalableTarget", request);
    }

    @Override
    public Made update(StackResource resource, ObjectNode wanted) throws AwsError {
        register(Handlers.without(wanted, "Tags"));
        return new Made(resource.physicalId(), resource.attributes);
    }

    @Override
    public void delete(StackResource resource) throws AwsError {
        services.scaling("DeregisterScalableTarget", Handlers.only(resource.properties, IDENTITY));
    }

    @Override
    public Optional<ObjectNode> read(StackResource resource) throws AwsError {
        ObjectNode request = Handlers.only(resource.properties, Set.of("ScalableDimension", "ServiceNamespace"));
        request.putArray("ResourceIds").add(resource.properties.path("ResourceId"));
        JsonNode found = services.scaling("DescribeScalableTargets", request)
                .path("ScalableTargets")
                .path(0);
        if (found.isMissingNode()) {
            return Optional.empty();
        }
        ObjectNode actual = Services.object();
        actual.set("MinCapacity", found.path("MinCapacity"));
        actual.set("MaxCapacity", found.path("MaxCapacity"));
        return Optional.of(actual);
    }
}
