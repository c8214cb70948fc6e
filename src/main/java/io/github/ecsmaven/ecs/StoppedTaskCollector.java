package io.github.ecsmaven.ecs;

import io.github.ecsmaven.aws.AwsFailures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
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

    /** The tasks by reason, the most frequent reason first. */
    List<StoppedTasks> byReason() {
        Map<String, List<Task>> byReason = stopped.values().stream()
                .collect(Collectors.groupingBy(StoppedTaskCollector::reason, LinkedHashMap::new, Collectors.toList()));
        return byReason.entrySet().stream()
                .map(entry -> new StoppedTasks(
                        entry.getKey(),
                        entry.getValue().size(),
                        entry.getValue().get(0).taskArn()))
                .sorted(Comparator.comparingInt(StoppedTasks::count).reversed())
                .toList();
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

    private static String reason(Task task) {
        String reason = task.stoppedReason() == null ? String.valueOf(task.stopCodeAsString()) : task.stoppedReason();
        List<String> containers = task.containers().stream()
                .map(StoppedTaskCollector::end)
                .filter(Objects::nonNull)
                .toList();
        return containers.isEmpty() ? reason : reason + " (" + String.join("; ", containers) + ")";
    }

    private static @Nullable String end(Container container) {
        Integer code = container.exitCode();
        boolean told = container.reason() != null && !container.reason().isBlank();
        if (!told && (code == null || code == 0)) {
            return null;
        }
        return "container " + container.name() + (code == null ? "" : " exited with code " + code)
                + (told ? ": " + container.reason() : "");
    }
}
