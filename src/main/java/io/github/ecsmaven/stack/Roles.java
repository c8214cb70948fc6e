package io.github.ecsmaven.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The roles that ECS and its tasks get. */
final class Roles {
    private Roles() {}

    /**
     * The role by which ECS starts tasks: AWS's own policy for that, and exactly the secrets that the containers name.
     *
     * @param name with pseudo parameters in it
     */
    static void addExecutionRole(Resources resources, String name, Collection<SecretOrigin> secrets) {
        ObjectNode role = role(
                resources,
                Resources.EXECUTION_ROLE,
                name,
                "ecs-tasks.amazonaws.com",
                "service-role/AmazonECSTaskExecutionRolePolicy");
        List<ObjectNode> statements = new ArrayList<>();
        allow(statements, "secretsmanager:GetSecretValue", read(secrets, true));
        allow(statements, "ssm:GetParameters", read(secrets, false));
        if (!statements.isEmpty()) {
            ObjectNode document = policy();
            document.set("Statement", Intrinsics.array(statements));
            role.putArray("Policies").addObject().put("PolicyName", "secrets").set("PolicyDocument", document);
        }
    }

    /** The role by which ECS manages what Express services have around them (ECS developer guide, "Amazon ECS infrastructure IAM role"). */
    static void addInfrastructureRole(Resources resources, String name) {
        role(
                resources,
                Resources.INFRASTRUCTURE_ROLE,
                name,
                "ecs.amazonaws.com",
                "service-role/AmazonECSInfrastructureRoleforExpressGatewayServices");
    }

    private static ObjectNode role(
            Resources resources, String logicalId, String name, String service, String managedPolicy) {
        ObjectNode properties = resources.add(logicalId, "AWS::IAM::Role");
        properties.set("RoleName", Intrinsics.sub(name));
        ObjectNode trust = policy();
        ObjectNode statement =
                trust.putArray("Statement").addObject().put("Effect", "Allow").put("Action", "sts:AssumeRole");
        statement.putObject("Principal").put("Service", service);
        properties.set("AssumeRolePolicyDocument", trust);
        properties
                .putArray("ManagedPolicyArns")
                .add(Intrinsics.sub("arn:${AWS::Partition}:iam::aws:policy/" + managedPolicy));
        return properties;
    }

    private static ObjectNode policy() {
        return Intrinsics.object().put("Version", "2012-10-17");
    }

    private static List<JsonNode> read(Collection<SecretOrigin> origins, boolean secrets) {
        return origins.stream()
                .filter(origin -> origin.isSecret() == secrets)
                .flatMap(origin -> origin.resources().stream())
                .distinct()
                .toList();
    }

    private static void allow(List<ObjectNode> statements, String action, List<JsonNode> resources) {
        if (!resources.isEmpty()) {
            ObjectNode statement = Intrinsics.object().put("Effect", "Allow").put("Action", action);
            statement.set("Resource", Intrinsics.array(resources));
            statements.add(statement);
        }
    }
}
