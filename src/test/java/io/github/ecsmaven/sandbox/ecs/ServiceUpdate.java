package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** UpdateService: what it changes, and whether that starts a deployment (aws.md 2.2, from the SDK's javadoc). */
final class ServiceUpdate {
    /** Their mere presence starts a deployment; the task definition does when it is another one. */
    private static final List<String> STARTERS = List.of("networkConfiguration", "platformVersion", "loadBalancers");

    private final Region region;
    private final Rollout rollout;
    private final ServiceApi services;

    ServiceUpdate(Region region, Rollout rollout, ServiceApi services) {
        this.region = region;
        this.rollout = rollout;
        this.services = services;
    }

    ObjectNode update(ObjectNode request, Caller caller) throws AwsError {
        Service service = services.find(request, "service");
        if (!service.isActive()) {
            throw EcsErrors.serviceNotActive();
        }
        ServiceRules.checkCommon(request);
        NetworkRules.check(region.vpc, request);
        if (!service.isDeployedByEcs()) {
            refuseDeployment(service, request);
        }
        if (service.express != null) {
            refuseManaged(request);
        }
        CapacityProviders.change(service, request);
        TaskDefinition definition = wanted(service, request);
        if (definition != null) {
            definition.requirePassedRoles(caller);
        }
        ObjectNode settings = ServiceSettings.merge(service.settings, request);
        if (definition != null) {
            ServiceRules.checkFit(settings, definition);
            TargetGroupRules.check(region.targetGroups, request.path("loadBalancers"), definition);
        }
        if (settings.path("deploymentConfiguration")
                .path("alarms")
                .path("enable")
                .asBoolean()) {
            throw EcsErrors.notImplemented("deployments that heed alarms");
        }
        service.settings.setAll(settings);
        service.desiredCount = request.path("desiredCount").asInt(service.desiredCount);
        if (definition != null && startsDeployment(service, definition, request)) {
            rollout.deploy(service, definition, ServiceSettings.launch(service.settings, definition));
        } else {
            rollout.reconcile(service);
        }
        return services.answer(service);
    }

    /** What ECS manages of an Express service (kayac/ecspresso#902; the API reference does not say). */
    private static void refuseManaged(ObjectNode request) throws AwsError {
        for (String member : List.of("loadBalancers", "deploymentConfiguration")) {
            if (request.hasNonNull(member)) {
                throw EcsErrors.invalidParameter("Cannot update " + member + " of a service that ECS manages.");
            }
        }
    }

    private static void refuseDeployment(Service service, ObjectNode request) throws AwsError {
        if (request.hasNonNull("taskDefinition")) {
            String how = service.controller().equals("CODE_DEPLOY")
                    ? "Use AWS CodeDeploy to trigger a new deployment."
                    : "Use CreateTaskSet to trigger a new deployment.";
            throw EcsErrors.invalidParameter("Unable to update task definition on services with a "
                    + service.controller() + " deployment controller. " + how);
        }
        if (request.path("forceNewDeployment").asBoolean(false)) {
            throw EcsErrors.invalidParameter("Cannot force a new deployment on services with a " + service.controller()
                    + " deployment controller.");
        }
        for (String starter : STARTERS) {
            if (request.hasNonNull(starter)) {
                throw EcsErrors.invalidParameter("Cannot update " + starter + " on services with a "
                        + service.controller() + " deployment controller.");
            }
        }
    }

    private @Nullable TaskDefinition wanted(Service service, ObjectNode request) throws AwsError {
        Optional<String> reference = Wire.text(request, "taskDefinition");
        return reference.isPresent() ? region.activeTaskDefinition(reference.get()) : service.taskDefinition;
    }

    private static boolean startsDeployment(Service service, TaskDefinition definition, ObjectNode request) {
        return service.isDeployedByEcs()
                && (definition != service.taskDefinition
                        || request.path("forceNewDeployment").asBoolean(false)
                        || STARTERS.stream().anyMatch(request::hasNonNull));
    }
}
