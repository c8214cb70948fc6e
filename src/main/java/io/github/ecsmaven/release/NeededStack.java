package io.github.ecsmaven.release;

import io.github.ecsmaven.iam.Place;
import io.github.ecsmaven.iam.ServicePlace;
import io.github.ecsmaven.iam.StackFeature;
import io.github.ecsmaven.iam.StackPermissions;
import io.github.ecsmaven.stack.ClusterChoice;
import io.github.ecsmaven.stack.LoadBalancing.ExistingListener;
import io.github.ecsmaven.stack.LoadBalancing.ExistingLoadBalancer;
import io.github.ecsmaven.stack.LoadBalancing.ExistingTargetGroup;
import io.github.ecsmaven.stack.LoadBalancing.NewLoadBalancer;
import io.github.ecsmaven.stack.LogGroup;
import io.github.ecsmaven.stack.ServiceBlueprint;
import io.github.ecsmaven.stack.TaskBlueprint.ExecutionRole;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A service in a stack of its own, as far as it decides about permissions.
 *
 * @param blueprint what it is made of
 * @param looksUpNetwork whether VPC or subnets are left to be looked up
 */
public record NeededStack(ServiceBlueprint blueprint, boolean looksUpNetwork) {
    private static final int RESOURCE = 5;

    StackPermissions permissions(Place home) {
        return new StackPermissions(
                new ServicePlace(home, blueprint.cluster().name(), blueprint.service()),
                blueprint.names().stack(),
                blueprint.names().executionRole(home.region()),
                roles(),
                blueprint.task().logGroup().name(),
                loadBalancer(),
                blueprint.names().targetGroups(),
                features());
    }

    private Set<String> roles() {
        Set<String> roles = new LinkedHashSet<>();
        blueprint.task().taskRole().ifPresent(roles::add);
        if (blueprint.task().executionRole() instanceof ExecutionRole.Existing existing) {
            roles.add(existing.arn());
        }
        return roles;
    }

    /** {@code loadbalancer/app/name/id}, {@code listener/app/name/id/id}: name and id of the load balancer. */
    private String loadBalancer() {
        if (blueprint.loadBalancing() instanceof NewLoadBalancer created) {
            return blueprint.names().loadBalancer(created.internal()) + "/" + Place.ANY;
        }
        String arn = blueprint.loadBalancing() instanceof ExistingLoadBalancer there
                ? there.arn()
                : blueprint.loadBalancing() instanceof ExistingListener listener ? listener.arn() : "";
        String[] parts = arn.split(":", RESOURCE + 1);
        String[] names = parts[parts.length - 1].split("/", -1);
        return names.length > 3 ? names[2] + "/" + names[3] : Place.ANY;
    }

    private Set<StackFeature> features() {
        Set<StackFeature> features = EnumSet.noneOf(StackFeature.class);
        if (blueprint.cluster() instanceof ClusterChoice.Created) {
            features.add(StackFeature.CLUSTER);
        }
        if (blueprint.task().logGroup() instanceof LogGroup.Created) {
            features.add(StackFeature.LOG_GROUP);
        }
        if (blueprint.task().executionRole() instanceof ExecutionRole.Created) {
            features.add(StackFeature.EXECUTION_ROLE);
        }
        if (blueprint.createsSecurityGroups()) {
            features.add(StackFeature.SECURITY_GROUPS);
        }
        if (blueprint.running().scaling().isPresent()) {
            features.add(StackFeature.SCALING);
        }
        if (looksUpNetwork) {
            features.add(StackFeature.NETWORK_LOOKUP);
        }
        addBalancing(features);
        return features;
    }

    private void addBalancing(Set<StackFeature> features) {
        if (!blueprint.loadBalancing().isThere()) {
            return;
        }
        if (blueprint.loadBalancing() instanceof NewLoadBalancer) {
            features.add(StackFeature.LOAD_BALANCER);
        } else {
            features.add(StackFeature.BALANCER_LOOKUP);
        }
        if (!(blueprint.loadBalancing() instanceof ExistingTargetGroup)) {
            features.add(StackFeature.TARGET_GROUP);
            features.add(
                    blueprint.loadBalancing() instanceof ExistingListener ? StackFeature.RULE : StackFeature.LISTENERS);
        }
    }
}
