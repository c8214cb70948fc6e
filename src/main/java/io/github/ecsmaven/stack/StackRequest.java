package io.github.ecsmaven.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A stack as it is to be.
 *
 * @param name the stack's
 * @param template its template as JSON
 * @param resources types of the template's resources by their logical ids, in the template's order
 * @param capabilities what CreateChangeSet must be told to allow
 * @param tags of the stack, which CloudFormation puts on its resources too; {@link StackTags#OWNER} says whose it is
 */
public record StackRequest(
        String name,
        String template,
        Map<String, String> resources,
        List<String> capabilities,
        Map<String, String> tags) {

    /** @throws IllegalArgumentException when the tags do not say whose the stack is */
    public StackRequest {
        if (!tags.containsKey(StackTags.OWNER)) {
            throw new IllegalArgumentException("a stack without " + StackTags.OWNER + " would be nobody's");
        }
        resources = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(resources));
        capabilities = List.copyOf(capabilities);
        tags = java.util.Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** The stack of a service. */
    public static StackRequest of(ServiceBlueprint blueprint) {
        ServiceTemplate template = ServiceTemplate.of(blueprint);
        return new StackRequest(
                blueprint.names().stack(),
                template.json(),
                template.resources(),
                template.capabilities(),
                blueprint.tags());
    }

    /** Whose it is, {@code cluster/service}. */
    public String owner() {
        return Optional.ofNullable(tags.get(StackTags.OWNER)).orElseThrow();
    }

    /** Leaves out the template, whose variables may be secret. */
    @Override
    public String toString() {
        return "stack '" + name + "' of " + resources.size() + " resources";
    }
}
