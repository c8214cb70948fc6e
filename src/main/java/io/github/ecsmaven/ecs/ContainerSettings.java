package io.github.ecsmaven.ecs;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is set in one container of a task definition; what is absent stays as the base has it. The words are those of ECS
 * (API reference, ContainerDefinition).
 *
 * @param image the image, for a container that does not run the one that is deployed
 * @param environment variables by name
 * @param secrets by variable, what its value comes from: name or ARN of an SSM parameter, or ARN of a secret
 * @param command what runs instead of the image's {@code CMD}
 * @param logOptions options of the log driver, over those of the base
 * @param cpu in units of 1/1024 of a processor
 * @param memory hard limit in MiB
 * @param memoryReservation soft limit in MiB
 * @param essential whether the task ends with the container
 */
public record ContainerSettings(
        Optional<String> image,
        Map<String, String> environment,
        Map<String, String> secrets,
        Optional<List<String>> command,
        Map<String, String> logOptions,
        Optional<Integer> cpu,
        Optional<Integer> memory,
        Optional<Integer> memoryReservation,
        Optional<Boolean> essential) {
    /** Nothing is set. */
    public static final ContainerSettings NONE = of(Map.of(), Map.of(), Optional.empty(), Map.of());

    public ContainerSettings {
        environment = sorted(environment);
        secrets = sorted(secrets);
        command = command.map(List::copyOf);
        logOptions = sorted(logOptions);
    }

    /** What can be set in the container that runs the deployed image without its limits. */
    public static ContainerSettings of(
            Map<String, String> environment,
            Map<String, String> secrets,
            Optional<List<String>> command,
            Map<String, String> logOptions) {
        return new ContainerSettings(
                Optional.empty(),
                environment,
                secrets,
                command,
                logOptions,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** These, but for what the others set: their variables, secrets and options come on top, the rest replaces. */
    public ContainerSettings with(ContainerSettings others) {
        return new ContainerSettings(
                others.image.or(() -> image),
                union(environment, others.environment),
                union(secrets, others.secrets),
                others.command.or(() -> command),
                union(logOptions, others.logOptions),
                others.cpu.or(() -> cpu),
                others.memory.or(() -> memory),
                others.memoryReservation.or(() -> memoryReservation),
                others.essential.or(() -> essential));
    }

    private static Map<String, String> union(Map<String, String> some, Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(some);
        all.putAll(others);
        return all;
    }

    private static Map<String, String> sorted(Map<String, String> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    /** Leaves out values, which may be secret. */
    @Override
    public String toString() {
        return "ContainerSettings[environment=" + environment.keySet() + ", secrets=" + secrets.keySet() + "]";
    }
}
