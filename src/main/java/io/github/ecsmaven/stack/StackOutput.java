package io.github.ecsmaven.stack;

/** What a stack says of the service that it made. */
public enum StackOutput {
    /** Where the service answers. */
    URL("Url", "Where the service answers"),
    /** ARN of the service. */
    SERVICE("ServiceArn", "ARN of the service"),
    /** Name of the cluster. */
    CLUSTER("Cluster", "Name of the cluster"),
    /** ARN of the task definition revision. */
    TASK_DEFINITION("TaskDefinitionArn", "ARN of the task definition revision"),
    /** Name of the log group. */
    LOG_GROUP("LogGroup", "Log group of the containers"),
    /** DNS name of the load balancer. */
    LOAD_BALANCER("LoadBalancerDnsName", "DNS name of the load balancer"),
    /** ARN of the target group. */
    TARGET_GROUP("TargetGroupArn", "ARN of the target group"),
    /** Id of the VPC whose subnets were looked up, since none are named. */
    VPC("VpcId", "VPC of the subnets that were found"),
    /** Ids of those subnets, separated by commas. */
    SUBNETS("SubnetIds", "Public subnets that were found, and stay the service's");

    private final String key;
    private final String description;

    StackOutput(String key, String description) {
        this.key = key;
        this.description = description;
    }

    /** {@code OutputKey} in CloudFormation's answers. */
    public String key() {
        return key;
    }

    String description() {
        return description;
    }
}
