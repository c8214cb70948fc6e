package io.github.ecsmaven.aws;

/**
 * The services of AWS that are read without a client of the SDK, whose modules for them are many megabytes for a few calls (SDK models
 * "iam", "ec2", "elasticloadbalancingv2", "cloudwatch", "cloudformation", "ssm" and "secretsmanager": service prefixes, versions and target prefixes).
 */
public enum AwsApi {
    /** Query protocol. One endpoint for a whole partition. */
    IAM("iam", "iam", "2010-05-08"),
    /** Query protocol, with errors and lists of its own. */
    EC2("ec2", "ec2", "2016-11-15"),
    /** Query protocol. */
    ELASTIC_LOAD_BALANCING("elasticloadbalancing", "elasticloadbalancing", "2015-12-01"),
    /** Query protocol. Called "monitoring" by its host and signature, "cloudwatch" by IAM. */
    CLOUDWATCH("monitoring", "cloudwatch", "2010-08-01"),
    /** Query protocol. Its client is made where a stack changes. */
    CLOUDFORMATION("cloudformation", "cloudformation", "2010-05-15"),
    /** JSON 1.1. */
    SSM("ssm", "ssm", "AmazonSSM"),
    /** JSON 1.1. */
    SECRETS_MANAGER("secretsmanager", "secretsmanager", "secretsmanager");

    private final String host;
    private final String actionPrefix;
    private final String versionOrTarget;

    AwsApi(String host, String actionPrefix, String versionOrTarget) {
        this.host = host;
        this.actionPrefix = actionPrefix;
        this.versionOrTarget = versionOrTarget;
    }

    /** What stands before the colon of an IAM action, such as {@code cloudwatch}. */
    public String actionPrefix() {
        return actionPrefix;
    }

    /** The name in host names and signatures, such as {@code monitoring}. */
    String host() {
        return host;
    }

    /** Whether all regions of a partition have one endpoint together, so that requests are signed for its region. */
    boolean isOneForAPartition() {
        return this == IAM;
    }

    /** The API's version where it speaks the query protocol, else what stands before the dot of {@code X-Amz-Target}. */
    String versionOrTarget() {
        return versionOrTarget;
    }
}
