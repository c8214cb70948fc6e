package io.github.ecsmaven.ecs;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/** Knows where the containers of a task definition write to, as far as that is CloudWatch Logs. */
final class LogStreams {
    private static final String GROUP = "awslogs-group";

    private LogStreams() {}

    /** The log groups, each once. */
    static List<String> groups(RegisterTaskDefinitionRequest definition) {
        return definition.containerDefinitions().stream()
                .flatMap(container -> options(container).flatMap(it -> Optional.ofNullable(it.get(GROUP))).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The log group of a container, when it writes to one. */
    static Optional<TaskResources.LogGroup> group(ContainerDefinition container, String region) {
        return options(container)
                .map(options -> new TaskResources.LogGroup(
                        options.getOrDefault("awslogs-region", region), String.valueOf(options.get(GROUP))));
    }

    /** The essential containers of the definition, those first whose names are given. */
    static List<ContainerDefinition> essential(RegisterTaskDefinitionRequest definition, List<String> first) {
        return definition.containerDefinitions().stream()
                .filter(container -> !Boolean.FALSE.equals(container.essential()) || first.contains(container.name()))
                .sorted(Comparator.comparing(container -> !first.contains(container.name())))
                .toList();
    }

    /** Where a container of that task writes to; empty when it does not write to CloudWatch Logs, or its stream has no known name. */
    static Optional<LogStream> of(ContainerDefinition container, Task task, String region) {
        return options(container).flatMap(options -> name(container, options, task)
                .flatMap(name -> Optional.ofNullable(options.get(GROUP))
                        .map(group -> new LogStream(options.getOrDefault("awslogs-region", region), group, name))));
    }

    private static Optional<String> name(ContainerDefinition container, Map<String, String> options, Task task) {
        String prefix = options.get("awslogs-stream-prefix");
        if (prefix != null) {
            return Optional.of(prefix + "/" + container.name() + "/"
                    + task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1));
        }
        return task.containers().stream()
                .filter(it -> container.name().equals(it.name()))
                .map(Container::runtimeId)
                .filter(id -> id != null && !id.isEmpty())
                .findFirst();
    }

    private static Optional<Map<String, String>> options(ContainerDefinition container) {
        return Optional.ofNullable(container.logConfiguration())
                .filter(log -> log.logDriver() == LogDriver.AWSLOGS)
                .map(log -> log.options())
                .filter(options -> options.containsKey(GROUP));
    }
}
