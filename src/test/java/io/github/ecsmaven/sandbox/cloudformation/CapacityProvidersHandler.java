package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Optional;
import java.util.Set;

/** AWS::ECS::ClusterCapacityProviderAssociations. */
record CapacityProvidersHandler(Services services) implements ResourceHandler {
    static ObjectNode request(String cluster, ObjectNode properties) {
        ObjectNode request = Services.object().put("cluster", cluster);
        request.set("capacityProviders", list(properties, "CapacityProviders"));
        request.set(
                "defaultCapacityProviderStrategy",
                Handlers.camel(list(properties, "DefaultCapacityProviderStrategy"), Set.of()));
        return request;
    }

    private static JsonNode list(ObjectNode properties, String name) {
        return properties.has(name) ? properties.get(name) : JsonNodeFactory.instance.arrayNode();
    }

    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        String cluster = properties.path("Cluster").asText();
        services.ecs("PutClusterCapacityProviders", request(cluster, properties));
        return Made.of(cluster);
    }

    @Override
    public Made update(StackResource resource, ObjectNode wanted) throws AwsError {
        return create(wanted, new PhysicalName("", ""));
    }

    @Override
    public void delete(StackResource resource) throws AwsError {
        services.ecs("PutClusterCapacityProviders", request(resource.physicalId(), Services.object()));
    }

    @Override
    public Optional<ObjectNode> read(StackResource resource) throws AwsError {
        ObjectNode request = Services.object();
        request.putArray("clusters").add(resource.physicalId());
        JsonNode found =
                services.ecs("DescribeClusters", request).path("clusters").path(0);
        if (found.isMissingNode()) {
            return Optional.empty();
        }
        ObjectNode actual = Services.object();
        actual.set("CapacityProviders", found.path("capacityProviders"));
        return Optional.of(actual);
    }
}
