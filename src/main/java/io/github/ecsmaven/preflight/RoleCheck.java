package io.github.ecsmaven.preflight;

import io.github.ecsmaven.aws.AwsApi;
import io.github.ecsmaven.aws.AwsReads;
import io.github.ecsmaven.aws.QueryAnswer;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Whether a role of a task is there, and ECS may assume it. ECS finds out when it starts a task.
 *
 * @param role its ARN
 * @param kind {@code task role} or {@code execution role}
 * @param account the service's account
 */
record RoleCheck(AwsReads reads, String role, String kind, String account) implements Check {
    private static final String ECS_TASKS = "ecs-tasks.amazonaws.com";

    @Override
    public String subject() {
        return "roles";
    }

    @Override
    public String doing() {
        return "look at the " + kind + " '" + role + "'";
    }

    @Override
    public void look(Report report) {
        String name = role.substring(role.lastIndexOf('/') + 1);
        if (!role.contains("::" + account + ":")) {
            report.couldNotCheck(
                    "Could not look at the " + kind + " '" + role + "': it is another account's.",
                    "Make sure there that it exists and that " + ECS_TASKS + " may assume it; ECS takes roles of the"
                            + " service's own account only.");
            return;
        }
        try {
            judge(reads.query(AwsApi.IAM, "GetRole", Map.of("RoleName", name)), name, report);
        } catch (SdkException e) {
            if (!AwsReads.isRefusedWith(e, "NoSuchEntity")) {
                throw e;
            }
            missing(report);
        }
    }

    private void judge(QueryAnswer answer, String name, Report report) {
        if (answer.text("Arn").filter(role::equals).isEmpty()) {
            report.fails(
                    "There is no " + kind + " '" + role + "': the role '" + name + "' is "
                            + answer.text("Arn").orElse("elsewhere") + ".",
                    "Correct the " + field() + " of the task definition; the path is part of the ARN.");
        } else if (!TrustPolicy.parse(answer.text("AssumeRolePolicyDocument").orElse(""))
                .trusts(ECS_TASKS)) {
            report.fails(
                    "The " + kind + " '" + role + "' may not be assumed by ECS: its trust policy does not name "
                            + ECS_TASKS + ".",
                    "Add {\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"" + ECS_TASKS
                            + "\"}, \"Action\": \"sts:AssumeRole\"} to it: aws iam update-assume-role-policy"
                            + " --role-name " + name + ".");
        }
    }

    private void missing(Report report) {
        report.fails(
                "There is no " + kind + " '" + role + "'.",
                "Create it, or correct the " + field()
                        + " of the task definition; the roles there: aws iam list-roles.");
    }

    private String field() {
        return kind.equals("task role") ? "taskRoleArn" : "executionRoleArn";
    }
}
