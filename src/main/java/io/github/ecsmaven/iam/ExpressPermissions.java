package io.github.ecsmaven.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@code ecs:deploy} calls for an Express service, and {@code ecs:destroy}. Which resources an action takes stands in the Service
 * Authorization Reference, "Actions defined by" Amazon Elastic Container Service, AWS Elastic Load Balancing V2 and Amazon CloudWatch
 * Logs. Load balancer, scaling and the like ECS makes with the rights of the infrastructure role.
 *
 * @param service the service
 * @param taskRoles ARNs of the roles that its tasks get: execution role and task role
 * @param infrastructureRole ARN of the role that ECS itself gets
 * @param made the roles that are made for it
 * @param showsLogs whether the containers' logs explain a deployment that failed
 * @param stops whether a deployment may be asked to roll back
 */
public record ExpressPermissions(
        ServicePlace service,
        Set<String> taskRoles,
        String infrastructureRole,
        MadeRoles made,
        boolean showsLogs,
        boolean stops) {
    /**
     * Roles that AWS CloudFormation makes as the caller.
     *
     * @param stack name of their stack
     * @param arns their own; none where no role is made
     */
    public record MadeRoles(String stack, Set<String> arns) {}

    private static final List<String> ON_SERVICE = List.of(
            "ecs:CreateExpressGatewayService",
            "ecs:DescribeExpressGatewayService",
            "ecs:DescribeServiceDeployments",
            "ecs:DescribeServiceRevisions",
            "ecs:DescribeServices",
            "ecs:ListServiceDeployments",
            "ecs:TagResource",
            "ecs:UpdateExpressGatewayService",
            "ecs:UpdateService");

    private static final List<String> TO_REMOVE = List.of(
            "ecs:DeleteExpressGatewayService",
            "ecs:DescribeExpressGatewayService",
            "ecs:DescribeServiceRevisions",
            "ecs:DescribeServices");

    /** Take no resource. */
    private static final List<String> ON_LOAD_BALANCERS =
            List.of("elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth");

    /** Least privilege for it. */
    public Policy policy() {
        Condition inCluster =
                new Condition("ArnEquals", "ecs:cluster", service.place().cluster(service.cluster()));
        List<Statement> statements = new ArrayList<>();
        statements.add(PushPermissions.READ_TASK_DEFINITIONS);
        statements.add(onService());
        statements.add(
                Statement.of("PassRoles", List.of("iam:PassRole"), taskRoles).under(Condition.PASSED_TO_TASKS));
        statements.add(Statement.of("PassInfrastructureRole", List.of("iam:PassRole"), infrastructureRole)
                .under(Condition.PASSED_TO_ECS));
        statements.add(
                Statement.of("ListTasks", List.of("ecs:ListTasks"), Place.ANY).under(inCluster));
        statements.add(Statement.of(
                "ReadTasks", List.of("ecs:DescribeTasks"), service.place().tasks(service.cluster())));
        if (showsLogs) {
            // ECS names the log group.
            statements.add(Statement.of(
                    "Logs", List.of("logs:GetLogEvents"), service.place().logStreams(Place.ANY)));
        }
        statements.add(Statement.of("LoadBalancers", ON_LOAD_BALANCERS, Place.ANY));
        if (!made.arns().isEmpty()) {
            statements.add(Statement.of("RolesStack", StackPermissions.ON_STACK, rolesStack()));
            statements.add(Statement.of("Roles", StackPermissions.OF_ROLE, made.arns()));
            statements.addAll(rolesRemoval());
        }
        return new Policy(statements);
    }

    private String rolesStack() {
        return service.place().stack(made.stack());
    }

    /** A creation that fails is taken back, so what may be made may be deleted too. */
    private List<Statement> rolesRemoval() {
        return List.of(
                Statement.of("RolesStack", StackPermissions.TO_FOLLOW, rolesStack()),
                Statement.of("Roles", StackPermissions.TO_DELETE_ROLE, made.arns()));
    }

    /** To remove it, and a stack with roles that were made for it. */
    public Policy removal() {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of("ExpressService", TO_REMOVE, service.withHistory()));
        statements.addAll(
                made.arns().isEmpty()
                        ? List.of(Statement.of("RolesStack", List.of("cloudformation:DescribeStacks"), rolesStack()))
                        : rolesRemoval());
        return new Policy(statements);
    }

    private Statement onService() {
        List<String> actions = new ArrayList<>(ON_SERVICE);
        if (stops) {
            actions.add("ecs:StopServiceDeployment");
        }
        return Statement.of("ExpressService", actions, service.withHistory());
    }

    /** The statement that is missing when ECS may not be given the infrastructure role. */
    public static String passToEcs(String infrastructureRole) {
        return Statement.of("", List.of("iam:PassRole"), infrastructureRole)
                .under(Condition.PASSED_TO_ECS)
                .toString();
    }
}
