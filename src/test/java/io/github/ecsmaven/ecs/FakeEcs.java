package io.github.ecsmaven.ecs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Compatibility;
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
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/** The API of that world: an operation that it does not know fails, as the SDK's interface does. */
final class FakeEcs extends EcsWorld implements EcsClient {
    /** A service that has run a revision of family shop since yesterday. */
    static FakeEcs running(RegisterTaskDefinitionRequest definition) {
        FakeEcs ecs = new FakeEcs();
        String arn = ecs.register(definition);
        ecs.service = Service.builder()
                .serviceName("shop")
                .serviceArn(HERE + "service/prod/shop")
                .clusterArn(HERE + "cluster/prod")
                .status("ACTIVE")
                .desiredCount(2)
                .runningCount(2)
                .pendingCount(0)
                .launchType(LaunchType.FARGATE)
                .taskDefinition(arn)
                .deploymentConfiguration(configuration -> configuration.deploymentCircuitBreaker(
                        breaker -> breaker.enable(true).rollback(true)))
                .build();
        ecs.begin(arn, TestClock.START.minus(Duration.ofDays(1)));
        ecs.succeed();
        return ecs;
    }

    static RegisterTaskDefinitionRequest shop(String image) {
        return RegisterTaskDefinitionRequest.builder()
                .family("shop")
                .networkMode(NetworkMode.AWSVPC)
                .requiresCompatibilities(Compatibility.FARGATE)
                .cpu("256")
                .memory("512")
                .executionRoleArn("arn:aws:iam::123456789012:role/shop-execution")
                .containerDefinitions(container -> container
                        .name("app")
                        .image(image)
                        .essential(true)
                        .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                                .options(Map.of("awslogs-group", "/ecs/shop", "awslogs-stream-prefix", "app"))))
                .build();
    }

    static SdkException error(String code, String message) {
        return EcsException.builder()
                .statusCode(400)
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    @Override
    public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
        called("DescribeServices");
        if (!request.cluster().equals("prod")) {
            throw ClusterNotFoundException.builder()
                    .message("Cluster not found.")
                    .build();
        }
        boolean known = service != null && request.services().contains("shop");
        return known
                ? DescribeServicesResponse.builder().services(shown()).build()
                : DescribeServicesResponse.builder()
                        .failures(failure -> failure.reason("MISSING"))
                        .build();
    }

    private Service shown() {
        Service stale = shownInstead;
        shownInstead = null;
        return stale == null ? service : stale;
    }

    @Override
    public DescribeTaskDefinitionResponse describeTaskDefinition(DescribeTaskDefinitionRequest request) {
        called("DescribeTaskDefinition");
        String name = request.taskDefinition();
        String arn = registered.keySet().stream()
                .filter(it -> it.equals(name)
                        || it.endsWith("/" + name)
                        || (it.contains("/" + name + ":") && !inactive.contains(it)))
                .reduce((first, later) -> later)
                .orElseThrow(() -> ClientException.builder()
                        .message("Unable to describe task definition.")
                        .build());
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(shown(arn))
                .tags(
                        request.include().contains(TaskDefinitionField.TAGS)
                                ? registered.get(arn).tags()
                                : List.of())
                .build();
    }

    private TaskDefinition shown(String arn) {
        RegisterTaskDefinitionRequest definition = registered.get(arn);
        TaskDefinition.Builder shown = TaskDefinition.builder();
        definition.sdkFields().forEach(field -> shown.sdkFields().stream()
                .filter(it -> it.locationName().equals(field.locationName()))
                .forEach(it -> it.set(shown, field.getValueOrDefault(definition))));
        return filledIn.apply(shown.taskDefinitionArn(arn)
                .status(inactive.contains(arn) ? TaskDefinitionStatus.INACTIVE : TaskDefinitionStatus.ACTIVE)
                .build());
    }

    @Override
    public RegisterTaskDefinitionResponse registerTaskDefinition(RegisterTaskDefinitionRequest request) {
        called("RegisterTaskDefinition");
        String arn = register(request);
        return RegisterTaskDefinitionResponse.builder()
                .taskDefinition(shown(arn))
                .build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        called("TagResource");
        registered.computeIfPresent(request.resourceArn(), (arn, definition) -> {
            List<Tag> tags = new ArrayList<>(definition.tags());
            tags.addAll(request.tags());
            return definition.toBuilder().tags(tags).build();
        });
        return TagResourceResponse.builder().build();
    }

    @Override
    public UpdateServiceResponse updateService(UpdateServiceRequest request) {
        called("UpdateService");
        updates.add(request);
        shownInstead = slowToShow ? service : null;
        if (request.desiredCount() != null) {
            change(it -> it.desiredCount(request.desiredCount()));
        }
        boolean another =
                request.taskDefinition() != null && !request.taskDefinition().equals(service.taskDefinition());
        if (another || Boolean.TRUE.equals(request.forceNewDeployment())) {
            if (slowToBegin) {
                change(it -> it.taskDefinition(request.taskDefinition()));
            } else {
                begin(request.taskDefinition(), clock.instant());
            }
        }
        return UpdateServiceResponse.builder().service(service).build();
    }

    @Override
    public ListServiceDeploymentsResponse listServiceDeployments(ListServiceDeploymentsRequest request) {
        called("ListServiceDeployments");
        return ListServiceDeploymentsResponse.builder()
                .serviceDeployments(history.values().stream()
                        .filter(it -> request.createdAt() == null
                                || it.createdAt().isAfter(request.createdAt().after()))
                        .map(it -> ServiceDeploymentBrief.builder()
                                .serviceDeploymentArn(it.serviceDeploymentArn())
                                .createdAt(it.createdAt())
                                .status(it.statusAsString())
                                .targetServiceRevisionArn(
                                        it.targetServiceRevision().arn())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public DescribeServiceDeploymentsResponse describeServiceDeployments(DescribeServiceDeploymentsRequest request) {
        called("DescribeServiceDeployments");
        return DescribeServiceDeploymentsResponse.builder()
                .serviceDeployments(request.serviceDeploymentArns().stream()
                        .map(history::get)
                        .toList())
                .build();
    }

    @Override
    public RunTaskResponse runTask(RunTaskRequest request) {
        called("RunTask");
        runs.add(request);
        if (!runFailures.isEmpty()) {
            String reason = runFailures.remove(0);
            return RunTaskResponse.builder()
                    .failures(failure -> failure.reason(reason))
                    .build();
        }
        Task task = Task.builder()
                .taskArn(HERE + "task/prod/run" + runs.size())
                .startedBy(request.startedBy())
                .lastStatus("PROVISIONING")
                .build();
        tasks.add(task);
        return RunTaskResponse.builder().tasks(task).build();
    }

    @Override
    public StopServiceDeploymentResponse stopServiceDeployment(StopServiceDeploymentRequest request) {
        called("StopServiceDeployment");
        onStop.run();
        return StopServiceDeploymentResponse.builder()
                .serviceDeploymentArn(request.serviceDeploymentArn())
                .build();
    }

    @Override
    public DescribeServiceRevisionsResponse describeServiceRevisions(DescribeServiceRevisionsRequest request) {
        called("DescribeServiceRevisions");
        return DescribeServiceRevisionsResponse.builder()
                .serviceRevisions(request.serviceRevisionArns().stream()
                        .map(serviceRevisions::get)
                        .toList())
                .build();
    }

    @Override
    public ListTasksResponse listTasks(ListTasksRequest request) {
        called("ListTasks");
        return ListTasksResponse.builder()
                .taskArns(tasks.stream().map(Task::taskArn).toList())
                .build();
    }

    @Override
    public DescribeTasksResponse describeTasks(DescribeTasksRequest request) {
        called("DescribeTasks");
        return DescribeTasksResponse.builder()
                .tasks(tasks.stream()
                        .filter(it -> request.tasks().contains(it.taskArn()))
                        .toList())
                .build();
    }

    @Override
    public String serviceName() {
        return "ecs";
    }

    @Override
    public void close() {}
}
