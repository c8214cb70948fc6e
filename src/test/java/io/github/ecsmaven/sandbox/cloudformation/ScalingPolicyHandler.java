package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Optional;
import java.util.Set;

/** AWS::ApplicationAutoScaling::ScalingPolicy, of a target named by its id or by what makes it up. */
record ScalingPolicyHandler(Services services) implements ResourceHandler {
    private static final Set<String> IDENTITY =
            Set.of("PolicyName", "ResourceId", "ScalableDimension", "ServiceNamespace");

    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        String arn = put(properties);
        return Made.of(arn).with("Arn", arn);
    }

    private String put(ObjectNode properties) throws AwsError {
        return services.scaling("PutScalingPolicy", request(properties))
                .path("PolicyARN")
                .asText();
    }

    private static ObjectNode request(ObjectNode properties) {
        ObjectNode request = Handlers.without(properties, "ScalingTargetId");
        if (properties.has("ScalingTargetId")) {
            String[] parts = properties.path("ScalingTargetId").asText().split("\\|", 3);
            request.put("ResourceId", parts[0]);
            request.put("ScalableDimension", parts.length > 1 ? parts[1] : "");
            request.put("ServiceNamespace", parts.length > 2 ? parts[2] : "");
        }
        return request;
    }

    @Override
    public Made update(StackResource resource, ObjectNode wanted) throws AwsError {
        put(wanted);
        return new Made(resource.physicalId(), resource.attributes);
    }

    @Override
    public void delete(StackResource resource) throws AwsError {
        services.scaling("DeleteScalingPolicy", Handlers.only(request(resource.properties), IDENTITY));
    }

    @Override
    public Optional<ObjectNode> read(StackResource resource) throws AwsError {
        ObjectNode own = request(resource.properties);
        ObjectNode request = Handlers.only(own, Set.of("ResourceId", "ScalableDimension", "ServiceNamespace"));
        request.putArray("PolicyNames").add(own.path("PolicyName"));
        JsonNode found = services.scaling("DescribeScalingPolicies", request)
                .path("ScalingPolicies")
                .path(0);
        if (found.isMissingNode()) {
            return Optional.empty();
        }
        ObjectNode actual = Services.object();
        actual.set("PolicyType", found.path("PolicyType"));
        return Optional.of(actual);
    }
}
