package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.FieldChange;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.ecs.TaskDefinitionArn;
import io.github.ecsmaven.mojo.PlanRow.Action;
import io.github.ecsmaven.release.PlannedDeployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The wording of a service in a plan: a row of its task definition and one of itself. */
final class DeploymentRows {
    private DeploymentRows() {}

    static List<PlanRow> of(PlannedDeployment deployment) {
        return List.of(taskDefinition(deployment), service(deployment));
    }

    private static PlanRow taskDefinition(PlannedDeployment deployment) {
        List<String> remarks = new ArrayList<>();
        if (deployment.change() instanceof ServiceChange.Update update
                && update.differences().isEmpty()) {
            remarks.add("equal to " + update.from() + ", which no service can be updated to: it was deregistered");
        }
        if (!deployment.surplus().isEmpty()) {
            remarks.add("deregistered when the deployment has succeeded: "
                    + deployment.surplus().stream().map(TaskDefinitionArn::name).collect(Collectors.joining(", ")));
        }
        if (deployment.change() instanceof ServiceChange.Update update) {
            return new PlanRow(
                    "task definition", Action.CREATE, next(update.wanted().family()), remarks, update.differences());
        }
        return new PlanRow(
                "task definition",
                Action.NOTHING,
                deployment.change().revisionNow().name(),
                remarks,
                List.of());
    }

    private static String next(String family) {
        return "the next revision of " + family;
    }

    private static PlanRow service(PlannedDeployment deployment) {
        ServiceChange change = deployment.change();
        boolean changes = !change.calls(deployment.settings()).isEmpty();
        return new PlanRow(
                "service",
                changes ? Action.CHANGE : Action.NOTHING,
                deployment.name(),
                remarks(change, deployment.settings()),
                fields(change, deployment.settings()));
    }

    private static List<String> remarks(ServiceChange change, DeploymentSettings settings) {
        List<String> remarks = new ArrayList<>();
        if (change instanceof ServiceChange.Redeploy redeploy) {
            remarks.add(redeploy.revision() + " is deployed" + DeploymentLog.inWords(redeploy.reason()));
        } else if (change instanceof ServiceChange.Follow follow) {
            remarks.add(follow.revision() + " is being deployed already, and that deployment is followed");
        } else if (change instanceof ServiceChange.Update update) {
            settings.preDeployTask()
                    .ifPresent(
                            task -> remarks.add("before it is updated, a task of the new revision runs in container '"
                                    + task.container().orElse(update.wanted().container()) + "' (<preDeployTask>)"));
            if (settings.forceNewDeployment()) {
                remarks.add("all its tasks are replaced (<forceNewDeployment>)");
            }
        }
        return remarks;
    }

    private static List<FieldChange> fields(ServiceChange change, DeploymentSettings settings) {
        List<FieldChange> fields = new ArrayList<>();
        int count = change.service().desiredCount();
        int wanted = settings.desiredCount().orElse(count);
        if (wanted != count) {
            fields.add(PlanRows.field(
                    "desiredCount", Optional.of(String.valueOf(count)), Optional.of(String.valueOf(wanted))));
        }
        TaskDefinitionArn runs = change.service().taskDefinition();
        String then = change instanceof ServiceChange.Update update
                ? next(update.wanted().family())
                : change.revisionNow().name();
        if (change instanceof ServiceChange.Update || !change.revisionNow().equals(runs)) {
            fields.add(PlanRows.field("taskDefinition", Optional.of(runs.name()), Optional.of(then)));
        }
        return fields;
    }
}
