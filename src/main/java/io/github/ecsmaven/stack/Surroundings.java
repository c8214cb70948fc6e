package io.github.ecsmaven.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a service has around it: cluster, log group and execution role, each made or there already. */
final class Surroundings {
    private final ServiceBlueprint blueprint;

    Surroundings(ServiceBlueprint blueprint) {
        this.blueprint = blueprint;
    }

    void addTo(Resources resources) {
        if (blueprint.cluster() instanceof ClusterChoice.Created created) {
            addCluster(resources, created);
        }
        if (blueprint.task().logGroup() instanceof LogGroup.Created created) {
            addLogGroup(resources, created);
        }
        if (blueprint.task().executionRole() instanceof TaskBlueprint.ExecutionRole.Created) {
            addRole(resources);
        }
    }

    private void addCluster(Resources resources, ClusterChoice.Created created) {
        ObjectNode properties =
                resources.add(Resources.CLUSTER, "AWS::ECS::Cluster").put("ClusterName", created.name());
        if (blueprint.running().capacity() instanceof Capacity.Providers strategy) {
            properties.set(
                    "CapacityProviders",
                    Intrinsics.texts(strategy.providers().stream()
                            .map(Capacity.Provider::name)
                            .toList()));
        }
    }

    // It goes with the stack: destroying the service leaves nothing but the repository. Before that, and before a
    // deployment that would
    // replace it, the user is asked.
    private static void addLogGroup(Resources resources, LogGroup.Created created) {
        resources
                .add(Resources.LOG_GROUP, "AWS::Logs::LogGroup")
                .put("LogGroupName", created.name())
                .put("RetentionInDays", created.retentionDays());
        resources.resource(Resources.LOG_GROUP).put("DeletionPolicy", "Delete").put("UpdateReplacePolicy", "Delete");
    }

    private void addRole(Resources resources) {
        Roles.addExecutionRole(
                resources,
                blueprint.names().executionRole(),
                blueprint.container().secrets().values());
    }
}
