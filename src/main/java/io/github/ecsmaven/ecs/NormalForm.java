package io.github.ecsmaven.ecs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.ecsmaven.aws.TaskSizes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * A task definition in the one form that all its spellings share, so that ECS's defaults, the order of unordered lists and the
 * several ways to write a number are no differences. Tags are not part of it. Defaults: ECS API reference, RegisterTaskDefinition
 * and ContainerDefinition. Whoever changes it changes the version of {@link Fingerprint} too.
 */
final class NormalForm {
    private static final Map<String, List<String>> UNORDERED_IN_TASK = Map.of(
            "volumes", List.of("name"),
            "placementConstraints", List.of("type", "expression"),
            "inferenceAccelerators", List.of("deviceName"));
    private static final Map<String, List<String>> UNORDERED_IN_CONTAINERS = Map.ofEntries(
            Map.entry("portMappings", List.of("containerPort", "containerPortRange", "protocol")),
            Map.entry("mountPoints", List.of("containerPath")),
            Map.entry("volumesFrom", List.of("sourceContainer")),
            Map.entry("ulimits", List.of("name")),
            Map.entry("environmentFiles", List.of("value")),
            Map.entry("dependsOn", List.of("containerName")),
            Map.entry("systemControls", List.of("namespace")),
            Map.entry("resourceRequirements", List.of("type", "value")),
            Map.entry("extraHosts", List.of("hostname", "ipAddress")));
    private static final List<String> CAPABILITIES = List.of("add", "drop");
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> tree;

    private NormalForm(Map<String, Object> tree) {
        this.tree = tree;
    }

    static NormalForm of(RegisterTaskDefinitionRequest definition, AwsAccount account) {
        Map<String, Object> tree = SdkTree.of(definition);
        tree.remove("tags");
        tree.computeIfPresent("cpu", (key, cpu) -> TaskSizes.cpuUnits((String) cpu));
        tree.computeIfPresent("memory", (key, memory) -> TaskSizes.mebibytes((String) memory));
        tree.computeIfPresent("taskRoleArn", (key, role) -> account.roleArn((String) role));
        tree.computeIfPresent("executionRoleArn", (key, role) -> account.roleArn((String) role));
        platformDefaults(tree, definition.requiresCompatibilitiesAsStrings().contains("FARGATE"));
        tree.computeIfPresent("requiresCompatibilities", (key, list) -> sorted(list));
        UNORDERED_IN_TASK.forEach((field, keys) ->
                tree.computeIfPresent(field, (key, list) -> keyed(list, keys, NormalForm::withoutEfsDefaults)));
        tree.computeIfPresent(
                "proxyConfiguration",
                (key, proxy) -> with(mapOf(proxy), "properties", list -> valuesByName(list, "value")));
        String networkMode = String.valueOf(tree.get("networkMode"));
        tree.computeIfPresent(
                "containerDefinitions",
                (key, list) -> keyed(list, List.of("name"), container -> container(container, networkMode)));
        return new NormalForm(mapOf(withoutDefaultFalse(tree)));
    }

    /** Where this differs from another; empty when the two are equal. The other is what was before. */
    List<FieldChange> differencesFrom(NormalForm before) {
        Set<String> keyed = new HashSet<>(UNORDERED_IN_CONTAINERS.keySet());
        keyed.addAll(UNORDERED_IN_TASK.keySet());
        keyed.add("containerDefinitions");
        return FieldChanges.between(before.tree, tree, keyed);
    }

