package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.FargateSizes;
import io.github.ecsmaven.aws.FargateSizes.Pair;
import io.github.ecsmaven.aws.TaskSizes;
import java.util.Objects;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * Refuses the size of a task that Fargate does not have, before ECS does so with "No Fargate configuration exists for given values"
 * (ECS Developer Guide, "Task CPU and memory").
 */
final class FargateSizeCheck {
    private final BaseRevision base;
    private final RegisterTaskDefinitionRequest definition;

    FargateSizeCheck(BaseRevision base, RegisterTaskDefinitionRequest definition) {
        this.base = base;
        this.definition = definition;
    }

    /** @throws ActionableException with the nearest size that there is */
    void check() {
        if (definition.cpu() == null || definition.memory() == null) {
            throw new ActionableException(
                    "Task definition " + base + " runs on Fargate and has no "
                            + (definition.cpu() == null ? "cpu" : "memory") + " of the task.",
                    "Set both: <cpu>256</cpu> and <memory>512</memory> are the least (-Decs.cpu, -Decs.memory).");
        }
        Pair size = size(TaskSizes.cpuUnits(definition.cpu()), TaskSizes.mebibytes(definition.memory()));
        refuseUnlessThere(size);
        refuseMoreThan(size.cpu(), sum(ContainerDefinition::cpu), "cpu", "<cpu>");
        refuseMoreThan(size.memory(), sum(ContainerDefinition::memoryReservation), "memoryReservation", "<memory>");
    }

    private Pair size(String cpu, String memory) {
        try {
            return new Pair(Integer.parseInt(cpu), Integer.parseInt(memory));
        } catch (NumberFormatException e) {
            throw new ActionableException(
                    "The size of task definition " + base + " is no size: cpu '" + cpu + "' and memory '" + memory
                            + "'.",
                    "Write them like 256 or .25 vCPU, and 512 or 0.5 GB.",
                    e);
        }
    }

    private void refuseUnlessThere(Pair size) {
        FargateSizes sizes = isWindows() ? FargateSizes.ofWindows() : FargateSizes.ofLinux();
        if (sizes.has(size)) {
            return;
        }
        Pair nearest = sizes.nearest(size);
        String why = sizes.memoryFor(size.cpu())
                .map(memory -> "with " + size.cpu() + " CPU units go " + memory)
                .orElse("its CPU units are " + sizes.cpus());
        throw new ActionableException(
                "Fargate has no task with " + size.cpu() + " CPU units and " + size.memory() + " MiB, the size of task"
                        + " definition " + base + " as it would be registered: " + why + ".",
                "Set <cpu>" + nearest.cpu() + "</cpu> and <memory>" + nearest.memory()
                        + "</memory>, the nearest size that there is (-Decs.cpu=" + nearest.cpu() + " -Decs.memory="
                        + nearest.memory() + ").");
    }

    private boolean isWindows() {
        String os = definition.runtimePlatform() == null
                ? null
                : definition.runtimePlatform().operatingSystemFamilyAsString();
        return os != null && os.startsWith("WINDOWS");
    }

    private int sum(Function<ContainerDefinition, Integer> share) {
        return definition.containerDefinitions().stream()
                .map(share)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sum();
    }

    private void refuseMoreThan(int ofTask, int ofContainers, String field, String element) {
        if (ofContainers > ofTask) {
            throw new ActionableException(
                    "The containers of task definition " + base + " have " + ofContainers + " of " + field
                            + " together, and the task has " + ofTask + ".",
                    "Set more " + element + " for the task, or less " + field + " in its containers.");
        }
    }
}
