package io.github.ecsmaven.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a service in a stack of its own takes: the calls of AWS CloudFormation, and what CloudFormation then calls as the caller (user
 * guide, "Control access with AWS IAM": without a service role it uses the caller's credentials). A creation that fails is taken back, so
 * what may be made may be deleted too. Which resources an action takes stands in the Service Authorization Reference; roles that AWS
 * services have of themselves are made at the first use in an account (IAM user guide, "Using service-linked roles").
 *
 * @param service the service
 * @param stack name of its stack
 * @param executionRole name of the execution role that is made
 * @param roles ARNs of roles that exist and are handed to tasks
 * @param logGroup name of the log group
 * @param loadBalancer ending of the ARN of the load balancer, {@code name/id}
 * @param targetGroup name of the target group that is made
 * @param features what is made
 */
public record StackPermissions(
        ServicePlace service,
        String stack,
        String executionRole,
        Set<String> roles,
        String logGroup,
        String loadBalancer,
        String targetGroup,
        Set<StackFeature> features) {
    static final List<String> ON_STACK = List.of(
            "cloudformation:CreateChangeSet",
            "cloudformation:DeleteChangeSet",
            "cloudformation:DescribeChangeSet",
            "cloudformation:DescribeEvents",
            "cloudformation:DetectStackResourceDrift",
            "cloudformation:ExecuteChangeSet",
            "cloudformation:GetTemplate",
            "cloudformation:ListChangeSets");

    static final List<String> TO_FOLLOW = List.of(
            "cloudformation:DeleteStack",
            "cloudformation:DescribeStackEvents",
            "cloudformation:DescribeStackResources",
            "cloudformation:DescribeStacks");

    static final List<String> OF_ROLE = List.of(
            "iam:AttachRolePolicy",
            "iam:CreateRole",
            "iam:PutRolePolicy",
            "iam:TagRole",
            "iam:UntagRole",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRole");

    static final List<String> TO_DELETE_ROLE = List.of(
            "iam:DeleteRole",
            "iam:DeleteRolePolicy",
            "iam:DetachRolePolicy",
            "iam:GetRole",
            "iam:ListAttachedRolePolicies",
            "iam:ListRolePolicies");

    private static final String ECS_ROLE = "aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";
    private static final String BALANCING_ROLE =
            "aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing";
    private static final String SCALING_ROLE = "aws-service-role/ecs.application-autoscaling.amazonaws.com/"
            + "AWSServiceRoleForApplicationAutoScaling_ECSService";

    /** To create and update it. */
    public Policy policy() {
        List<Statement> statements = new ArrayList<>(removal().statements());
        statements.add(Statement.of("Stack", ON_STACK, place().stack(stack)));
        statements.add(Statement.of(
                "StackService",
                List.of("ecs:CreateService", "ecs:TagResource", "ecs:UntagResource", "ecs:UpdateService"),
                service.arn()));
        statements.add(Statement.of(
                "TaskDefinitions",
                List.of("ecs:RegisterTaskDefinition", "ecs:TagResource"),
                place().taskDefinitions(service.service())));
        statements.add(
                Statement.of("PassRoles", List.of("iam:PassRole"), passed()).under(Condition.PASSED_TO_TASKS));
        statements.addAll(toMake());
        statements.add(Statement.of("FirstUse", List.of("iam:CreateServiceLinkedRole"), serviceRoles()));
        return new Policy(statements);
    }

    private List<Statement> toMake() {
        List<Statement> statements = new ArrayList<>();
        if (has(StackFeature.CLUSTER)) {
            statements.add(Statement.of("CreateCluster", List.of("ecs:CreateCluster"), Place.ANY));
            statements.add(Statement.of(
                    "StackCluster",
                    List.of(
                            "ecs:PutClusterCapacityProviders",
                            "ecs:TagResource",
                            "ecs:UntagResource",
                            "ecs:UpdateCluster"),
                    place().cluster(service.cluster())));
        }
        if (has(StackFeature.EXECUTION_ROLE)) {
            statements.add(Statement.of("StackRole", OF_ROLE, place().role(executionRole)));
        }
        if (has(StackFeature.LOG_GROUP)) {
            statements.add(Statement.of(
                    "StackLogs",
                    List.of("logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:TagResource", "logs:UntagResource"),
                    // Of tags the ARN without its streams is weighed.
                    List.of(place().logGroup(logGroup), place().logGroupAlone(logGroup))));
        }
        if (has(StackFeature.SECURITY_GROUPS)) {
            statements.add(Statement.of(
                    "StackSecurityGroups",
                    List.of(
                            "ec2:AuthorizeSecurityGroupIngress",
                            "ec2:CreateSecurityGroup",
                            "ec2:CreateTags",
                            "ec2:DeleteTags",
                            "ec2:RevokeSecurityGroupIngress"),
                    List.of(place().securityGroups(), place().vpcs())));
        }
        statements.addAll(toBalance());
        if (has(StackFeature.SCALING)) {
            statements.add(Statement.of(
                    "StackScaling",
                    List.of(
                            "application-autoscaling:PutScalingPolicy",
                            "application-autoscaling:RegisterScalableTarget",
                            "application-autoscaling:TagResource"),
                    Place.ANY));
        }
        statements.add(lookup());
        return statements;
    }

    private List<Statement> toBalance() {
        List<String> actions = new ArrayList<>();
        if (has(StackFeature.LOAD_BALANCER)) {
            actions.addAll(List.of(
                    "elasticloadbalancing:CreateLoadBalancer",
                    "elasticloadbalancing:ModifyLoadBalancerAttributes",
                    "elasticloadbalancing:SetSecurityGroups",
                    "elasticloadbalancing:SetSubnets"));
        }
        if (has(StackFeature.TARGET_GROUP)) {
            actions.addAll(List.of(
                    "elasticloadbalancing:CreateTargetGroup",
                    "elasticloadbalancing:ModifyTargetGroup",
                    "elasticloadbalancing:ModifyTargetGroupAttributes"));
        }
        if (has(StackFeature.LISTENERS)) {
            actions.addAll(List.of("elasticloadbalancing:CreateListener", "elasticloadbalancing:ModifyListener"));
        }
        if (has(StackFeature.RULE)) {
            actions.addAll(List.of(
                    "elasticloadbalancing:CreateRule",
                    "elasticloadbalancing:ModifyRule",
                    "elasticloadbalancing:SetRulePriorities"));
        }
        if (!actions.isEmpty()) {
            actions.addAll(List.of("elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"));
        }
        return List.of(Statement.of("StackLoadBalancer", actions, balancing()));
    }

    /** To see before whether it can be made. */
    public Policy verification() {
        return Policy.of(
                Statement.of("Stack", List.of("cloudformation:DescribeStacks"), place().stack(stack)), lookup());
    }

    private Statement lookup() {
        List<String> actions = new ArrayList<>();
        if (has(StackFeature.NETWORK_LOOKUP)) {
            actions.addAll(List.of("ec2:DescribeRouteTables", "ec2:DescribeSubnets", "ec2:DescribeVpcs"));
        }
        if (has(StackFeature.BALANCER_LOOKUP)) {
            actions.addAll(List.of(
                    "elasticloadbalancing:DescribeListeners",
                    "elasticloadbalancing:DescribeLoadBalancers",
                    "elasticloadbalancing:DescribeTargetGroups"));
        }
        return Statement.of("LookUp", actions, Place.ANY);
    }

    /** To remove it. */
    public Policy removal() {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of("Stack", TO_FOLLOW, place().stack(stack)));
        statements.add(
                Statement.of("StackService", List.of("ecs:DeleteService", "ecs:DescribeServices"), service.arn()));
        statements.add(Statement.of(
                "StackRevisions",
                List.of(
                        "ecs:DeregisterTaskDefinition",
                        "ecs:DescribeTaskDefinition",
                        "ecs:ListServices",
                        "ecs:ListTaskDefinitions"),
                Place.ANY));
        ServicePlace all = new ServicePlace(place(), service.cluster(), Place.ANY);
        statements.add(Statement.of("UsersOfRevisions", DeployPermissions.ON_USERS_OF_REVISIONS, all.withHistory()));
        statements.addAll(DeployPermissions.onTasks(service));
        if (has(StackFeature.CLUSTER)) {
            statements.add(Statement.of(
                    "StackCluster",
                    List.of("ecs:DeleteCluster", "ecs:DescribeClusters"),
                    place().cluster(service.cluster())));
        }
        if (has(StackFeature.EXECUTION_ROLE)) {
            statements.add(Statement.of("StackRole", TO_DELETE_ROLE, place().role(executionRole)));
        }
        if (has(StackFeature.LOG_GROUP)) {
            statements.add(Statement.of("StackLogs", List.of("logs:DeleteLogGroup"), place().logGroup(logGroup)));
            statements.add(Statement.of("FindLogs", List.of("logs:DescribeLogGroups"), place().logGroup(Place.ANY)));
        }
        if (has(StackFeature.SECURITY_GROUPS)) {
            statements.add(
                    Statement.of("StackSecurityGroups", List.of("ec2:DeleteSecurityGroup"), place().securityGroups()));
        }
        statements.add(Statement.of("StackLoadBalancer", balancingToDelete(), balancing()));
        if (has(StackFeature.SCALING)) {
            statements.add(Statement.of(
                    "StackScaling",
                    List.of(
                            "application-autoscaling:DeleteScalingPolicy",
                            "application-autoscaling:DeregisterScalableTarget",
                            "application-autoscaling:DescribeScalableTargets",
                            "application-autoscaling:DescribeScalingPolicies"),
                    Place.ANY));
        }
        statements.add(Statement.of("LookAtStack", looks(), Place.ANY));
        return new Policy(statements);
    }

    private List<String> balancingToDelete() {
        List<String> actions = new ArrayList<>();
        add(StackFeature.LOAD_BALANCER, "elasticloadbalancing:DeleteLoadBalancer", actions);
        add(StackFeature.TARGET_GROUP, "elasticloadbalancing:DeleteTargetGroup", actions);
        add(StackFeature.LISTENERS, "elasticloadbalancing:DeleteListener", actions);
        add(StackFeature.RULE, "elasticloadbalancing:DeleteRule", actions);
        return actions;
    }

    /** Take no resource. */
    private List<String> looks() {
        List<String> actions = new ArrayList<>();
        add(StackFeature.SECURITY_GROUPS, "ec2:DescribeSecurityGroups", actions);
        add(StackFeature.LOAD_BALANCER, "elasticloadbalancing:DescribeLoadBalancers", actions);
        add(StackFeature.TARGET_GROUP, "elasticloadbalancing:DescribeTargetGroups", actions);
        add(StackFeature.LISTENERS, "elasticloadbalancing:DescribeListeners", actions);
        add(StackFeature.RULE, "elasticloadbalancing:DescribeRules", actions);
        return actions;
    }

    private void add(StackFeature feature, String action, List<String> actions) {
        if (has(feature)) {
            actions.add(action);
        }
    }

    private boolean has(StackFeature feature) {
        return features.contains(feature);
    }

    private Place place() {
        return service.place();
    }

    private List<String> passed() {
        List<String> passed = new ArrayList<>(roles);
        if (has(StackFeature.EXECUTION_ROLE)) {
            passed.add(place().role(executionRole));
        }
        return passed;
    }

    private List<String> balancing() {
        List<String> arns = new ArrayList<>();
        if (has(StackFeature.TARGET_GROUP)) {
            arns.add(place().balancing("targetgroup/" + targetGroup + "/" + Place.ANY));
        }
        if (has(StackFeature.LOAD_BALANCER) || has(StackFeature.LISTENERS)) {
            arns.add(place().balancing("loadbalancer/app/" + loadBalancer));
            arns.add(place().balancing("listener/app/" + loadBalancer + "/" + Place.ANY));
        }
        if (has(StackFeature.RULE)) {
            arns.add(place().balancing("listener/app/" + loadBalancer + "/" + Place.ANY));
            arns.add(place().balancing("listener-rule/app/" + loadBalancer + "/" + Place.ANY));
        }
        return arns;
    }

    private List<String> serviceRoles() {
        List<String> arns = new ArrayList<>();
        arns.add(place().role(ECS_ROLE));
        if (has(StackFeature.LOAD_BALANCER)) {
            arns.add(place().role(BALANCING_ROLE));
        }
        if (has(StackFeature.SCALING)) {
            arns.add(place().role(SCALING_ROLE));
        }
        return arns;
    }
}
