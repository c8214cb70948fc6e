package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Optional;
import java.util.Set;

/** AWS::ECS::Cluster. */
record ClusterHandler(Services services) implements ResourceHandler {
    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        String cluster = Handlers.text(properties, "ClusterName", () -> name.of(255));
        if (find(cluster).isPresent()) {
            throw Failures.alreadyExists(ResourceType.of("AWS::ECS::Cluster"), cluster);
        }
        ObjectNode request = request(Handlers.without(properties, "ClusterName"));
        services.ecs("CreateCluster", request.put("clusterName", cluster));
        return made(cluster);
    }

    @Override
    public boolean exists(ObjectNode properties) throws AwsError {
        return find(properties.path("ClusterName").asText()).isPresent();
    }

    private static ObjectNode request(ObjectNode properties) {
        ObjectNode request = (ObjectNode) Handlers.camel(properties, Set.of());
        if (request.has("clusterSettings")) {
            request.set("settings", request.remove("clusterSettings"));
        }
        return request;
    }

    private Made made(String cluster) throws AwsError {
        return Made.of(cluster)
                .with("Arn", find(cluster).orElseThrow().path("clusterArn").asText());
    }

    private Optional<JsonNode> find(String cluster) throws AwsError {
        ObjectNode request = Services.object();
        request.putArray("clusters").add(cluster);
        request.putArray("include").add("TAGS").add("SETTINGS");
        JsonNode found =
                services.ecs("DescribeClusters", request).path("clusters").path(0);
        return Optional.of(found)
                .filter(it -> it.path("status").asText("INACTIVE").equals("ACTIVE"));
    }

    @Override
    public Made update(StackResource resource, ObjectNode wanted) throws AwsError {
        Set<String> changed = Properties.changed(resource.properties, wanted);
        if (changed.contains("ClusterSettings")) {
            ObjectNode request = Services.object().put("cluster", resource.physicalId());
            request.set("settings", Handlers.camel(wanted.path("ClusterSettings"), Set.of()));
            services.ecs("UpdateClusterSettings", request);
        }
        if (changed.contains("CapacityProviders") || changed.contains("DefaultCapacityProviderStrategy")) {
            services.ecs(
                    "PutClusterCapacityProviders", CapacityProvidersHandler.request(resource.physicalId(), wanted));
        }
        new EcsTags(services).change(resource.attributes.path("Arn").asText(), resource.properties, wanted);
        return new Made(resource.physicalId(), resource.attributes);
    }

    @Override
    public void delete(StackResource resource) throws AwsError {
        services.ecs("DeleteCluster", Services.object().put("cluster", resource.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(StackResource resource) throws AwsError {
        Optional<JsonNode> found = find(resource.physicalId());
        return found.map(cluster -> {
            ObjectNode actual = Services.object().put("ClusterName", resource.physicalId());
            if (resource.properties.has("ClusterSettings")) {
                actual.set("ClusterSettings", Pascal.of(cluster.path("settings")));
            }
            return actual;
        });
    }
}
