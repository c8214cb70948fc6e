package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateExpressGatewayServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteExpressGatewayServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeExpressGatewayServiceRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.PutClusterCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UntagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterSettingsRequest;
import software.amazon.awssdk.services.ecs.model.UpdateExpressGatewayServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** Every operation that the sandbox implements, with the members of its request that it acts upon. */
final class Operations {
    private final Map<String, Operation> byName = new HashMap<>();
    private final IamResources resources;

    Operations(Region region, Rollout rollout) {
        resources = new IamResources(region.arns);
        ServiceApi services = new ServiceApi(region, rollout);
        addClusters(new ClusterApi(region));
        TaskDefinitionApi taskDefinitions = new TaskDefinitionApi(region);
        addTaskDefinitions(taskDefinitions);
        addExpress(new ExpressApi(region, rollout, taskDefinitions));
        addTags(new TagApi(region));
        addServices(services, new ServiceUpdate(region, rollout, services));
        addDeployments(new DeploymentApi(region, rollout, services));
        addTasks(new TaskApi(region, rollout.life(), services));
    }

    private void addClusters(ClusterApi api) {
        add(
                CreateClusterRequest.builder(),
                api::create,
                "clusterName",
                "tags",
                "settings",
                "capacityProviders",
                "defaultCapacityProviderStrategy");
        add(UpdateClusterSettingsRequest.builder(), api::updateSettings, "cluster", "settings");
        add(
                PutClusterCapacityProvidersRequest.builder(),
                api::putCapacityProviders,
                "cluster",
                "capacityProviders",
                "defaultCapacityProviderStrategy");
        add(DeleteClusterRequest.builder(), api::delete, "cluster");
        add(DescribeClustersRequest.builder(), api::describe, "clusters", "include");
        add(ListClustersRequest.builder(), api::list, "nextToken", "maxResults");
    }

    private void addTaskDefinitions(TaskDefinitionApi api) {
        RegisterTaskDefinitionRequest.Builder register = RegisterTaskDefinitionRequest.builder();
        add(register, (Handler) api::register, every(register));
        add(DescribeTaskDefinitionRequest.builder(), api::describe, "taskDefinition", "include");
        add(DeregisterTaskDefinitionRequest.builder(), api::deregister, "taskDefinition");
        add(
                ListTaskDefinitionsRequest.builder(),
                api::list,
                "familyPrefix",
                "status",
                "sort",
                "nextToken",
                "maxResults");
    }

    private void addExpress(ExpressApi api) {
        CreateExpressGatewayServiceRequest.Builder create = CreateExpressGatewayServiceRequest.builder();
        add(create, (Handler) api::create, every(create));
        UpdateExpressGatewayServiceRequest.Builder update = UpdateExpressGatewayServiceRequest.builder();
        add(update, (Handler) api::update, every(update));
        add(DescribeExpressGatewayServiceRequest.builder(), api::describe, "serviceArn", "include");
        add(DeleteExpressGatewayServiceRequest.builder(), api::delete, "serviceArn");
    }

    private static String[] every(SdkPojo model) {
        return model.sdkFields().stream().map(f -> f.locationName()).toArray(String[]::new);
    }

    private void addTags(TagApi api) {
        add(TagResourceRequest.builder(), api::tag, "resourceArn", "tags");
        add(UntagResourceRequest.builder(), api::untag, "resourceArn", "tagKeys");
        add(ListTagsForResourceRequest.builder(), api::list, "resourceArn");
    }

    private void addServices(ServiceApi api, ServiceUpdate update) {
        add(
                CreateServiceRequest.builder(),
                (Handler) api::create,
                "cluster",
                "serviceName",
                "taskDefinition",
                "loadBalancers",
                "desiredCount",
                "clientToken",
                "launchType",
                "capacityProviderStrategy",
                "platformVersion",
                "deploymentConfiguration",
                "networkConfiguration",
                "healthCheckGracePeriodSeconds",
                "schedulingStrategy",
                "deploymentController",
                "tags",
                "enableECSManagedTags",
                "propagateTags",
                "enableExecuteCommand",
                "availabilityZoneRebalancing");
        add(
                UpdateServiceRequest.builder(),
                (Handler) update::update,
                "cluster",
                "service",
                "desiredCount",
                "taskDefinition",
                "capacityProviderStrategy",
                "deploymentConfiguration",
                "availabilityZoneRebalancing",
                "networkConfiguration",
                "platformVersion",
                "forceNewDeployment",
                "healthCheckGracePeriodSeconds",
                "enableExecuteCommand",
                "enableECSManagedTags",
                "loadBalancers",
                "propagateTags");
        add(DescribeServicesRequest.builder(), api::describe, "cluster", "services", "include");
        add(ListServicesRequest.builder(), api::list, "cluster", "nextToken", "maxResults", "launchType");
        add(DeleteServiceRequest.builder(), api::delete, "cluster", "service", "force");
    }

    private void addDeployments(DeploymentApi api) {
        add(
                ListServiceDeploymentsRequest.builder(),
                api::list,
                "service",
                "cluster",
                "status",
                "createdAt",
                "nextToken",
                "maxResults");
        add(DescribeServiceDeploymentsRequest.builder(), api::describe, "serviceDeploymentArns");
        add(DescribeServiceRevisionsRequest.builder(), api::describeRevisions, "serviceRevisionArns");
        add(StopServiceDeploymentRequest.builder(), api::stop, "serviceDeploymentArn", "stopType");
    }

    private void addTasks(TaskApi api) {
        add(
                ListTasksRequest.builder(),
                api::list,
                "cluster",
                "family",
                "nextToken",
                "maxResults",
                "startedBy",
                "serviceName",
                "desiredStatus",
                "launchType");
        add(DescribeTasksRequest.builder(), api::describe, "cluster", "tasks", "include");
        add(StopTaskRequest.builder(), api::stop, "cluster", "task", "reason");
        add(
                RunTaskRequest.builder(),
                (Handler) api::run,
                "cluster",
                "count",
                "enableECSManagedTags",
                "enableExecuteCommand",
                "group",
                "launchType",
                "networkConfiguration",
                "overrides",
                "platformVersion",
                "propagateTags",
                "startedBy",
                "tags",
                "taskDefinition",
                "clientToken");
    }

    private void add(SdkPojo model, Anonymous handler, String... implemented) {
        add(model, (request, caller) -> handler.handle(request), implemented);
    }

    private void add(SdkPojo model, Handler handler, String... implemented) {
        String requestClass = model.getClass().getEnclosingClass().getSimpleName();
        String name = requestClass.substring(0, requestClass.length() - "Request".length());
        byName.put(name, new Operation(new RequestShape(name, model, Set.of(implemented)), handler));
    }

    ObjectNode call(String name, ObjectNode request, Caller caller) throws AwsError {
        Operation operation = byName.get(name);
        if (operation == null) {
            throw EcsErrors.notImplemented("the operation ecs:" + name);
        }
        operation.shape().check(request);
        for (String resource : resources.of(name, request)) {
            caller.require("ecs:" + name, resource, resources.context(request));
        }
        // Whoever tags what it creates needs both (Developer Guide, "Tagging resources during creation").
        if (!name.equals("TagResource") && !request.path("tags").isEmpty()) {
            caller.require("ecs:TagResource", resources.tagged(name, request));
        }
        return operation.handler().handle(request, caller);
    }

    private interface Anonymous {
        ObjectNode handle(ObjectNode request) throws AwsError;
    }

    private interface Handler {
        ObjectNode handle(ObjectNode request, Caller caller) throws AwsError;
    }

    private record Operation(RequestShape shape, Handler handler) {}
}
