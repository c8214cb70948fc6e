package io.github.ecsmaven.iam;

import java.util.List;

/** What a service may have besides its task definition. None of the actions takes a resource that would be known. */
public enum VerifyFeature {
    /** Its deployments heed alarms. */
    ALARMS("cloudwatch:DescribeAlarms"),
    /** Its tasks are on Fargate, in subnets. */
    SUBNETS("ec2:DescribeRouteTables", "ec2:DescribeSubnets", "ec2:DescribeVpcEndpoints"),
    /** Its tasks are behind a load balancer. */
    TARGET_GROUPS("elasticloadbalancing:DescribeTargetGroupAttributes", "elasticloadbalancing:DescribeTargetGroups");

    private final List<String> actions;

    VerifyFeature(String... actions) {
        this.actions = List.of(actions);
    }

    List<String> actions() {
        return actions;
    }
}
