package io.github.ecsmaven.stack;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a change set does to one resource.
 *
 * @param action what happens to it
 * @param logicalId its name in the template
 * @param type such as {@code AWS::ECS::Service}
 * @param physicalId its name or ARN in AWS; absent when it is new
 * @param properties what differs; empty when it is new or gone
 * @param retained whether what is replaced or taken out of the template stays in AWS
 */
public record ResourceChange(
        Action action,
        String logicalId,
        String type,
        Optional<String> physicalId,
        List<PropertyChange> properties,
        boolean retained) {
    /** Those with state, or with an address that others know. */
    private static final Set<String> PRECIOUS =
            Set.of("AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::Logs::LogGroup", "AWS::ECS::Cluster");

    public ResourceChange {
        properties = List.copyOf(properties);
    }

    /** What happens to a resource. */
    public enum Action {
        CREATE,
        /** In place. */
        CHANGE,
        /** A new one is made, then the old one is deleted. */
        REPLACE,
        /** Replaced or changed in place, or even left alone: only the execution tells. */
        MAY_REPLACE,
        DELETE
    }

    /** Whether state or an address is lost by it for certain. */
    public boolean isLoss() {
        return PRECIOUS.contains(type) && !retained && (action == Action.REPLACE || action == Action.DELETE);
    }
}
