package io.github.ecsmaven.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.*;

/** One cluster with one service, whose fate a test writes down beforehand: what happens after so many seconds. */
final class FakeEcs implements EcsClient {
    static final String HERE = "arn:aws:ecs:eu-west-1:123456789012:";
    static final ServiceReference SHOP = new ServiceReference("prod", "shop");

    final TestClock clock = new TestClock();
    final Map<String, RegisterTaskDefinitionRequest> registered = new LinkedHashMap<>();
    final Set<String> inactive = new HashSet<>();
    final List<UpdateServiceRequest> updates = new ArrayList<>();
    final Map<String, ServiceDeployment> history = new LinkedHashMap<>();
    final Map<String, ServiceRevision> serviceRevisions = new LinkedHashMap<>();
    final List<Task> tasks = new ArrayList<>();
    final Set<String> denied = new HashSet<>();
    final Map<String, RuntimeException> failures = new LinkedHashMap<>();
    Service service;
    boolean slowToBegin;

    private final TreeMap<Instant, List<Runnable>> script = new TreeMap<>();
    private int deployments = 100;

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
                        .logConfiguration(
                                log -> log.logDriver(LogDriver.AWSLOGS).options(Map.of("awslogs-group", "/ecs/shop"))))
                .build();
    }

    String register(RegisterTaskDefinitionRequest definition) {
        long revision = registered.values().stream()
                        .filter(it -> it.family().equals(definition.family()))
                        .count()
                + 1;
        String arn = HERE + "task-definition/" + definition.family() + ":" + revision;
        registered.put(arn, definition);
        return arn;
    }

    /** Starts a deployment as ECS does: a new PRIMARY one, a service revision, and a record of it. */
    String begin(String taskDefinition, Instant at) {
        String digits = String.valueOf(++deployments);
        String id = "ecs-svc/" + digits;
        List<Deployment> all = new ArrayList<>();
        all.add(Deployment.builder()
                .id(id)
                .status("PRIMARY")
                .taskDefinition(taskDefinition)
                .desiredCount(service.desiredCount())
                .runningCount(0)
                .pendingCount(service.desiredCount())
                .failedTasks(0)
                .rolloutState(DeploymentRolloutState.IN_PROGRESS)
                .createdAt(at)
                .build());
        service.deployments()
                .forEach(each -> all.add(each.toBuilder().status("ACTIVE").build()));
        String revision = HERE + "service-revision/prod/shop/" + digits;
        serviceRevisions.put(
                revision,
                ServiceRevision.builder()
                        .serviceRevisionArn(revision)
                        .taskDefinition(taskDefinition)
                        .containerImages(images(taskDefinition))
                        .build());
        String record = HERE + "service-deployment/prod/shop/d" + digits;
        history.put(
                record,
                ServiceDeployment.builder()
                        .serviceDeploymentArn(record)
                        .createdAt(at)
                        .status(ServiceDeploymentStatus.PENDING)
                        .sourceServiceRevisions(service.deployments().stream()
                                .map(each -> ServiceRevisionSummary.builder()
                                        .arn(HERE + "service-revision/prod/shop/" + digits(each.id()))
                                        .build())
                                .toList())
                        .targetServiceRevision(target -> target.arn(revision))
                        .deploymentConfiguration(service.deploymentConfiguration())
                        .build());
        change(it -> it.taskDefinition(taskDefinition)
                .deployments(all)
                .currentServiceDeployment(record)
                .currentServiceRevisions(now -> now.arn(revision)));
        return id;
    }

    private List<ContainerImage> images(String taskDefinition) {
        return registered.get(taskDefinition).containerDefinitions().stream()
                .map(container -> ContainerImage.builder()
                        .containerName(container.name())
                        .image(container.image())
                        .imageDigest(
                                container.image().contains("@")
                                        ? container.image().replaceFirst(".*@", "")
                                        : null)
                        .build())
                .toList();
    }

    static String digits(String id) {
        return id.substring(id.indexOf('/') + 1);
    }

    /** The latest deployment succeeds and is the only one left. */
    void succeed() {
        int desired = service.desiredCount();
        record(it -> it.status(ServiceDeploymentStatus.SUCCESSFUL));
        primary(it -> it.rolloutState(DeploymentRolloutState.COMPLETED)
                .runningCount(desired)
                .pendingCount(0));
        change(it -> it.deployments(service.deployments().get(0)).runningCount(desired));
    }

    /** The version before the latest is the only one again. */
    void restorePrevious() {
        Deployment previous = service.deployments().get(1).toBuilder()
                .status("PRIMARY")
                .rolloutState(DeploymentRolloutState.COMPLETED)
                .build();
        change(it -> it.deployments(previous).taskDefinition(previous.taskDefinition()));
    }

    /** Changes ECS's record of the latest deployment. */
    void record(Consumer<ServiceDeployment.Builder> changes) {
        String latest = List.copyOf(history.keySet()).get(history.size() - 1);
        history.computeIfPresent(latest, (arn, it) -> it.copy(changes::accept));
    }

    void status(ServiceDeploymentStatus status) {
        record(it -> it.status(status));
    }

    void primary(Consumer<Deployment.Builder> changes) {
        List<Deployment> all = new ArrayList<>(service.deployments());
        all.set(0, all.get(0).copy(changes::accept));
        change(it -> it.deployments(all));
    }

    void change(Consumer<Service.Builder> changes) {
        service = service.copy(changes::accept);
    }

    void event(String id, String message, Instant at) {
        List<ServiceEvent> events = new ArrayList<>(service.events());
        events.add(
                0, ServiceEvent.builder().id(id).message(message).createdAt(at).build());
        change(it -> it.events(events));
    }

    void stoppedTask(String id, String startedBy, String reason, int exitCode) {
        tasks.add(Task.builder()
                .taskArn(HERE + "task/prod/" + id)
                .startedBy(startedBy)
                .stoppingAt(clock.instant())
                .stoppedReason(reason)
                .containers(Container.builder().name("app").exitCode(exitCode).build())
                .build());
    }

    /** What happens so many seconds after the start. */
    FakeEcs after(int seconds, Runnable happening) {
        script.computeIfAbsent(TestClock.START.plusSeconds(seconds), at -> new ArrayList<>())
                .add(happening);
        return this;
    }

    /** Makes the identity lack a permission. */
    FakeEcs denying(String... actions) {
        denied.addAll(List.of(actions));
        return this;
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

    private void called(String action) {
        while (!script.isEmpty() && !script.firstKey().isAfter(clock.instant())) {
            script.pollFirstEntry().getValue().forEach(Runnable::run);
        }
        if (failures.containsKey(action)) {
            throw failures.get(action);
        }
        if (denied.contains(action)) {
            throw error(
                    "AccessDeniedException",
                    "User: arn:aws:sts::123456789012:assumed-role/ci/job is not authorized to perform: ecs:" + action
                            + " on resource: * because no identity-based policy allows the ecs:" + action + " action");
        }
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
                ? DescribeServicesResponse.builder().services(service).build()
                : DescribeServicesResponse.builder()
                        .failures(failure -> failure.reason("MISSING"))
                        .build();
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
        RegisterTaskDefinitionRequest definition = registered.get(arn);
        TaskDefinition.Builder described = TaskDefinition.builder();
        definition.sdkFields().forEach(field -> described.sdkFields().stream()
                .filter(it -> it.locationName().equals(field.locationName()))
                .forEach(it -> it.set(described, field.getValueOrDefault(definition))));
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(described
                        .taskDefinitionArn(arn)
                        .status(inactive.contains(arn) ? TaskDefinitionStatus.INACTIVE : TaskDefinitionStatus.ACTIVE)
                        .build())
                .tags(request.include().contains(TaskDefinitionField.TAGS) ? definition.tags() : List.of())
                .build();
    }

    @Override
    public RegisterTaskDefinitionResponse registerTaskDefinition(RegisterTaskDefinitionRequest request) {
        called("RegisterTaskDefinition");
        String arn = register(request);
        return RegisterTaskDefinitionResponse.builder()
                .taskDefinition(it -> it.taskDefinitionArn(arn))
                .build();
    }

    @Override
    public UpdateServiceResponse updateService(UpdateServiceRequest request) {
        called("UpdateService");
        updates.add(request);
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