    /** The same for equal forms, in this version and every later one that does not change the form: SHA-256, hexadecimal. */
    String hash() {
        try {
            ByteArrayOutputStream canonical = new ByteArrayOutputStream();
            try (JsonGenerator json = JSON.createGenerator(canonical)) {
                write(tree, json);
            }
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical.toByteArray()));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("maps of text have a JSON form, and every JDK has SHA-256", e);
        }
    }

    private static void write(Object node, JsonGenerator json) throws IOException {
        if (node instanceof Map<?, ?>) {
            json.writeStartObject();
            for (Map.Entry<String, Object> member : mapOf(node).entrySet()) {
                json.writeFieldName(member.getKey());
                write(member.getValue(), json);
            }
            json.writeEndObject();
        } else if (node instanceof Collection<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(item, json);
            }
            json.writeEndArray();
        } else if (node instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (node instanceof Integer number) {
            json.writeNumber(number);
        } else if (node instanceof String || node instanceof NormalImage) {
            json.writeString(node.toString());
        } else {
            json.writeObject(node);
        }
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
        container.computeIfPresent("image", (key, image) -> new NormalImage((String) image));
        container.computeIfPresent("healthCheck", (key, check) -> healthCheck(mapOf(check)));
        container.computeIfPresent("environment", (key, list) -> valuesByName(list, "value"));
        container.computeIfPresent("secrets", (key, list) -> valuesByName(list, "valueFrom"));
        container.computeIfPresent(
                "logConfiguration",
                (key, log) -> with(mapOf(log), "secretOptions", list -> valuesByName(list, "valueFrom")));
        container.computeIfPresent("linuxParameters", (key, linux) -> linuxParameters(mapOf(linux)));
        UNORDERED_IN_CONTAINERS.forEach((field, keys) ->
                container.computeIfPresent(field, (key, list) -> keyed(list, keys, rule(field, networkMode))));
        return container;
    }

    private static UnaryOperator<Map<String, Object>> rule(String field, String networkMode) {
        return field.equals("portMappings") ? port -> port(port, networkMode) : UnaryOperator.identity();
    }

    private static Map<String, Object> linuxParameters(Map<String, Object> linux) {
        with(linux, "devices", list -> keyed(list, List.of("hostPath"), UnaryOperator.identity()));
        with(linux, "tmpfs", list -> keyed(list, List.of("containerPath"), UnaryOperator.identity()));
        return with(linux, "capabilities", capabilities -> {
            Map<String, Object> sorted = mapOf(capabilities);
            CAPABILITIES.forEach(change -> with(sorted, change, NormalForm::sorted));
            return sorted;
        });
    }

    // ECS API reference, EFSVolumeConfiguration and EFSAuthorizationConfig.
    private static Map<String, Object> withoutEfsDefaults(Map<String, Object> volume) {
        return with(volume, "efsVolumeConfiguration", efs -> {
            Map<String, Object> kept = mapOf(efs);
            kept.remove("rootDirectory", "/");
            kept.remove("transitEncryption", "DISABLED");
            with(kept, "authorizationConfig", config -> {
                Map<String, Object> authorization = mapOf(config);
                authorization.remove("iam", "DISABLED");
                return authorization;
            });
            return kept;
        });
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

    private static Map<String, Object> with(Map<String, Object> map, String field, UnaryOperator<Object> change) {
        map.computeIfPresent(field, (key, value) -> change.apply(value));
        return map;
    }

    private static Object sorted(Object list) {
        return List.copyOf(new TreeSet<>((List<?>) list));
    }

    /** Name and value are all that the entries of some lists have; of two with the same name, the last one counts. */
    private static Map<String, Object> valuesByName(Object list, String valueField) {
        Map<String, Object> values = new TreeMap<>();
        for (Object item : (List<?>) list) {
            Map<String, Object> entry = mapOf(item);
            values.put(String.valueOf(entry.getOrDefault("name", "")), entry.getOrDefault(valueField, ""));
        }
        return values;
    }

    private static Map<String, Object> keyed(
            Object list, List<String> keys, UnaryOperator<Map<String, Object>> normalised) {
        Map<String, Object> entries = new TreeMap<>();
        ((List<?>) list)
                .stream()
                        .map(item -> normalised.apply(mapOf(item)))
                        .sorted(Comparator.comparing(Object::toString))
                        .forEach(entry -> {
                            String name = name(entry, keys);
                            while (entries.containsKey(name)) {
                                name += "'";
                            }
                            entries.put(name, entry);
                        });
        return entries;
    }

    private static String name(Map<String, Object> entry, List<String> keys) {
        return keys.stream()
                .filter(entry::containsKey)
                .map(field -> String.valueOf(entry.get(field)))
                .collect(Collectors.joining("/"));
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

    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapOf(Object node) {
        return new TreeMap<>((Map<String, Object>) node);
    }
}
