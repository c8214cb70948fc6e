package io.github.ecsmaven.ecs;

import io.github.ecsmaven.aws.TaskSizes;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the POM sets in a task definition, over the base.
 *
 * @param container the container that runs the image; absent means the only one, else the only essential one
 * @param cpu of the task, as {@code 1024} or {@code 1 vCPU}
 * @param memory of the task, as {@code 2048} or {@code 2 GB}
 * @param ofContainer what is set in the container that runs the image
 * @param ofOthers what is set in containers by their names, which may be that of the one that runs the image when
 *     {@code ofContainer} is {@link ContainerSettings#NONE}
 */
public record RevisionSettings(
        Optional<String> container,
        Optional<String> cpu,
        Optional<String> memory,
        ContainerSettings ofContainer,
        Map<String, ContainerSettings> ofOthers) {
    /** Nothing is set. */
    public static final RevisionSettings NONE = new RevisionSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), ContainerSettings.NONE, Map.of());

    /** @throws io.github.ecsmaven.ActionableException when cpu or memory is no size */
    public RevisionSettings {
        cpu.ifPresent(TaskSizes::requireCpu);
        memory.ifPresent(TaskSizes::requireMemory);
        ofOthers = Collections.unmodifiableMap(new TreeMap<>(ofOthers));
    }

    /**
     * These, but for what the others set: their variables, secrets and options come on top of those of the same container, the rest
     * replaces.
     */
    public RevisionSettings with(RevisionSettings others) {
        Map<String, ContainerSettings> all = new TreeMap<>(ofOthers);
        others.ofOthers.forEach((name, settings) -> all.merge(name, settings, ContainerSettings::with));
        return new RevisionSettings(
                others.container.or(() -> container),
                others.cpu.or(() -> cpu),
                others.memory.or(() -> memory),
                ofContainer.with(others.ofContainer),
                all);
    }
}
