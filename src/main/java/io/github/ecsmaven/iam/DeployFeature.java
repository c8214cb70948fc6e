package io.github.ecsmaven.iam;

/** What a deployment may come to. */
public enum DeployFeature {
    /** It is stopped and rolled back, after a time or by an interrupt. */
    STOP,
    /** A task of its own runs before. */
    PRE_DEPLOY_TASK,
    /** Old revisions are deregistered, but for those that something of the cluster uses. */
    OLD_REVISIONS,
    /** The service's tasks are behind a load balancer. */
    LOAD_BALANCER
}
