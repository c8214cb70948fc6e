package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** AWS::ECS::Service: there once its deployment is over and all that is wanted runs. */
record ServiceHandler(Services services) implements ResourceHandler {
    private static final Duration PATIENCE = Duration.ofHours(3);
    private static final String DEPLOYMENT = ".deployment";
    private static final String CLUSTER = ".cluster";
    private static final String SINCE = ".since";
    private static final Set<String> LISTS =
            Set.of("LoadBalancers", "CapacityProviderStrategy", "ServiceRegistries", "PlacementStrategies");

    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        ObjectNode request = (ObjectNode) Handlers.camel(properties, Set.of("Options"));
        if (!request.has("serviceName")) {
            request.put("serviceName", name.of(255));
        }
        if (!request.has("desiredCount")) {
            request.put("desiredCount", 1);
        }
        return made(services.ecs("CreateService", request).path("service"));
    }

    @Override
    public boolean exists(ObjectNode properties) throws AwsError {
        String cluster = properties.path("Cluster").asText("default");
        if (cluster.contains(Change.UNKNOWN)) {
            return false;
        }
        ObjectNode request = Services.object().put("cluster", cluster);
        request.putArray("services").add(properties.path("ServiceName"));
        JsonNode found =
                services.ecs("DescribeServices", request).path("services").path(0);
        return found.path("status").asText().equals("ACTIVE");
    }

    private Made made(JsonNode service) {
        String primary = "";
        for (JsonNode deployment : service.path("deployments")) {
            if (deployment.path("status").asText().equals("PRIMARY")) {
                primary = deployment.path("id").asText();
            }
        }
        String arn = service.path("serviceArn").asText();
        return Made.of(arn)
                .with("ServiceArn", arn)
                .with("Name", service.path("serviceName").asText())
                .with(CLUSTER, service.path("clusterArn").asText())
                .with(DEPLOYMENT, primary)
                .with(SINCE, services.sandbox().clock().instant().toString());
    }

    private JsonNode find(StackResource resource) throws AwsError {
        ObjectNode request = Services.object()
                .put("cluster", resource.attributes.path(CLUSTER).asText());
        request.putArray("services").add(resource.physicalId());
        return services.ecs("DescribeServices", request).path("services").path(0);
    }

    @Override
    public boolean isStable(StackResource resource) throws AwsError {
        JsonNode service = find(resource);
        if (!service.path("status").asText().equals("ACTIVE")) {
            throw Failures.notStabilized("Service " + resource.physicalId() + " is not active");
        }
        String mine = resource.attributes.path(DEPLOYMENT).asText();
        if (hasFailed(service, mine)) {
            throw Failures.general("Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.");
        }
        JsonNode deployments = service.path("deployments");
        boolean settled = deployments.size() == 1
                && deployments.path(0).path("rolloutState").asText("COMPLETED").equals("COMPLETED")
                && service.path("runningCount").asInt()
                        == service.path("desiredCount").asInt();
        if (!settled && isTooLong(resource)) {
            throw Failures.notStabilized("Exceeded attempts to wait");
        }
        return settled;
    }

    private boolean isTooLong(StackResource resource) {
        Instant since = Instant.parse(resource.attributes.path(SINCE).asText());
        return services.sandbox().clock().instant().isAfter(since.plus(PATIENCE));
    }

    private boolean hasFailed(JsonNode service, String mine) throws AwsError {
        for (JsonNode deployment : service.path("deployments")) {
            if (deployment.path("id").asText().equals(mine)
                    && deployment.path("rolloutState").asText().equals("FAILED")) {
                return true;
            }
        }
        String current = service.path("currentServiceDeployment").asText("");
        if (current.isEmpty()) {
            return false;
        }
        ObjectNode request = Services.object();
        request.putArray("serviceDeploymentArns").add(current);
        JsonNode record = services.ecs("DescribeServiceDeployments", request)
                .path("serviceDeployments")
                .path(0);
        boolean ofMine = record.path("targetServiceRevision")
                .path("arn")
                .asText()
                .endsWith("/" + mine.replaceFirst("ecs-svc/", ""));
        return ofMine && record.path("status").asText().startsWith("ROLLBACK");
    }

    @Override
    public Made update(StackResource resource, ObjectNode wanted) throws AwsError {
        Set<String> changed = Properties.changed(resource.properties, wanted);
        changed.remove("Tags");
        ObjectNode request = (ObjectNode) Handlers.camel(Handlers.only(wanted, changed), Set.of("Options"));
        for (String name : changed) {
            if (!wanted.has(name) && LISTS.contains(name)) {
                request.putArray(Character.toLowerCase(name.charAt(0)) + name.substring(1));
            }
        }
        if (changed.contains("HealthCheckGracePeriodSeconds") && !wanted.has("HealthCheckGracePeriodSeconds")) {
            request.put("healthCheckGracePeriodSeconds", 0);
        }
        new EcsTags(services).change(resource.physicalId(), resource.properties, wanted);
        if (request.isEmpty()) {
            return new Made(resource.physicalId(), resource.attributes);
        }
        request.put("cluster", resource.attributes.path(CLUSTER).asText()).put("service", resource.physicalId());
        return made(services.ecs("UpdateService", request).path("service"));
    }

    @Override
    public void delete(StackResource resource) throws AwsError {
        String status = find(resource).path("status").asText("INACTIVE");
        if (List.of("INACTIVE", "DRAINING").contains(status)) {
            return;
        }
        services.ecs(
                "DeleteService",
                Services.object()
                        .put("cluster", resource.attributes.path(CLUSTER).asText())
                        .put("service", resource.physicalId())
                        .put("force", true));
    }

    @Override
    public boolean isGone(StackResource resource) throws AwsError {
        return find(resource).path("status").asText("INACTIVE").equals("INACTIVE");
    }

    @Override
    public Optional<ObjectNode> read(StackResource resource) throws AwsError {
        JsonNode service = find(resource);
        if (!service.path("status").asText("INACTIVE").equals("ACTIVE")) {
            return Optional.empty();
        }
        ObjectNode actual = Services.object();
        actual.set("TaskDefinition", service.path("taskDefinition"));
        actual.set("DesiredCount", service.path("desiredCount"));
        actual.set("EnableExecuteCommand", service.path("enableExecuteCommand"));
        return Optional.of(actual);
    }
}
