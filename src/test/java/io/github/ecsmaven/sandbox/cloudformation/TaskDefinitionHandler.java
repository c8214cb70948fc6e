package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Optional;
import java.util.Set;

/** AWS::ECS::TaskDefinition: each change is a revision of its own, and the old one is deregistered. */
record TaskDefinitionHandler(Services services) implements ResourceHandler {
    private static final Set<String> MAPS = Set.of("Options", "DockerLabels", "DriverOpts", "Labels");

    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        ObjectNode request = (ObjectNode) Handlers.camel(properties, MAPS);
        if (!request.has("family")) {
            request.put("family", name.joined(255));
        }
        if (request.path("tags").isEmpty()) {
            request.remove("tags");
        }
        String arn = services.ecs("RegisterTaskDefinition", request)
                .path("taskDefinition")
                .path("taskDefinitionArn")
                .asText();
        return Made.of(arn).with("TaskDefinitionArn", arn);
    }

    @Override
    public Made update(StackResource resource, ObjectNode wanted) throws AwsError {
        new EcsTags(services).change(resource.physicalId(), resource.properties, wanted);
        return new Made(resource.physicalId(), resource.attributes);
    }

    @Override
    public void delete(StackResource resource) throws AwsError {
        services.ecs("DeregisterTaskDefinition", Services.object().put("taskDefinition", resource.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(StackResource resource) throws AwsError {
        ObjectNode found = (ObjectNode)
                services.ecs("DescribeTaskDefinition", Services.object().put("taskDefinition", resource.physicalId()))
                        .path("taskDefinition");
        if (!found.path("status").asText().equals("ACTIVE")) {
            return Optional.empty();
        }
        return Optional.of(Services.object().put("Family", found.path("family").asText()));
    }
}
