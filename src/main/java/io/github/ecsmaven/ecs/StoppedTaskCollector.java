package io.github.ecsmaven.ecs;

import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.ecs.StoppedTasks.ContainerEnd;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Remembers the stopped tasks of a deployment, which ECS itself forgets after about an hour. It only explains: when AWS refuses, the
 * explanation is shorter.
 */
final class StoppedTaskCollector {
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 5;
    private static final Set<String> ENDED_BY_ECS = Set.of("ServiceSchedulerInitiated", "UserInitiated");

    private final EcsClient ecs;
    private final DeploymentListener listener;
    private final Map<String, Task> stopped = new LinkedHashMap<>();
    private boolean refused;

    StoppedTaskCollector(EcsClient ecs, DeploymentListener listener) {
        this.ecs = ecs;
        this.listener = listener;
    }

    void collect(AwaitedDeployment awaited) {
        if (refused || awaited.id().isEmpty()) {
            return;
        }
        try {
            read(awaited);
        } catch (SdkException e) {
            refused = AwsFailures.isAccessDenied(e);
            if (refused) {
                listener.notAllowed(
                        "ecs:ListTasks and ecs:DescribeTasks", "the reasons why tasks stopped stay unknown");
            }
        }
    }

    /** The tasks by cause, the most frequent cause first. */
    List<StoppedTasks> byCause() {
        Map<String, StoppedTasks> byCause = new LinkedHashMap<>();
        stopped.values().stream()
                .sorted(Comparator.comparing(Task::stoppingAt, Comparator.nullsFirst(Comparator.naturalOrder())))
                .map(StoppedTaskCollector::end)
                .forEach(end -> byCause.merge(end.cause(), end, StoppedTaskCollector::oneMore));
        return byCause.values().stream()
                .sorted(Comparator.comparingInt(StoppedTasks::count).reversed())
                .toList();
    }

    /** What ECS told about that task. */
    Task task(String arn) {
        return stopped.getOrDefault(arn, Task.builder().taskArn(arn).build());
    }

    private static StoppedTasks oneMore(StoppedTasks earlier, StoppedTasks later) {
        return new StoppedTasks(
                later.stopCode(), later.reason(), later.containers(), earlier.count() + 1, later.example());
    }

    // startedBy must be the only filter of ListTasks where it is used (API reference), so the deployment is picked out
    // here.
    private void read(AwaitedDeployment awaited) {
        String cluster = awaited.before().reference().cluster();
        String next = null;
        for (int page = 0; page < MAX_PAGES && (page == 0 || next != null); page++) {
            ListTasksResponse tasks = list(awaited.before().reference(), next);
            next = tasks.nextToken();
            List<String> unknown = new ArrayList<>(tasks.taskArns());
            unknown.removeAll(stopped.keySet());
            if (!unknown.isEmpty()) {
                ecs.describeTasks(request -> request.cluster(cluster).tasks(unknown)).tasks().stream()
                        .filter(task -> isCause(task, awaited))
                        .forEach(task -> stopped.put(task.taskArn(), task));
            }
        }
    }

    private ListTasksResponse list(ServiceReference service, @Nullable String next) {
        return ecs.listTasks(request -> request.cluster(service.cluster())
                .serviceName(service.serviceName())
                .desiredStatus(DesiredStatus.STOPPED)
                .maxResults(PAGE)
                .nextToken(next));
    }

    /** Tasks that the scheduler took away while it scaled or rolled back did not fail. */
    private static boolean isCause(Task task, AwaitedDeployment awaited) {
        boolean ours = awaited.id().filter(id -> id.equals(task.startedBy())).isPresent();
        boolean since = task.stoppingAt() == null || !task.stoppingAt().isBefore(awaited.since());
        String reason = task.stoppedReason();
        return ours && since && (reason == null || !reason.startsWith("Scaling activity initiated by"));
    }

    /** How one task ended. */
    static StoppedTasks end(Task task) {
        String code = task.stopCodeAsString() == null ? "" : task.stopCodeAsString();
        String reason = task.stoppedReason() == null ? "" : task.stoppedReason();
        // Containers that ECS itself ended have the exit code of the signal, which is no cause.
        boolean ended = ENDED_BY_ECS.contains(code);
        List<ContainerEnd> containers = task.containers().stream()
                .filter(container -> !ended || hasReason(container))
                .filter(StoppedTaskCollector::endedBadly)
                .map(StoppedTaskCollector::end)
                .sorted(Comparator.comparing(ContainerEnd::name))
                .toList();
        return new StoppedTasks(code, reason, containers, 1, task.taskArn());
    }

    private static boolean hasReason(Container container) {
        return container.reason() != null && !container.reason().isBlank();
    }

    private static boolean endedBadly(Container container) {
        return hasReason(container) || (container.exitCode() != null && container.exitCode() != 0);
    }

    private static ContainerEnd end(Container container) {
        OptionalInt code = container.exitCode() == null ? OptionalInt.empty() : OptionalInt.of(container.exitCode());
        return new ContainerEnd(container.name(), code, container.reason() == null ? "" : container.reason());
    }
}
