package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/**
 * Deregisters revisions that a deployment has made old. What runs goes on with a deregistered revision, and no service can be updated to it
 * (ECS API reference, DeregisterTaskDefinition).
 */
public final class OldRevisions {
    // ECS lets an account change task definitions once a second for long (ECS API reference, Request throttling).
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int LISTED = 100;

    private final EcsClient ecs;
    private final Sleeper sleeper;

    /** @param sleeper lets time pass between two calls */
    public OldRevisions(EcsClient ecs, Sleeper sleeper) {
        this.ecs = ecs;
        this.sleeper = sleeper;
    }

    /**
     * Deregisters all but the newest revisions of the family that was deployed, and none that is needed, when that deployment has
     * succeeded. The deployment is over by then, so no failure is thrown: the listener hears of it.
     *
     * @param keep how many of the newest stay, 1 or more
     */
    public void deregister(DeploymentOutcome outcome, int keep, RevisionListener listener) {
        if (outcome.status() != DeploymentStatus.SUCCEEDED) {
            return;
        }
        String family = outcome.revision().family();
        try {
            RevisionUsers users = new RevisionUsers(ecs, outcome.service().cluster(), family, Map.of());
            carryOut(select(active(family), keep, outcome.revision(), users), family, listener);
        } catch (SdkException e) {
            listener.notDeregistered(family, AwsFailures.explain("look for old revisions of '" + family + "'", e));
        } catch (ActionableException e) {
            listener.notDeregistered(family, e);
        }
    }

    /** Reads alone; asks who needs revisions only where one may go. */
    RevisionSelection select(
            List<TaskDefinitionArn> active, int keep, TaskDefinitionArn deployed, RevisionUsers users) {
        RevisionSelection byAge = RevisionSelection.of(active, keep, deployed, RevisionUses.none());
        return byAge.surplus().isEmpty() ? byAge : RevisionSelection.of(active, keep, deployed, users.uses());
    }

    /** The ACTIVE revisions of a family, newest first. */
    List<TaskDefinitionArn> active(String family) {
        return ecs
                .listTaskDefinitionsPaginator(request -> request.familyPrefix(family)
                        .status(TaskDefinitionStatus.ACTIVE)
                        .sort(SortOrder.DESC)
                        .maxResults(LISTED))
                .taskDefinitionArns()
                .stream()
                .map(TaskDefinitionArn::new)
                // The filter's name says prefix, its description says full name.
                .filter(revision -> revision.family().equals(family))
                .toList();
    }

    private void carryOut(RevisionSelection selection, String family, RevisionListener listener) {
        List<TaskDefinitionArn> done = new ArrayList<>();
        try {
            for (TaskDefinitionArn revision : selection.surplus()) {
                if (!done.isEmpty()) {
                    sleeper.sleep(PAUSE);
                }
                ecs.deregisterTaskDefinition(request -> request.taskDefinition(revision.value()));
                done.add(revision);
            }
            listener.deregistered(done, selection);
        } catch (SdkException e) {
            listener.deregistered(done, selection);
            listener.notDeregistered(
                    family,
                    AwsFailures.explain("deregister " + selection.surplus().get(done.size()), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listener.deregistered(done, selection);
        }
    }
}
