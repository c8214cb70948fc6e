package io.github.ecsmaven.release;

import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.RevisionSelection;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.ecs.TaskDefinitionArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One service in a plan.
 *
 * @param name cluster and service, {@code prod/shop}
 * @param change what has to happen
 * @param settings how it is deployed
 * @param oldRevisions what becomes of old revisions when the deployment has succeeded; empty where none is ever deregistered
 */
public record PlannedDeployment(
        String name, ServiceChange change, DeploymentSettings settings, Optional<RevisionSelection> oldRevisions) {

    /** The calls that change something, in order. */
    public List<PlannedCall> calls() {
        List<PlannedCall> calls = new ArrayList<>();
        for (String call : change.calls(settings)) {
            boolean onService = call.equals(ServiceChange.UPDATE);
            calls.add(new PlannedCall(call, onService ? name : change.wanted().family()));
        }
        surplus().forEach(old -> calls.add(new PlannedCall("ecs:DeregisterTaskDefinition", old.name())));
        return calls;
    }

    /** The revisions that are deregistered afterwards. */
    public List<TaskDefinitionArn> surplus() {
        return oldRevisions.map(RevisionSelection::surplus).orElse(List.of());
    }
}
