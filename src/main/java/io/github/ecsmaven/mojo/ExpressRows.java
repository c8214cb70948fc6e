package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.ExpressChange;
import io.github.ecsmaven.mojo.PlanRow.Action;
import io.github.ecsmaven.release.PlannedExpress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The wording of an Express service: as a row of a plan, and when it is changed. */
final class ExpressRows {
    private ExpressRows() {}

    static List<PlanRow> of(PlannedExpress planned) {
        ExpressChange change = planned.change();
        List<PlanRow> rows = new ArrayList<>();
        planned.roles().ifPresent(stack -> rows.addAll(StackRows.of(stack, false)));
        rows.add(new PlanRow("express service", action(change), planned.name(), remarks(change), change.fields()));
        return rows;
    }

    private static Action action(ExpressChange change) {
        if (change instanceof ExpressChange.Create) {
            return Action.CREATE;
        }
        return change.calls().isEmpty() ? Action.NOTHING : Action.CHANGE;
    }

    private static List<String> remarks(ExpressChange change) {
        List<String> remarks = new ArrayList<>();
        if (change instanceof ExpressChange.Create) {
            remarks.add("with HTTPS address, load balancing, scaling and log group, all managed by ECS");
        } else if (change instanceof ExpressChange.Redeploy redeploy) {
            remarks.add("deployed" + DeploymentLog.inWords(redeploy.reason()));
        } else if (change instanceof ExpressChange.Follow) {
            remarks.add("being deployed already, and that deployment is followed");
        }
        change.before().flatMap(it -> it.url().map(URI::toString)).ifPresent(url -> remarks.add("answers at " + url));
        return remarks;
    }

    /** What the user reads before the change is carried out. */
    static List<String> decided(ExpressChange change) {
        String name = change.wanted().service().toString();
        List<String> lines = new ArrayList<>();
        if (change instanceof ExpressChange.Create) {
            lines.add("Creating Express " + name + ", which ECS gives load balancing, scaling and logs");
        } else if (change instanceof ExpressChange.Update) {
            lines.add("Updating Express " + name);
            change.fields().forEach(field -> lines.add("  " + field.path() + ": " + DeploymentLog.inWords(field)));
        } else if (change instanceof ExpressChange.Redeploy redeploy) {
            lines.add("Deploying Express " + name + DeploymentLog.inWords(redeploy.reason()));
        } else if (change instanceof ExpressChange.Follow) {
            lines.add("Express " + name + " is being deployed already: following that deployment");
        }
        return lines;
    }
}
