package io.github.ecsmaven.iam;

/** What a deployment may come to. */
public enum DeployFeature {
    /** It is stopped and rolled back, after a time or by an interrupt. */
    STOP,
    /** A task of its own runs before. */
    PRE_DEPLOY_TASK,
    /** The service's tasks are behind a load balancer. */
    LOAD_BALANCER
}
