package io.github.ecsmaven.ecs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which ACTIVE revisions of a family are deregistered and which stay. Computed before anything is sent.
 *
 * @param surplus what is deregistered, oldest first
 * @param kept what stays and why
 */
public record RevisionSelection(List<TaskDefinitionArn> surplus, Map<TaskDefinitionArn, Reason> kept) {
    /**
     * As many are deregistered after one deployment, so that a family of thousands does not hold a build up, and takes no other
     * deployment's share of the calls that an account has (ECS API reference, Request throttling).
     */
    static final int MOST = 30;

    public RevisionSelection {
        surplus = List.copyOf(surplus);
        kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    }

    /** Why a revision stays. The first that holds counts. */
    public enum Reason {
        /** It is among as many of the newest as were asked for. */
        NEWEST,
        /** It is what was just deployed. */
        DEPLOYED,
        /** It is newer than what was just deployed: somebody may be about to deploy it. */
        NEWER,
        /** A service of the cluster has it, or a task of the cluster runs it. */
        IN_USE,
        /** A service would go back to it. */
        ROLLBACK_TARGET,
        /** It is one too many for this time, and goes after a later deployment. */
        LATER
    }

    /**
     * @param active every ACTIVE revision of a family
     * @param keep how many of the newest stay in any case
     * @param deployed what was just deployed
     * @param uses what must stay although it is old
     */
    static RevisionSelection of(
            List<TaskDefinitionArn> active, int keep, TaskDefinitionArn deployed, RevisionUses uses) {
        List<TaskDefinitionArn> newestFirst = active.stream()
                .sorted(Comparator.comparing(TaskDefinitionArn::revision).reversed())
                .toList();
        Map<TaskDefinitionArn, Reason> kept = new LinkedHashMap<>();
        List<TaskDefinitionArn> oldestFirst = new ArrayList<>();
        for (int place = 0; place < newestFirst.size(); place++) {
            TaskDefinitionArn revision = newestFirst.get(place);
            Optional<Reason> reason = place < keep
                    ? Optional.of(Reason.NEWEST)
                    : uses.of(revision).or(() -> since(deployed, revision));
            reason.ifPresentOrElse(why -> kept.put(revision, why), () -> oldestFirst.add(0, revision));
        }
        List<TaskDefinitionArn> surplus = oldestFirst.subList(0, Math.min(MOST, oldestFirst.size()));
        oldestFirst.subList(surplus.size(), oldestFirst.size()).forEach(later -> kept.put(later, Reason.LATER));
        return new RevisionSelection(surplus, kept);
    }

    private static Optional<Reason> since(TaskDefinitionArn deployed, TaskDefinitionArn revision) {
        if (revision.equals(deployed)) {
            return Optional.of(Reason.DEPLOYED);
        }
        return revision.revision() > deployed.revision() ? Optional.of(Reason.NEWER) : Optional.empty();
    }
}
