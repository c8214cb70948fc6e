package io.github.ecsmaven.ecs;

import io.github.ecsmaven.aws.QuickCalls;
import io.github.ecsmaven.aws.QuickClient;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CreateExpressGatewayServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateExpressGatewayServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeleteExpressGatewayServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteExpressGatewayServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeExpressGatewayServiceRequest;
import software.amazon.awssdk.services.ecs.model.DescribeExpressGatewayServiceResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentResponse;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceResponse;
import software.amazon.awssdk.services.ecs.model.UpdateExpressGatewayServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateExpressGatewayServiceResponse;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/**
 * Amazon ECS as the plugin uses it: the reads of a run that changes nothing are quick, and the SDK's client is made when something else is
 * asked, or one of them has no good answer. From then on it answers everything.
 */
final class QuickEcs implements EcsClient {
    private static final QuickCalls.Api API = new QuickCalls.Api("ecs", "ecs", "AmazonEC2ContainerServiceV20141113");

    private final QuickClient<EcsClient> client;

    /**
     * @param clients makes the SDK's client
     * @param region where the service is asked
     */
    QuickEcs(Supplier<EcsClient> clients, QuickCalls calls, Supplier<String> region) {
        this.client = new QuickClient<>(clients, calls, API, region);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** The session closes the SDK's client. */
    @Override
    public void close() {}

    @Override
    public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
        return client.read("DescribeServices", request, DescribeServicesResponse::builder)
                .map(DescribeServicesResponse.Builder::build)
                .orElseGet(() -> client.sdk().describeServices(request));
    }

    @Override
    public DescribeTaskDefinitionResponse describeTaskDefinition(DescribeTaskDefinitionRequest request) {
        return client.read("DescribeTaskDefinition", request, DescribeTaskDefinitionResponse::builder)
                .map(DescribeTaskDefinitionResponse.Builder::build)
                .orElseGet(() -> client.sdk().describeTaskDefinition(request));
    }

    @Override
    public ListServiceDeploymentsResponse listServiceDeployments(ListServiceDeploymentsRequest request) {
        return client.read("ListServiceDeployments", request, ListServiceDeploymentsResponse::builder)
                .map(ListServiceDeploymentsResponse.Builder::build)
                .orElseGet(() -> client.sdk().listServiceDeployments(request));
    }

    @Override
    public DeregisterTaskDefinitionResponse deregisterTaskDefinition(DeregisterTaskDefinitionRequest request) {
        return client.sdk().deregisterTaskDefinition(request);
    }

    @Override
    public DescribeClustersResponse describeClusters(DescribeClustersRequest request) {
        return client.sdk().describeClusters(request);
    }

    @Override
    public DescribeServiceDeploymentsResponse describeServiceDeployments(DescribeServiceDeploymentsRequest request) {
        return client.sdk().describeServiceDeployments(request);
    }

    @Override
    public DescribeServiceRevisionsResponse describeServiceRevisions(DescribeServiceRevisionsRequest request) {
        return client.sdk().describeServiceRevisions(request);
    }

    @Override
    public DescribeTasksResponse describeTasks(DescribeTasksRequest request) {
        return client.sdk().describeTasks(request);
    }

    @Override
    public ListClustersResponse listClusters(ListClustersRequest request) {
        return client.sdk().listClusters(request);
    }

    @Override
    public ListServicesResponse listServices(ListServicesRequest request) {
        return client.sdk().listServices(request);
    }

    @Override
    public ListTaskDefinitionsResponse listTaskDefinitions(ListTaskDefinitionsRequest request) {
        return client.sdk().listTaskDefinitions(request);
    }

    @Override
    public ListTasksResponse listTasks(ListTasksRequest request) {
        return client.sdk().listTasks(request);
    }

    @Override
    public RegisterTaskDefinitionResponse registerTaskDefinition(RegisterTaskDefinitionRequest request) {
        return client.sdk().registerTaskDefinition(request);
    }

    @Override
    public RunTaskResponse runTask(RunTaskRequest request) {
        return client.sdk().runTask(request);
    }

    @Override
    public StopServiceDeploymentResponse stopServiceDeployment(StopServiceDeploymentRequest request) {
        return client.sdk().stopServiceDeployment(request);
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        return client.sdk().tagResource(request);
    }

    @Override
    public UpdateServiceResponse updateService(UpdateServiceRequest request) {
        return client.sdk().updateService(request);
    }

    @Override
    public CreateExpressGatewayServiceResponse createExpressGatewayService(CreateExpressGatewayServiceRequest request) {
        return client.sdk().createExpressGatewayService(request);
    }

    @Override
    public DeleteExpressGatewayServiceResponse deleteExpressGatewayService(DeleteExpressGatewayServiceRequest request) {
        return client.sdk().deleteExpressGatewayService(request);
    }

    @Override
    public DescribeExpressGatewayServiceResponse describeExpressGatewayService(
            DescribeExpressGatewayServiceRequest request) {
        return client.read("DescribeExpressGatewayService", request, DescribeExpressGatewayServiceResponse::builder)
                .map(DescribeExpressGatewayServiceResponse.Builder::build)
                .orElseGet(() -> client.sdk().describeExpressGatewayService(request));
    }

    @Override
    public UpdateExpressGatewayServiceResponse updateExpressGatewayService(UpdateExpressGatewayServiceRequest request) {
        return client.sdk().updateExpressGatewayService(request);
    }
}
