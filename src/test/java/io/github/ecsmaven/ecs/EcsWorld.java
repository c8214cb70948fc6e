package io.github.ecsmaven.ecs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** One cluster with one service, whose fate a test writes down beforehand: what happens after so many seconds. */
class EcsWorld {
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
    /** What ECS adds to a definition when it shows it. */
    UnaryOperator<TaskDefinition> filledIn = UnaryOperator.identity();

    Service service;
    final List<Call> calls = new ArrayList<>();
    final List<RunTaskRequest> runs = new ArrayList<>();
    final List<String> runFailures = new ArrayList<>();
    Runnable onStop = () -> {};
    boolean slowToBegin;
    boolean slowToShow;
    Service shownInstead;

    private final TreeMap<Instant, List<Runnable>> script = new TreeMap<>();
    private int deployments = 100;

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

    /** A task that was run alone ends. */
    void endRun(String id, Consumer<Task.Builder> end) {
        tasks.replaceAll(task -> task.taskArn().endsWith("/" + id)
                ? task.copy(it -> {
                    it.lastStatus("STOPPED").stoppingAt(clock.instant());
                    end.accept(it);
                })
                : task);
    }

    /** A task of the latest deployment that never started. */
    void taskThatNeverStarted(String id, String reason) {
        tasks.add(Task.builder()
                .taskArn(HERE + "task/prod/" + id)
                .startedBy(service.deployments().get(0).id())
                .stopCode(TaskStopCode.TASK_FAILED_TO_START)
                .stoppingAt(clock.instant())
                .stoppedReason(reason)
                .containers(Container.builder().name("app").build())
                .build());
        primary(it -> it.failedTasks(tasks.size()));
    }

    /** A task of the latest deployment whose container ended by itself. */
    void crash(String id, int exitCode) {
        tasks.add(Task.builder()
                .taskArn(HERE + "task/prod/" + id)
                .startedBy(service.deployments().get(0).id())
                .stopCode(TaskStopCode.ESSENTIAL_CONTAINER_EXITED)
                .stoppingAt(clock.instant())
                .stoppedReason("Essential container in task exited")
                .containers(Container.builder().name("app").exitCode(exitCode).build())
                .build());
        primary(it -> it.failedTasks(tasks.size()));
    }

    /** ECS brings the version before the latest back, as the record tells. */
    void rolledBack(String reason) {
        record(it -> it.status(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL).statusReason(reason));
        restorePrevious();
    }

    /** Only the latest deployment is there, as in a service's first one. */
    void first() {
        record(it -> it.sourceServiceRevisions(List.of()));
        change(it -> it.deployments(service.deployments().get(0)));
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
    EcsWorld after(int seconds, Runnable happening) {
        script.computeIfAbsent(TestClock.START.plusSeconds(seconds), at -> new ArrayList<>())
                .add(happening);
        return this;
    }

    /** Makes the identity lack a permission. */
    void denying(String... actions) {
        denied.addAll(List.of(actions));
    }

    /** How often an action was called. */
    long calls(String action) {
        return calls.stream().filter(call -> call.action().equals(action)).count();
    }

    /**
     * A call that was made.
     *
     * @param at when, by the world's clock
     * @param action such as {@code DescribeServices}
     */
    record Call(Instant at, String action) {}

    void called(String action) {
        calls.add(new Call(clock.instant(), action));
        while (!script.isEmpty() && !script.firstKey().isAfter(clock.instant())) {
            script.pollFirstEntry().getValue().forEach(Runnable::run);
        }
        if (failures.containsKey(action)) {
            throw failures.get(action);
        }
        if (denied.contains(action)) {
            throw FakeEcs.error(
                    "AccessDeniedException",
                    "User: arn:aws:sts::123456789012:assumed-role/ci/job is not authorized to perform: ecs:" + action
                            + " on resource: * because no identity-based policy allows the ecs:" + action + " action");
        }
    }
}
