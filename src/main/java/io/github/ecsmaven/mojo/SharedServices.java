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
    private static final String MODULE = "module";
    private static final String CONTAINER = "container";
    private static final String IMAGE = "image";
    private static final String OTHERS = "others";
    private static final String CPU = "cpu";
    private static final String MEMORY = "memory";

    private final Map<String, Object> shared;
    private final String account;

    /** @param account where services are: of two places that differ in it none is the same */
    SharedServices(Map<String, Object> shared, String account) {
        this.shared = shared;
        this.account = account;
    }

    /**
     * Tells the other modules what this one wants in a service.
     *
     * @param image asked for when all images are pushed
     * @throws ActionableException when two modules mean the same container, or it is not clear which, or they contradict each other
     */
    void add(String module, DeploymentTarget target, Supplier<String> image) {
        RevisionSettings revision = target.revision();
        Map<String, Map<String, Object>> others = new HashMap<>();
        revision.ofOthers().forEach((name, settings) -> others.put(name, values(settings)));
        Map<String, Object> wanted = values(revision.ofContainer());
        wanted.put(MODULE, module);
        wanted.put(CONTAINER, revision.container().orElse(""));
        wanted.put(IMAGE, image);
        wanted.put(OTHERS, others);
        wanted.put(
                "task",
                Map.of(CPU, revision.cpu().orElse(""), MEMORY, revision.memory().orElse("")));
        of(target).add(wanted);
        complete(module, target, false);
    }

    /** What the module sets in its service's task definition, and what the other modules set there. */
    RevisionSettings complete(String module, DeploymentTarget target) {
        return complete(module, target, true);
    }

    private RevisionSettings complete(String module, DeploymentTarget target, boolean withImages) {
        RevisionSettings own = target.revision();
        RevisionSettings all = RevisionSettings.NONE;
        for (Map<String, Object> wanted : of(target)) {
            if (!module.equals(wanted.get(MODULE))) {
                refuseConflict(module, target, wanted);
                all = all.with(settings(wanted, withImages));
            }
        }
        ContainerSettings mine = all.ofOthers().get(own.container().orElse(""));
        if (mine == null) {
            return all.with(own);
        }
        Map<String, ContainerSettings> others = new TreeMap<>(all.ofOthers());
        others.put(own.container().orElseThrow(), mine.with(own.ofContainer()));
        RevisionSettings rest =
                new RevisionSettings(own.container(), own.cpu(), own.memory(), ContainerSettings.NONE, own.ofOthers());
        return new RevisionSettings(Optional.empty(), all.cpu(), all.memory(), ContainerSettings.NONE, others)
                .with(rest);
    }

    private static void refuseConflict(String module, DeploymentTarget target, Map<String, Object> wanted) {
        String other = String.valueOf(wanted.get(MODULE));
        String container = String.valueOf(wanted.get(CONTAINER));
        String own = target.revision().container().orElse("");
        if (container.isEmpty() || own.isEmpty() || container.equals(own)) {
            throw new ActionableException(
                    "The modules " + nameOf(module) + " and " + nameOf(other) + " both deploy to the "
                            + target.service() + ", and not to a container of its own each.",
                    "Set <container> in both, each to the container that runs the module's image.");
        }
        refuseUnlike(module, other, target, CPU, target.revision().cpu().orElse(""), task(wanted, CPU));
        refuseUnlike(module, other, target, MEMORY, target.revision().memory().orElse(""), task(wanted, MEMORY));
    }

    /** Of a project's id, {@code groupId:artifactId:packaging:version}, what Maven's log calls it. */
    private static String nameOf(String module) {
        String[] parts = module.split(":");
        return parts.length > 1 ? parts[1] : module;
    }

    private static void refuseUnlike(
            String module, String other, DeploymentTarget target, String element, String own, String its) {
        if (!own.isEmpty() && !its.isEmpty() && !own.equals(its)) {
            throw new ActionableException(
                    "The modules " + nameOf(module) + " and " + nameOf(other) + " both deploy to the "
                            + target.service() + ", and set <" + element + "> to " + own + " and " + its + ".",
                    "Set it in one of them, or to the same in both: it is the size of the whole task.");
        }
    }

    private static Map<String, Object> values(ContainerSettings settings) {
        Map<String, Object> values = new HashMap<>();
        settings.image().ifPresent(image -> values.put("otherImage", image));
        values.put("environment", settings.environment());
        values.put("secrets", settings.secrets());
        settings.command().ifPresent(command -> values.put("command", command));
        values.put("logOptions", settings.logOptions());
        settings.cpu().ifPresent(cpu -> values.put(CPU, cpu));
        settings.memory().ifPresent(memory -> values.put(MEMORY, memory));
        settings.memoryReservation().ifPresent(reservation -> values.put("memoryReservation", reservation));
        settings.essential().ifPresent(essential -> values.put("essential", essential));
        return values;
    }

    @SuppressWarnings("unchecked")
    private static RevisionSettings settings(Map<String, Object> wanted, boolean withImages) {
        Map<String, ContainerSettings> containers = new TreeMap<>();
        ((Map<String, Map<String, Object>>) wanted.getOrDefault(OTHERS, Map.of()))
                .forEach((name, values) -> containers.put(name, container(values)));
        if (withImages) {
            Supplier<String> image = (Supplier<String>) wanted.getOrDefault(IMAGE, (Supplier<String>) () -> "");
            wanted.put("otherImage", image.get());
        }
        containers.merge(String.valueOf(wanted.get(CONTAINER)), container(wanted), ContainerSettings::with);
        return new RevisionSettings(
                Optional.empty(),
                Optional.of(task(wanted, CPU)).filter(size -> !size.isEmpty()),
                Optional.of(task(wanted, MEMORY)).filter(size -> !size.isEmpty()),
                ContainerSettings.NONE,
                containers);
    }

    @SuppressWarnings("unchecked")
    private static String task(Map<String, Object> wanted, String size) {
        return ((Map<String, String>) wanted.getOrDefault("task", Map.of())).getOrDefault(size, "");
    }

    @SuppressWarnings("unchecked")
    private static ContainerSettings container(Map<String, Object> values) {
        return new ContainerSettings(
                Optional.ofNullable((String) values.get("otherImage")),
                (Map<String, String>) values.getOrDefault("environment", Map.of()),
                (Map<String, String>) values.getOrDefault("secrets", Map.of()),
                Optional.ofNullable((List<String>) values.get("command")),
                (Map<String, String>) values.getOrDefault("logOptions", Map.of()),
                Optional.ofNullable((Integer) values.get(CPU)),
                Optional.ofNullable((Integer) values.get(MEMORY)),
                Optional.ofNullable((Integer) values.get("memoryReservation")),
                Optional.ofNullable((Boolean) values.get("essential")));
    }

    /** Whether this is the first time in this run that the service is to be changed for that purpose. */
    boolean isFirst(String purpose, DeploymentTarget target) {
        return shared.putIfAbsent(purpose + " " + account + " " + target.name(), true) == null;
    }

    @SuppressWarnings("unchecked")
    private Collection<Map<String, Object>> of(DeploymentTarget target) {
        return (Collection<Map<String, Object>>) shared.computeIfAbsent(
                "service " + account + " " + target.name(), key -> new ConcurrentLinkedQueue<Map<String, Object>>());
    }
}
