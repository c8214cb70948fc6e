package io.github.ecsmaven.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@code ecs:deploy}, {@code ecs:status} and {@code ecs:rollback} call. Which resources an action takes stands in the Service
 * Authorization Reference, "Actions defined by" Amazon Elastic Container Service, AWS Elastic Load Balancing V2, Amazon CloudWatch
 * Logs, Amazon Elastic Container Registry and AWS Identity and Access Management.
 *
 * @param service the service
 * @param family family that revisions are registered in, or {@link Place#ANY}
 * @param roles ARNs of the roles that the task definition names
 * @param logStreams ARNs of the log streams that are shown
 * @param features what else may happen
 * @param deployed ARNs of the repositories of images that run; a rollback looks whether they are still there
 * @param chosen ARNs of the repositories of images that are deployed as they are, which are looked into
 */
public record DeployPermissions(
        ServicePlace service,
        String family,
        Set<String> roles,
        Set<String> logStreams,
        Set<DeployFeature> features,
        Set<String> deployed,
        Set<String> chosen) {

    private static final List<String> ON_SERVICE = List.of(
            "ecs:DescribeServiceDeployments",
            "ecs:DescribeServiceRevisions",
            "ecs:DescribeServices",
            "ecs:ListServiceDeployments",
            "ecs:UpdateService");

    private static final List<String> ON_TASK_DEFINITIONS = List.of("ecs:RegisterTaskDefinition", "ecs:TagResource");

    /** Take no resource. */
    private static final List<String> ON_OLD_REVISIONS =
            List.of("ecs:DeregisterTaskDefinition", "ecs:ListServices", "ecs:ListTaskDefinitions");

    static final List<String> ON_USERS_OF_REVISIONS =
            List.of("ecs:DescribeServiceRevisions", "ecs:DescribeServices", "ecs:ListServiceDeployments");

    /** Take no resource. */
    private static final List<String> ON_LOAD_BALANCERS = List.of(
            "elasticloadbalancing:DescribeListeners",
            "elasticloadbalancing:DescribeLoadBalancers",
            "elasticloadbalancing:DescribeTargetGroups",
            "elasticloadbalancing:DescribeTargetHealth");

    /** Least privilege for all of them. */
    public Policy policy() {
        List<Statement> statements = new ArrayList<>();
        statements.add(PushPermissions.READ_TASK_DEFINITIONS);
        statements.add(onService());
        statements.add(Statement.of("TaskDefinitions", ON_TASK_DEFINITIONS, taskDefinitions()));
        statements.add(Statement.of("PassRoles", List.of("iam:PassRole"), roles).under(Condition.PASSED_TO_TASKS));
        statements.addAll(onTasks());
        statements.add(Statement.of("Logs", List.of("logs:GetLogEvents"), logStreams));
        if (features.contains(DeployFeature.LOAD_BALANCER)) {
            statements.add(Statement.of("LoadBalancers", ON_LOAD_BALANCERS, Place.ANY));
        }
        if (features.contains(DeployFeature.OLD_REVISIONS)) {
            statements.addAll(onOldRevisions());
        }
        statements.add(Statement.of("DeployedImages", List.of("ecr:BatchGetImage"), deployed));
        statements.add(Statement.of("ChosenImages", BuildPermissions.PULL, chosen));
        return new Policy(statements);
    }

    private Statement onService() {
        List<String> actions = new ArrayList<>(ON_SERVICE);
        if (features.contains(DeployFeature.STOP)) {
            actions.add("ecs:StopServiceDeployment");
        }
        return Statement.of("Service", actions, service.withHistory());
    }

    /**
     * The reference lists container instances for ListTasks; asked by service it is allowed for a whole cluster or not at all
     * (awsdocs/amazon-ecs-developer-guide#211; ECS developer guide, "List and describe Amazon ECS task examples").
     */
    static List<Statement> onTasks(ServicePlace service) {
        return List.of(
                Statement.of("ListTasks", List.of("ecs:ListTasks"), Place.ANY).under(inCluster(service)),
                Statement.of(
                        "ReadTasks",
                        List.of("ecs:DescribeTasks"),
                        service.place().tasks(service.cluster())));
    }

    private static Condition inCluster(ServicePlace service) {
        return new Condition("ArnEquals", "ecs:cluster", service.place().cluster(service.cluster()));
    }

    private List<Statement> onTasks() {
        List<Statement> statements = new ArrayList<>(onTasks(service));
        if (features.contains(DeployFeature.PRE_DEPLOY_TASK)) {
            statements.add(Statement.of("RunTask", List.of("ecs:RunTask"), taskDefinitions())
                    .under(inCluster(service)));
        }
        return statements;
    }

    private List<Statement> onOldRevisions() {
        ServicePlace all = new ServicePlace(service.place(), service.cluster(), Place.ANY);
        return List.of(
                Statement.of("OldRevisions", ON_OLD_REVISIONS, Place.ANY),
                Statement.of("UsersOfRevisions", ON_USERS_OF_REVISIONS, all.withHistory()));
    }

    private String taskDefinitions() {
        return service.place().taskDefinitions(family);
    }
}
