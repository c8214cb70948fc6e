package io.github.ecsmaven.iam;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code ecs:push} and {@code ecs:lifecycle} call to see whether a lifecycle policy takes images that ECS uses.
 *
 * @param place where the clusters are
 * @param repository ARN of the repository
 * @param clusters their names, or {@link Place#ANY} for every one
 * @param keepsRevisions whether old revisions of task definitions are kept on purpose
 */
public record GuardPermissions(Place place, String repository, Set<String> clusters, boolean keepsRevisions) {

    /** Least privilege for all of them. */
    public Policy policy() {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of("Repository", List.of("ecr:GetLifecyclePolicy"), repository));
        if (clusters.isEmpty()) {
            return new Policy(statements);
        }
        statements.add(Statement.of("FindUsersOfImages", onEverything(), Place.ANY));
        Set<String> known = clusters.contains(Place.ANY) ? Set.of(Place.ANY) : new LinkedHashSet<>(clusters);
        known.forEach(cluster -> statements.addAll(onCluster(cluster)));
        return new Policy(statements);
    }

    /** Take no resource. */
    private List<String> onEverything() {
        List<String> actions = new ArrayList<>(List.of("ecs:ListServices", "ecs:DescribeTaskDefinition"));
        if (clusters.contains(Place.ANY)) {
            actions.add("ecs:ListClusters");
        }
        if (keepsRevisions) {
            actions.add("ecs:ListTaskDefinitions");
        }
        return actions;
    }

    private List<Statement> onCluster(String cluster) {
        Statement listTasks = Statement.of("ListTasks", List.of("ecs:ListTasks"), Place.ANY);
        ServicePlace services = new ServicePlace(place, cluster, Place.ANY);
        return List.of(
                Statement.of("UsersOfImages", DeployPermissions.ON_USERS_OF_REVISIONS, services.withHistory()),
                cluster.equals(Place.ANY)
                        ? listTasks
                        : listTasks.under(new Condition("ArnEquals", "ecs:cluster", place.cluster(cluster))),
                Statement.of("ReadTasks", List.of("ecs:DescribeTasks"), place.tasks(cluster)));
    }
}
