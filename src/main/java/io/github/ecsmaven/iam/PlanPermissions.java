package io.github.ecsmaven.iam;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code ecs:plan} calls, and each goal with {@code dryRun}: of what the goals may do for a project, the reading that decides.
 *
 * @param goals what the goals may do
 * @param foreseesOldRevisions whether it looks which old revisions would be deregistered
 */
public record PlanPermissions(Policy goals, boolean foreseesOldRevisions) {
    /** What an update of a stack would do CloudFormation tells by a change set, which is deleted again. */
    private static final Set<String> DECIDING = Set.of(
            "cloudformation:CreateChangeSet",
            "cloudformation:DeleteChangeSet",
            "cloudformation:DescribeChangeSet",
            "cloudformation:DescribeStacks",
            "cloudformation:GetTemplate",
            "ec2:DescribeRouteTables",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcs",
            "ecr:BatchGetImage",
            "ecr:DescribeImages",
            "ecr:DescribeRepositories",
            "ecr:GetDownloadUrlForLayer",
            "ecr:GetLifecyclePolicy",
            "ecr:GetRepositoryPolicy",
            "ecr:ListTagsForResource",
            "ecs:DescribeExpressGatewayService",
            "ecs:DescribeServiceRevisions",
            "ecs:DescribeServices",
            "ecs:DescribeTaskDefinition",
            "ecs:ListServiceDeployments");

    private static final Set<String> OLD_REVISIONS =
            Set.of("ecs:DescribeTasks", "ecs:ListServices", "ecs:ListTaskDefinitions", "ecs:ListTasks");

    /** These are read by a rollback alone. */
    private static final String DEPLOYED_IMAGES = "DeployedImages";

    /** Least privilege for it. */
    public Policy policy() {
        Set<String> actions = new HashSet<>(DECIDING);
        if (foreseesOldRevisions) {
            actions.addAll(OLD_REVISIONS);
        }
        List<Statement> statements = goals.statements().stream()
                .filter(statement -> !statement.purpose().equals(DEPLOYED_IMAGES))
                .map(statement -> statement.only(actions))
                .toList();
        return new Policy(statements);
    }
}
