package io.github.ecsmaven.ecs;

/**
 * Where a resource lives.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov} and the like
 * @param region such as {@code eu-west-1}
 * @param id twelve digits
 */
public record AwsAccount(String partition, String region, String id) {

    /** @throws IllegalArgumentException when the text is not an ARN */
    public static AwsAccount ofArn(String arn) {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6) {
            throw new IllegalArgumentException("not an ARN: " + arn);
        }
        return new AwsAccount(parts[1], parts[3], parts[4]);
    }

    /** ECS takes a role's name for a role of the account itself (RegisterTaskDefinition, taskRoleArn). */
    String roleArn(String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : "arn:" + partition + ":iam::" + id + ":role/" + nameOrArn;
    }
}
