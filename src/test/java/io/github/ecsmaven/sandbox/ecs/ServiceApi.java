package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations on services, but for UpdateService. */
final class ServiceApi {
    private static final int MOST_DESCRIBED = 10;

    private final Region region;
    private final Rollout rollout;
    private final ServiceJson json;

    ServiceApi(Region region, Rollout rollout) {
        this.region = region;
        this.rollout = rollout;
        this.json = new ServiceJson(region);
    }

    ObjectNode create(ObjectNode request, Caller caller) throws AwsError {
        ServiceRules.checkNew(request);
        Cluster cluster = region.cluster(Wire.text(request, "cluster"));
        String name = request.get("serviceName").asText();
        refuseSecond(cluster.services.get(name));
        if (cluster.status.equals("INACTIVE")) {
            throw EcsErrors.clusterNotFound();
        }
        NetworkRules.check(region.vpc, request);
        CapacityProviders.choose(cluster, request);
        ObjectNode settings = ServiceSettings.of(request);
        Optional<TaskDefinition> definition = wanted(request, settings);
        if (definition.isPresent()) {
            definition.get().requirePassedRoles(caller);
        }
        Service service = new Service(
                cluster,
                name,
                region.arns.service(cluster.name, name),
                region.now(),
                caller.arn(),
                ResourceTags.of(request.path("tags")),
                settings);
        service.desiredCount = request.get("desiredCount").asInt();
        service.taskDefinition = definition.orElse(null);
        cluster.services.put(name, service);
        if (service.isDeployedByEcs() && definition.isPresent()) {
            rollout.deploy(service, definition.get(), ServiceSettings.launch(service.settings, definition.get()));
        }
        return answer(service);
    }

    private static void refuseSecond(@Nullable Service existing) throws AwsError {
        if (existing != null && existing.isActive()) {
            throw EcsErrors.invalidParameter("Creation of service was not idempotent.");
        }
        if (existing != null && existing.isDraining()) {
            throw EcsErrors.invalidParameter("Unable to Start a service that is still Draining.");
        }
    }

    private Optional<TaskDefinition> wanted(ObjectNode request, ObjectNode settings) throws AwsError {
        boolean external =
                settings.path("deploymentController").path("type").asText("ECS").equals("EXTERNAL");
        Optional<String> reference = Wire.text(request, "taskDefinition");
        if (external && reference.isEmpty()) {
            return Optional.empty();
        }
        TaskDefinition definition = region.activeTaskDefinition(
                reference.orElseThrow(() -> EcsErrors.invalidParameter("TaskDefinition can not be blank.")));
        ServiceRules.checkFit(settings, definition);
        TargetGroupRules.check(region.targetGroups, settings.path("loadBalancers"), definition);
        return Optional.of(definition);
    }

    ObjectNode answer(Service service) {
        ObjectNode answer = Wire.object();
        answer.set("service", json.of(service, List.of("TAGS")));
        return answer;
    }

    /** The service named in a request, whatever its state. */
    Service find(ObjectNode request, String member) throws AwsError {
        Cluster cluster = region.cluster(Wire.text(request, "cluster"));
        String name =
                Wire.text(request, member).orElseThrow(() -> EcsErrors.invalidParameter("Service cannot be empty."));
        return find(cluster, name).orElseThrow(EcsErrors::serviceNotFound);
    }

    private Optional<Service> find(Cluster cluster, String nameOrArn) {
        boolean elsewhere = nameOrArn.startsWith("arn:")
                && !nameOrArn.equals(region.arns.service(cluster.name, Arns.name(nameOrArn)));
        return elsewhere ? Optional.empty() : Optional.ofNullable(cluster.services.get(Arns.name(nameOrArn)));
    }

    ObjectNode describe(ObjectNode request) throws AwsError {
        Cluster cluster = region.cluster(Wire.text(request, "cluster"));
        List<String> wanted = Wire.list(request, "services");
        if (wanted.isEmpty()) {
            throw EcsErrors.invalidParameter("Services cannot be empty.");
        }
        if (wanted.size() > MOST_DESCRIBED) {
            throw EcsErrors.invalidParameter("Services cannot have more than " + MOST_DESCRIBED + " elements.");
        }
        List<String> include = Enumerated.all(request, "include", Set.of("TAGS"));
        ObjectNode answer = Wire.object();
        ArrayNode services = answer.putArray("services");
        ArrayNode failures = answer.putArray("failures");
        for (String nameOrArn : wanted) {
            find(cluster, nameOrArn)
                    .ifPresentOrElse(
                            service -> services.add(json.of(service, include)),
                            () -> failures.add(
                                    Wire.failure(region.arns.service(cluster.name, Arns.name(nameOrArn)), "MISSING")));
        }
        return answer;
    }

    ObjectNode list(ObjectNode request) throws AwsError {
        Cluster cluster = region.cluster(Wire.text(request, "cluster"));
        Optional<String> launchType = Wire.text(request, "launchType");
        List<TextNode> arns = cluster.services.values().stream()
                .filter(Service::isActive)
                .filter(service -> launchType.map(service.launchType()::equals).orElse(true))
                .map(service -> TextNode.valueOf(service.arn))
                .toList();
        return Page.answer(request, "serviceArns", arns, 10);
    }

    /** Something outside the scheduler changed one of its tasks. */
    void changed(Service service) {
        rollout.reconcile(service);
    }

    ObjectNode delete(ObjectNode request) throws AwsError {
        Service service = find(request, "service");
        if (!service.isActive()) {
            throw EcsErrors.serviceNotActive();
        }
        if (service.express != null) {
            throw EcsErrors.notImplemented("DeleteService of an Express service");
        }
        if (service.desiredCount > 0 && !request.path("force").asBoolean(false)) {
            throw EcsErrors.invalidParameter("The service cannot be stopped while it is scaled above 0.");
        }
        service.status = "DRAINING";
        service.desiredCount = 0;
        rollout.reconcile(service);
        return answer(service);
    }
}
