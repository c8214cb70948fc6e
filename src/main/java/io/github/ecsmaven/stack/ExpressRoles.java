package io.github.ecsmaven.stack;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The roles that are made for a service of Express Mode, in a small stack of their own.
 *
 * @param names of service and cluster
 * @param execution whether the role by which ECS starts its tasks is made
 * @param infrastructure whether the role by which ECS makes load balancer and scaling is made
 * @param secrets what the execution role may read
 * @param tags of the stack and the roles
 */
public record ExpressRoles(
        StackNames names,
        boolean execution,
        boolean infrastructure,
        Collection<SecretOrigin> secrets,
        Map<String, String> tags) {
    /** @throws IllegalArgumentException when no role is made */
    public ExpressRoles {
        if (!execution && !infrastructure) {
            throw new IllegalArgumentException("a stack needs a resource");
        }
        secrets = List.copyOf(secrets);
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        StackTags.check(tags);
    }

    void addTo(Resources resources) {
        if (execution) {
            Roles.addExecutionRole(resources, names.executionRole(), secrets);
        }
        if (infrastructure) {
            Roles.addInfrastructureRole(resources, names.infrastructureRole());
        }
    }

    /** Their stack as it is to be. */
    public StackRequest request() {
        ServiceTemplate template = ServiceTemplate.of(this);
        return new StackRequest(
                names.rolesStack(), template.json(), template.resources(), template.capabilities(), tags);
    }
}
