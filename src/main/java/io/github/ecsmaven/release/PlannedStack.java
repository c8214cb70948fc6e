package io.github.ecsmaven.release;

import io.github.ecsmaven.ecs.DeploymentSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A service and its stack in a plan.
 *
 * @param name cluster and service, {@code prod/shop}
 * @param decision what has to happen to both
 * @param settings how the service is deployed
 * @param allowsReplacement whether load balancer, log group and cluster may be lost
 */
public record PlannedStack(
        String name, StackDecision decision, DeploymentSettings settings, boolean allowsReplacement) {
    /** The calls that change something, in order. */
    public List<PlannedCall> calls() {
        List<PlannedCall> calls = new ArrayList<>();
        String stack = decision.stack().request().name();
        decision.stack().calls().forEach(call -> calls.add(new PlannedCall(call, stack)));
        deployment().ifPresent(service -> calls.addAll(service.calls()));
        return calls;
    }

    /** What happens to the service by itself, where the stack is as it is wanted. */
    public Optional<PlannedDeployment> deployment() {
        return decision.service().map(change -> new PlannedDeployment(name, change, settings, Optional.empty()));
    }
}
