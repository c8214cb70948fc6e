package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.RecordedNames.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.Secret;

/** Puts what is set for one container into it. */
final class ContainerComposition {
    private static final String AWSLOGS = LogDriver.AWSLOGS.toString();

    private final BaseRevision base;
    private final ContainerDefinition container;
    private final ContainerSettings settings;

    ContainerComposition(BaseRevision base, ContainerDefinition container, ContainerSettings settings) {
        this.base = base;
        this.container = container;
        this.settings = settings;
    }

    /** @throws ActionableException when the settings and the container contradict each other */
    ContainerDefinition compose() {
        ContainerDefinition.Builder changed = container.toBuilder();
        secrets().ifPresent(changed::secrets);
        environment().ifPresent(changed::environment);
        settings.image().ifPresent(changed::image);
        settings.command().ifPresent(changed::command);
        settings.cpu().ifPresent(changed::cpu);
        settings.memory().ifPresent(changed::memory);
        settings.memoryReservation().ifPresent(changed::memoryReservation);
        settings.essential().ifPresent(changed::essential);
        if (!settings.logOptions().isEmpty()) {
            changed.logConfiguration(logConfiguration());
        }
        return changed.build();
    }

    /** A variable that becomes a secret is one no longer. */
    private Optional<List<KeyValuePair>> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        container.environment().forEach(pair -> variables.put(pair.name(), pair.value() == null ? "" : pair.value()));
        Map<String, String> old = new LinkedHashMap<>(variables);
        variables.keySet().removeAll(base.recorded(Kind.ENVIRONMENT).namesOf(container.name()));
        variables.keySet().removeAll(settings.secrets().keySet());
        variables.putAll(settings.environment());
        List<KeyValuePair> pairs = variables.entrySet().stream()
                .map(it -> KeyValuePair.builder()
                        .name(it.getKey())
                        .value(it.getValue())
                        .build())
                .toList();
        return variables.equals(old) ? Optional.empty() : Optional.of(pairs);
    }

    private Optional<List<Secret>> secrets() {
        Map<String, String> secrets = new LinkedHashMap<>();
        container.secrets().forEach(secret -> secrets.put(secret.name(), secret.valueFrom()));
        Map<String, String> old = new LinkedHashMap<>(secrets);
        secrets.keySet().removeAll(base.recorded(Kind.SECRETS).namesOf(container.name()));
        refuseBoth(secrets.keySet());
        secrets.putAll(settings.secrets());
        List<Secret> pairs = secrets.entrySet().stream()
                .map(it -> Secret.builder()
                        .name(it.getKey())
                        .valueFrom(it.getValue())
                        .build())
                .toList();
        return secrets.equals(old) ? Optional.empty() : Optional.of(pairs);
    }

    // ECS: "The secret name must be unique and not shared with any new or existing environment variables".
    private void refuseBoth(Set<String> secretsOfBase) {
        Set<String> both = new TreeSet<>(settings.environment().keySet());
        both.retainAll(secretsOfBase);
        if (!both.isEmpty()) {
            throw new ActionableException(
                    "<environment> sets " + String.join(", ", both) + ", which container '" + container.name()
                            + "' of task definition " + base + " already gets from its secrets; ECS refuses both.",
                    "Take it out of <environment>, or out of the task definition's secrets.");
        }
    }

    /** Without a log configuration in the base it is that of awslogs, the one driver that both Fargate and EC2 have. */
    private LogConfiguration logConfiguration() {
        LogConfiguration old = container.logConfiguration();
        String driver = old == null || old.logDriver() == null ? AWSLOGS : old.logDriverAsString();
        boolean meansAwslogs = settings.logOptions().keySet().stream().anyMatch(key -> key.startsWith("awslogs-"));
        if (meansAwslogs && !driver.equals(AWSLOGS)) {
            throw new ActionableException(
                    "<logOptions> sets options of the log driver awslogs, but container '" + container.name()
                            + "' of task definition " + base + " logs with '" + driver + "'.",
                    "Set options of that driver, or change logConfiguration.logDriver in the task definition.");
        }
        Map<String, String> options = new LinkedHashMap<>(old == null ? Map.of() : old.options());
        options.putAll(settings.logOptions());
        LogConfiguration.Builder changed = old == null ? LogConfiguration.builder() : old.toBuilder();
        return changed.logDriver(driver).options(options).build();
    }
}
