package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.PreDeployTask;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code <preDeployTask>}. */
public final class PreDeployTaskParameters {
    private @Nullable String container;
    private @Nullable List<String> command;
    private @Nullable Map<String, String> environment;
    private @Nullable Integer timeout;

    PreDeployTask toPreDeployTask() {
        if (timeout != null && timeout <= 0) {
            throw new ActionableException(
                    "<preDeployTask><timeout> is " + timeout + ", which leaves the task no time.",
                    "Set it to a number of seconds above 0, or leave it out for "
                            + PreDeployTask.DEFAULT_TIMEOUT.toSeconds() + ".");
        }
        if (command != null && command.stream().anyMatch(word -> word == null)) {
            throw new ActionableException(
                    "<preDeployTask><command> has an empty element.", "Give each <arg> a word, or remove it.");
        }
        return new PreDeployTask(
                Optional.ofNullable(container),
                command == null ? List.of() : command,
                variables(),
                timeout == null ? PreDeployTask.DEFAULT_TIMEOUT : Duration.ofSeconds(timeout));
    }

    /** An empty XML element is null, and an empty variable. */
    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        if (environment != null) {
            environment.forEach((name, value) -> variables.put(name, value == null ? "" : value));
        }
        return variables;
    }
}
