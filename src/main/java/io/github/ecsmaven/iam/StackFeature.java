package io.github.ecsmaven.iam;

/** What the stack of a service makes, or is put beside. */
public enum StackFeature {
    /** The cluster is made. */
    CLUSTER,
    /** The log group is made. */
    LOG_GROUP,
    /** The execution role is made. */
    EXECUTION_ROLE,
    /** Security groups are made. */
    SECURITY_GROUPS,
    /** The load balancer is made. */
    LOAD_BALANCER,
    /** A target group is made. */
    TARGET_GROUP,
    /** Listeners are made. */
    LISTENERS,
    /** A rule on a listener is made. */
    RULE,
    /** The number of tasks follows their load. */
    SCALING,
    /** VPC and subnets are looked up. */
    NETWORK_LOOKUP,
    /** A load balancer that exists is looked up. */
    BALANCER_LOOKUP
}
