package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.Diagnosis.Finding;
import io.github.ecsmaven.ecs.Diagnosis.LogTail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/** Finds out why a deployment fails. It never fails itself: what AWS does not tell is left out. */
final class Investigation {
    /** How many causes get their logs read; more would not fit a screen. */
    private static final int CAUSES_WITH_LOGS = 2;

    private final StoppedTaskCollector tasks;
    private final EventStream events;
    private final TargetWatch targets;
    private final ContainerLogs logs;
    private final DeploymentListener listener;
    private final int logLines;
    private final Map<String, List<LogTail>> kept = new HashMap<>();
    private boolean logsRefused;

    Investigation(
            StoppedTaskCollector tasks,
            EventStream events,
            TargetWatch targets,
            ContainerLogs logs,
            DeploymentListener listener,
            int logLines) {
        this.tasks = tasks;
        this.events = events;
        this.targets = targets;
        this.logs = logs;
        this.listener = listener;
        this.logLines = logLines;
    }

    Diagnosis of(AwaitedDeployment awaited, Optional<Observation> last, Instant now) {
        tasks.collect(awaited);
        List<TargetHealth> health = targets.withPastFailures(now);
        boolean failing = health.stream().anyMatch(group -> !group.failures().isEmpty())
                || tasks.byCause().stream().anyMatch(cause -> cause.reason().contains("ELB health checks"));
        return new Diagnosis(
                findings(awaited),
                health,
                failing ? targets.healthCheck() : Optional.empty(),
                last.flatMap(Observation::failedOfThreshold),
                events.told());
    }

    /** Remembers what containers wrote: the log group of a service that never ran may go with it before its end is known. */
    void keepLogs(AwaitedDeployment awaited) {
        tasks.byCause().stream()
                .limit(logLines > 0 ? CAUSES_WITH_LOGS : 0)
                .filter(cause -> !kept.containsKey(cause.cause()))
                .forEach(cause -> {
                    List<LogTail> tails = tails(awaited, cause, logLines);
                    if (!tails.isEmpty()) {
                        kept.put(cause.cause(), tails);
                    }
                });
    }

    private List<Finding> findings(AwaitedDeployment awaited) {
        List<Finding> findings = new ArrayList<>();
        int left = logLines;
        for (StoppedTasks cause : tasks.byCause()) {
            List<LogTail> tails =
                    findings.size() < CAUSES_WITH_LOGS && left > 0 ? tailsOrKept(awaited, cause, left) : List.of();
            left -= tails.stream().mapToInt(tail -> tail.lines().size()).sum();
            findings.add(new Finding(cause, Hint.of(cause).map(Hint::sentence), tails));
        }
        return findings;
    }

    private List<LogTail> tailsOrKept(AwaitedDeployment awaited, StoppedTasks cause, int limit) {
        List<LogTail> now = tails(awaited, cause, limit);
        return now.isEmpty() ? kept.getOrDefault(cause.cause(), List.of()) : now;
    }

    private List<LogTail> tails(AwaitedDeployment awaited, StoppedTasks cause, int limit) {
        RegisterTaskDefinitionRequest definition = awaited.wanted().definition();
        Redaction redaction = Redaction.of(definition.containerDefinitions());
        Task task = tasks.task(cause.example());
        List<String> failed =
                cause.containers().stream().map(StoppedTasks.ContainerEnd::name).toList();
        List<LogTail> tails = new ArrayList<>();
        int left = limit;
        for (ContainerDefinition container : LogStreams.essential(definition, failed)) {
            Optional<LogStream> stream =
                    LogStreams.of(container, task, awaited.before().account().region());
            if (stream.isPresent() && left > 0) {
                List<String> lines =
                        last(stream.get(), left).stream().map(redaction::clean).toList();
                left -= lines.size();
                if (!lines.isEmpty()) {
                    tails.add(new LogTail(container.name(), stream.get(), lines));
                }
            }
        }
        return tails;
    }

    private List<String> last(LogStream stream, int limit) {
        if (logsRefused) {
            return List.of();
        }
        try {
            return logs.last(stream, limit);
        } catch (ActionableException e) {
            logsRefused = true;
            listener.unexplained(e.problem());
            return List.of();
        }
    }
}
