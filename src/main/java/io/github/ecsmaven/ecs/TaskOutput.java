package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/** Tells what a running task's containers write, as far as it goes to CloudWatch Logs and may be read. */
final class TaskOutput {
    /** So many pages a look; a task that writes more is told with the next look. */
    private static final int PAGES = 10;

    private final ContainerLogs logs;
    private final RegisterTaskDefinitionRequest definition;
    private final String region;
    private final DeploymentListener listener;
    private final Redaction redaction;
    private final Map<LogStream, String> positions = new HashMap<>();
    private boolean refused;

    TaskOutput(
            ContainerLogs logs, RegisterTaskDefinitionRequest definition, String region, DeploymentListener listener) {
        this.logs = logs;
        this.definition = definition;
        this.region = region;
        this.listener = listener;
        this.redaction = Redaction.of(definition.containerDefinitions());
    }

    /** Tells what is new. */
    void tell(Task task) {
        for (ContainerDefinition container : definition.containerDefinitions()) {
            LogStreams.of(container, task, region).ifPresent(stream -> tell(container.name(), stream, PAGES));
        }
    }

    /** Tells all that is left of a task that has ended. */
    void tellRest(Task task) {
        for (ContainerDefinition container : definition.containerDefinitions()) {
            LogStreams.of(container, task, region)
                    .ifPresent(stream -> tell(container.name(), stream, Integer.MAX_VALUE));
        }
    }

    private void tell(String container, LogStream stream, int pages) {
        for (int page = 0; page < pages && !refused; page++) {
            List<String> lines = next(stream);
            lines.forEach(line -> listener.taskOutput(container, redaction.clean(line)));
            if (lines.isEmpty()) {
                return;
            }
        }
    }

    private List<String> next(LogStream stream) {
        try {
            ContainerLogs.Page page = logs.from(stream, Optional.ofNullable(positions.get(stream)));
            page.token().ifPresent(token -> positions.put(stream, token));
            return page.lines();
        } catch (ActionableException e) {
            refused = true;
            listener.unexplained(e.problem());
            return List.of();
        }
    }
}
