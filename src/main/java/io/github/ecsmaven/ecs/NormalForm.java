package io.github.ecsmaven.ecs;

import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * A task definition in the one form that all its spellings share, so that ECS's defaults, the order of unordered lists and the
 * several ways to write a number are no differences. Tags are not part of it. Defaults: ECS API reference, RegisterTaskDefinition
 * and ContainerDefinition.
 */
final class NormalForm {
    private static final Map<String, List<String>> UNORDERED_IN_CONTAINERS = Map.of(
            "environment", List.of("name"),
            "secrets", List.of("name"),
            "portMappings", List.of("containerPort", "containerPortRange", "protocol"),
            "mountPoints", List.of("containerPath"),
            "volumesFrom", List.of("sourceContainer"),
            "ulimits", List.of("name"),
            "environmentFiles", List.of("value"),
            "dependsOn", List.of("containerName"));

    private final Map<String, Object> tree;

    private NormalForm(Map<String, Object> tree) {
        this.tree = tree;
    }

    static NormalForm of(RegisterTaskDefinitionRequest definition, AwsAccount account) {
        Map<String, Object> tree = SdkTree.of(definition);
        tree.remove("tags");
        tree.computeIfPresent("cpu", (key, cpu) -> Sizes.cpuUnits((String) cpu));
        tree.computeIfPresent("memory", (key, memory) -> Sizes.mebibytes((String) memory));
        tree.computeIfPresent("taskRoleArn", (key, role) -> account.roleArn((String) role));
        tree.computeIfPresent("executionRoleArn", (key, role) -> account.roleArn((String) role));
        platformDefaults(tree, definition.requiresCompatibilitiesAsStrings().contains("FARGATE"));
        tree.computeIfPresent("requiresCompatibilities", (key, list) -> new TreeSet<>((List<?>) list));
        tree.computeIfPresent("volumes", (key, list) -> keyed(list, List.of("name"), UnaryOperator.identity()));
        String networkMode = String.valueOf(tree.get("networkMode"));
        tree.computeIfPresent(
                "containerDefinitions",
                (key, list) -> keyed(list, List.of("name"), container -> container(container, networkMode)));
        return new NormalForm(mapOf(withoutDefaultFalse(tree)));
    }

    /** Where the two differ, as {@code containerDefinitions.app.image}; empty when they are equal. */
    List<String> differencesFrom(NormalForm other) {
        List<String> paths = new ArrayList<>();
        compare("", tree, other.tree, paths);
        return List.copyOf(paths);
    }

    private static void platformDefaults(Map<String, Object> tree, boolean fargate) {
        tree.putIfAbsent("networkMode", fargate ? "awsvpc" : "bridge");
        if (fargate) {
            Map<String, Object> platform = mapOf(tree.getOrDefault("runtimePlatform", Map.of()));
            platform.putIfAbsent("operatingSystemFamily", "LINUX");
            platform.putIfAbsent("cpuArchitecture", "X86_64");
            tree.put("runtimePlatform", platform);
        }
    }

    private static Map<String, Object> container(Map<String, Object> container, String networkMode) {
        container.putIfAbsent("essential", true);
        container.putIfAbsent("cpu", 0);
        container.putIfAbsent("versionConsistency", "enabled");
        container.computeIfPresent("image", (key, image) -> pinned((String) image));
        container.computeIfPresent("healthCheck", (key, check) -> healthCheck(mapOf(check)));
        for (Map.Entry<String, List<String>> unordered : UNORDERED_IN_CONTAINERS.entrySet()) {
            String field = unordered.getKey();
            UnaryOperator<Map<String, Object>> rule =
                    field.equals("portMappings") ? port -> port(port, networkMode) : UnaryOperator.identity();
            container.computeIfPresent(field, (key, list) -> keyed(list, unordered.getValue(), rule));
        }
        return container;
    }

    private static Map<String, Object> healthCheck(Map<String, Object> check) {
        check.putIfAbsent("interval", 30);
        check.putIfAbsent("timeout", 5);
        check.putIfAbsent("retries", 3);
        check.putIfAbsent("startPeriod", 0);
        return check;
    }

    // In awsvpc and host mode a host port is the container's port or is left out (ECS API reference, PortMapping).
    private static Map<String, Object> port(Map<String, Object> port, String networkMode) {
        port.putIfAbsent("protocol", "tcp");
        boolean sameOnHost = networkMode.equals("awsvpc") || networkMode.equals("host");
        if (sameOnHost || Integer.valueOf(0).equals(port.get("hostPort"))) {
            port.remove("hostPort");
        }
        if (sameOnHost && port.containsKey("containerPort")) {
            port.put("hostPort", port.get("containerPort"));
        }
        return port;
    }

    /** A pinned image is its repository and digest, whatever tag stands between them. */
    private static String pinned(String image) {
        try {
            ImageReference reference = ImageReference.parse(image);
            Optional<Digest> digest = reference.digest();
            return digest.map(pin -> reference.withoutTagAndDigest().withDigest(pin))
                    .orElse(reference)
                    .toString();
        } catch (IllegalArgumentException notAReference) {
            return image;
        }
    }

    private static Map<String, Object> keyed(
            Object list, List<String> keys, UnaryOperator<Map<String, Object>> normalised) {
        Map<String, Object> entries = new TreeMap<>();
        for (Object item : (List<?>) list) {
            Map<String, Object> entry = normalised.apply(mapOf(item));
            List<String> key = keys.stream()
                    .filter(entry::containsKey)
                    .map(field -> String.valueOf(entry.get(field)))
                    .toList();
            String name = String.join("/", key);
            while (entries.containsKey(name)) {
                name += "'";
            }
            entries.put(name, entry);
        }
        return entries;
    }

    /** Every optional flag of a task definition is off by default but {@code essential}, which is set by now. */
    private static Object withoutDefaultFalse(Object node) {
        if (!(node instanceof Map<?, ?>)) {
            return node;
        }
        Map<String, Object> kept = new TreeMap<>();
        mapOf(node).forEach((key, value) -> {
            Object child = withoutDefaultFalse(value);
            boolean isDefault = child.equals(false) && !key.equals("essential");
            if (!isDefault && !child.equals(Map.of())) {
                kept.put(key, child);
            }
        });
        return kept;
    }

    private static void compare(String path, Object ours, Object theirs, List<String> different) {
        if (ours instanceof Map<?, ?> && theirs instanceof Map<?, ?>) {
            Map<String, Object> left = mapOf(ours);
            Map<String, Object> right = mapOf(theirs);
            Set<String> keys = new TreeSet<>(left.keySet());
            keys.addAll(new HashSet<>(right.keySet()));
            for (String key : keys) {
                String child = path.isEmpty() ? key : path + "." + key;
                compare(child, left.getOrDefault(key, Absent.HERE), right.getOrDefault(key, Absent.HERE), different);
            }
        } else if (!ours.equals(theirs)) {
            different.add(path);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapOf(Object node) {
        return new TreeMap<>((Map<String, Object>) node);
    }

    private enum Absent {
        HERE
    }
}
