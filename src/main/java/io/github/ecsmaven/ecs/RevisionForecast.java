package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsFailures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * Foresees which revisions {@link OldRevisions} will deregister after deployments that are only planned. It is asked about them in their
 * order, for each finds what those before it have registered and deregistered. Reads, and changes nothing.
 */
public final class RevisionForecast {
    private static final RevisionSelection NOTHING = new RevisionSelection(List.of(), Map.of());

    private final EcsClient ecs;
    private final OldRevisions oldRevisions;
    private final Map<String, List<TaskDefinitionArn>> activeOf = new HashMap<>();
    private final Map<String, TaskDefinitionArn> deployed = new HashMap<>();

    RevisionForecast(EcsClient ecs) {
        this.ecs = ecs;
        this.oldRevisions = new OldRevisions(ecs, Sleeper.system());
    }

    /**
     * What goes after the deployment of this change if it succeeds; nothing where no deployment is begun or proves anything.
     *
     * @param keep how many of the newest stay, 1 or more
     * @throws ActionableException when AWS does not tell
     */
    public RevisionSelection after(ServiceChange change, DeploymentSettings settings, int keep) {
        int count = settings.desiredCount().orElse(change.service().desiredCount());
        boolean deploys = !(change instanceof ServiceChange.Scale || change instanceof ServiceChange.Nothing);
        String family = change.wanted().family();
        if (!deploys) {
            return NOTHING;
        }
        try {
            List<TaskDefinitionArn> active = active(family);
            TaskDefinitionArn revision = revision(change, active);
            deployed.put(change.service().arn(), revision);
            if (count == 0) {
                return NOTHING;
            }
            RevisionSelection selection = oldRevisions.select(
                    active,
                    keep,
                    revision,
                    new RevisionUsers(ecs, change.service().reference().cluster(), family, deployed));
            active.removeAll(selection.surplus());
            return selection;
        } catch (SdkException e) {
            throw AwsFailures.explain("look for old revisions of '" + family + "'", e);
        }
    }

    private List<TaskDefinitionArn> active(String family) {
        return activeOf.computeIfAbsent(family, name -> new ArrayList<>(oldRevisions.active(name)));
    }

    /** The revision that the service has then; one that is to be registered gets a number above all others. */
    private static TaskDefinitionArn revision(ServiceChange change, List<TaskDefinitionArn> active) {
        if (!(change instanceof ServiceChange.Update)) {
            return change.revisionNow();
        }
        int newest = active.stream()
                .max(Comparator.comparing(TaskDefinitionArn::revision))
                .map(TaskDefinitionArn::revision)
                .orElse(0);
        TaskDefinitionArn next =
                change.service().taskDefinition().sibling(change.wanted().family(), newest + 1);
        active.add(0, next);
        return next;
    }
}
