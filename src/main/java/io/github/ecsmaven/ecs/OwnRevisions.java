package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;

/** Deregisters what is left of a service that is gone: the ACTIVE revisions of its family that have its tag, and that nobody needs. */
public final class OwnRevisions {
    // As for old revisions: ECS lets an account change task definitions once a second for long.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EcsClient ecs;
    private final Sleeper sleeper;

    OwnRevisions(EcsClient ecs, Sleeper sleeper) {
        this.ecs = ecs;
        this.sleeper = sleeper;
    }

    /**
     * Deregisters them, the oldest first. The service is gone by then, so no failure is thrown: the listener hears of it.
     *
     * @param cluster where others may run revisions of the family; it may be gone too
     * @param tag key of the tag that tells whose a revision is
     * @param owner its value
     */
    public void deregister(String cluster, String family, String tag, String owner, RevisionListener listener) {
        List<TaskDefinitionArn> done = new ArrayList<>();
        Map<TaskDefinitionArn, RevisionSelection.Reason> kept = new LinkedHashMap<>();
        List<TaskDefinitionArn> own = new ArrayList<>();
        try {
            own.addAll(own(family, tag, owner));
            RevisionUses uses = own.isEmpty() ? RevisionUses.none() : uses(cluster, family);
            for (TaskDefinitionArn revision : own) {
                Optional<RevisionSelection.Reason> needed = uses.of(revision);
                if (needed.isPresent()) {
                    kept.put(revision, needed.get());
                } else {
                    deregister(revision, !done.isEmpty());
                    done.add(revision);
                }
            }
        } catch (SdkException e) {
            listener.notDeregistered(family, AwsFailures.explain("deregister revisions of '" + family + "'", e));
        } catch (ActionableException e) {
            listener.notDeregistered(family, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        own.removeAll(kept.keySet());
        listener.deregistered(done, new RevisionSelection(own, kept));
    }

    private void deregister(TaskDefinitionArn revision, boolean pause) throws InterruptedException {
        if (pause) {
            sleeper.sleep(PAUSE);
        }
        ecs.deregisterTaskDefinition(request -> request.taskDefinition(revision.value()));
    }

    private List<TaskDefinitionArn> own(String family, String tag, String owner) {
        TaskDefinitions taskDefinitions = new TaskDefinitions(ecs);
        List<TaskDefinitionArn> newestFirst = new OldRevisions(ecs, sleeper).active(family);
        List<TaskDefinitionArn> own = new ArrayList<>();
        for (TaskDefinitionArn revision : newestFirst) {
            Map<String, String> tags = taskDefinitions.known(revision).tags();
            if (owner.equals(tags.get(tag))) {
                own.add(0, revision);
            }
        }
        return own;
    }

    private RevisionUses uses(String cluster, String family) {
        try {
            return new RevisionUsers(ecs, cluster, family, Map.of()).uses();
        } catch (ClusterNotFoundException gone) {
            return new RevisionUses(Set.of(), Set.of());
        }
    }
}
