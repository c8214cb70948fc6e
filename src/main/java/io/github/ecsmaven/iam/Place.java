package io.github.ecsmaven.iam;

/**
 * Where resources are, and what they are called there (Service Authorization Reference, "Resource types defined by" Amazon Elastic
 * Container Registry, Amazon Elastic Container Service, Amazon CloudWatch Logs, AWS Identity and Access Management, AWS Key Management
 * Service).
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov} and the like
 * @param region such as {@code eu-west-1}, or {@link #ANY}
 * @param account twelve digits, or {@link #ANY}
 */
public record Place(String partition, String region, String account) {
    /** What stands in an ARN for a part that is not known. */
    public static final String ANY = "*";

    /** The same account in another region. */
    public Place inRegion(String other) {
        return new Place(partition, other, account);
    }

    /** A repository of the account's registry. */
    public String repository(String name) {
        return arn("ecr", "repository/" + name);
    }

    String cluster(String cluster) {
        return arn("ecs", "cluster/" + cluster);
    }

    String service(String cluster, String service) {
        return arn("ecs", "service/" + cluster + "/" + service);
    }

    String serviceDeployments(String cluster, String service) {
        return arn("ecs", "service-deployment/" + cluster + "/" + service + "/" + ANY);
    }

    String serviceRevisions(String cluster, String service) {
        return arn("ecs", "service-revision/" + cluster + "/" + service + "/" + ANY);
    }

    String tasks(String cluster) {
        return arn("ecs", "task/" + cluster + "/" + ANY);
    }

    /** All revisions of a family; of all families when it is {@link #ANY}. */
    String taskDefinitions(String family) {
        return arn("ecs", "task-definition/" + family + (family.equals(ANY) ? "" : ":" + ANY));
    }

    /** All streams of a log group. */
    public String logStreams(String group) {
        return arn("logs", "log-group:" + group + ":log-stream:" + ANY);
    }

    /** A log group, as listing groups asks for it: with all its streams. */
    public String logGroup(String group) {
        return arn("logs", "log-group:" + (group.equals(ANY) ? ANY : group + ":" + ANY));
    }

    String logGroupAlone(String group) {
        return arn("logs", "log-group:" + group);
    }

    /** Every secret of Secrets Manager. */
    public String secrets() {
        return arn("secretsmanager", "secret:" + ANY);
    }

    /** Every parameter of SSM. */
    public String parameters() {
        return arn("ssm", "parameter/" + ANY);
    }

    /** A stack of that name, whichever. */
    String stack(String name) {
        return arn("cloudformation", "stack/" + name + "/" + ANY);
    }

    String securityGroups() {
        return arn("ec2", "security-group/" + ANY);
    }

    String vpcs() {
        return arn("ec2", "vpc/" + ANY);
    }

    String balancing(String resource) {
        return arn("elasticloadbalancing", resource);
    }

    /** A role; all of them when it is {@link #ANY}. */
    public String role(String name) {
        return "arn:" + partition + ":iam::" + account + ":role/" + name;
    }

    /** A key by its id; all of them when it is {@link #ANY}. */
    public String key(String id) {
        return arn("kms", "key/" + id);
    }

    private String arn(String service, String resource) {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
