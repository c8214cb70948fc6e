package io.github.ecsmaven.stack;

import static io.github.ecsmaven.stack.Intrinsics.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

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
        ObjectNode properties = resources.add(Resources.EXECUTION_ROLE, "AWS::IAM::Role");
        properties.set("RoleName", Intrinsics.sub(blueprint.names().executionRole()));
        ObjectNode trust = policy();
        ObjectNode statement =
                trust.putArray("Statement").addObject().put("Effect", "Allow").put("Action", "sts:AssumeRole");
        statement.putObject("Principal").put("Service", "ecs-tasks.amazonaws.com");
        properties.set("AssumeRolePolicyDocument", trust);
        properties
                .putArray("ManagedPolicyArns")
                .add(Intrinsics.sub(
                        "arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"));
        addSecrets(properties);
    }

    private static ObjectNode policy() {
        return object().put("Version", "2012-10-17");
    }

    private void addSecrets(ObjectNode role) {
        List<ObjectNode> statements = new ArrayList<>();
        allow(statements, "secretsmanager:GetSecretValue", resources(true));
        allow(statements, "ssm:GetParameters", resources(false));
        if (!statements.isEmpty()) {
            ObjectNode document = policy();
            document.set("Statement", Intrinsics.array(statements));
            role.putArray("Policies").addObject().put("PolicyName", "secrets").set("PolicyDocument", document);
        }
    }

    private List<JsonNode> resources(boolean secrets) {
        return blueprint.container().secrets().values().stream()
                .filter(origin -> origin.isSecret() == secrets)
                .flatMap(origin -> origin.resources().stream())
                .distinct()
                .toList();
    }

    private static void allow(List<ObjectNode> statements, String action, List<JsonNode> resources) {
        if (!resources.isEmpty()) {
            ObjectNode statement = object().put("Effect", "Allow").put("Action", action);
            statement.set("Resource", Intrinsics.array(resources));
            statements.add(statement);
        }
    }
}
