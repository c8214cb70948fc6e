package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.ContainerSettings;
import io.github.ecsmaven.ecs.RevisionSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Services that several modules deploy a container to. Each of the modules deploys what all of them want, so that the first brings the
 * one revision that the service needs and the others find nothing left to do. Shared as types of the JDK, see {@link Reactor#shared()}.
 */
final class SharedServices {
    private final Map<String, Object> shared;

    SharedServices(Map<String, Object> shared) {
        this.shared = shared;
    }

    /** @param image asked for when all images are pushed */
    void add(String module, DeploymentTarget target, Supplier<String> image) {
        ContainerSettings settings = target.revision().ofContainer();
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("module", module);
        wanted.put("container", target.revision().container().orElse(""));
        wanted.put("image", image);
        wanted.put("environment", settings.environment());
        wanted.put("secrets", settings.secrets());
        wanted.put("command", settings.command().orElse(List.of()));
        wanted.put("logOptions", settings.logOptions());
        of(target).add(wanted);
    }

    /**
     * What the module sets in its service's task definition, and what the other modules set there.
     *
     * @throws ActionableException when two of them mean the same container, or it is not clear which
     */
    RevisionSettings complete(String module, DeploymentTarget target) {
        Map<String, ContainerSettings> others = new TreeMap<>();
        for (Map<String, Object> wanted : of(target)) {
            if (!module.equals(wanted.get("module"))) {
                String container = (String) wanted.getOrDefault("container", "");
                if (container.isEmpty()
                        || target.revision().container().isEmpty()
                        || container.equals(target.revision().container().get())) {
                    throw unclear(module, (String) wanted.getOrDefault("module", ""), target);
                }
                others.put(container, settings(wanted));
            }
        }
        return target.revision()
                .with(new RevisionSettings(
                        Optional.empty(), Optional.empty(), Optional.empty(), ContainerSettings.NONE, others));
    }

    private static ActionableException unclear(String module, String other, DeploymentTarget target) {
        return new ActionableException(
                "The modules " + module + " and " + other + " both deploy to the " + target.service()
                        + ", and not to a container of its own each.",
                "Set <container> in both, each to the container that runs the module's image.");
    }

    @SuppressWarnings("unchecked")
    private static ContainerSettings settings(Map<String, Object> wanted) {
        List<String> command = (List<String>) wanted.getOrDefault("command", List.of());
        return new ContainerSettings(
                Optional.of(((Supplier<String>) wanted.getOrDefault("image", (Supplier<String>) () -> "")).get()),
                (Map<String, String>) wanted.getOrDefault("environment", Map.of()),
                (Map<String, String>) wanted.getOrDefault("secrets", Map.of()),
                command.isEmpty() ? Optional.empty() : Optional.of(command),
                (Map<String, String>) wanted.getOrDefault("logOptions", Map.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @SuppressWarnings("unchecked")
    private Collection<Map<String, Object>> of(DeploymentTarget target) {
        return (Collection<Map<String, Object>>) shared.computeIfAbsent(
                "service " + target.name(), key -> new ConcurrentLinkedQueue<Map<String, Object>>());
    }
}
