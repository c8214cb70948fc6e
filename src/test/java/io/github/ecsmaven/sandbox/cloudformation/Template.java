package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A template that passed its checks.
 *
 * @param body as it was sent
 * @param description may be empty
 * @param parameters their declarations
 * @param resources in the template's order
 */
record Template(
        String body,
        String description,
        Map<String, ObjectNode> parameters,
        Map<String, Resource> resources,
        Map<String, ObjectNode> outputs) {

    /**
     * A resource as a template declares it.
     *
     * @param dependsOn what its own words and its references name, parameters too
     * @param deletionPolicy Delete, Retain or RetainExceptOnCreate
     * @param updateReplacePolicy Delete or Retain
     */
    record Resource(
            String logicalId,
            ResourceType type,
            ObjectNode properties,
            Set<String> dependsOn,
            String deletionPolicy,
            String updateReplacePolicy,
            JsonNode metadata) {}

    static Template empty() {
        return new Template("", "", Map.of(), Map.of(), Map.of());
    }

    Optional<Resource> resource(String logicalId) {
        return Optional.ofNullable(resources.get(logicalId));
    }

    /** What has to be there before each resource. */
    Map<String, Set<String>> dependencies() {
        Map<String, Set<String>> dependencies = new LinkedHashMap<>();
        resources.values().forEach(resource -> {
            Set<String> needed = new TreeSet<>(resource.dependsOn());
            needed.retainAll(resources.keySet());
            dependencies.put(resource.logicalId(), needed);
        });
        return dependencies;
    }

    /** The resources, each after those that it depends on. */
    List<Resource> inOrder() {
        return DependencyOrder.of(dependencies()).stream().map(resources::get).toList();
    }

    /** What the caller has to acknowledge for the template (user guide, "Acknowledging IAM resources in CloudFormation templates"). */
    Optional<String> neededCapability() {
        List<Resource> roles = resources.values().stream()
                .filter(resource -> resource.type().name().equals("AWS::IAM::Role"))
                .toList();
        if (roles.isEmpty()) {
            return Optional.empty();
        }
        boolean named = roles.stream().anyMatch(role -> role.properties().has("RoleName"));
        return Optional.of(named ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM");
    }

    Set<String> resourceTypes() {
        Set<String> types = new TreeSet<>();
        resources.values().forEach(resource -> types.add(resource.type().name()));
        return types;
    }
}
