package io.github.ecsmaven.ecs;

/** How a deployment ended, or why it is not known to have ended. */
public enum DeploymentStatus {
    /** ECS calls the deployment successful, and the service's primary deployment runs the revision. */
    SUCCEEDED(false),
    /** The service runs what is wanted, and its deployment succeeded before. */
    NOTHING_TO_DO(false),
    /** The service wants 0 tasks: it has the revision, but no task has shown that it runs. */
    NOT_PROVEN(false),
    /** Only the desired count was changed, which starts no deployment. */
    SCALED(false),
    /** The task before the deployment failed, so that the service was not touched. */
    TASK_FAILED(true),
    /** ECS has brought the service back to an earlier revision. */
    ROLLED_BACK(true),
    /** ECS tried to bring the service back and failed. */
    ROLLBACK_FAILED(true),
    /** Somebody else's deployment took over. */
    SUPERSEDED(true),
    /** An operator or ECS stopped the deployment without a rollback. */
    STOPPED(true),
    /** ECS gave up on the deployment and has nothing to roll back to. */
    FAILED(true),
    /** The wait is over; a lifecycle hook holds the deployment until a person lets it go on. */
    WAITING_FOR_HUMAN(true),
    /** The wait is over; the deployment goes on. */
    TIMED_OUT(true),
    /** AWS answers no more (expired credentials, network); the deployment goes on. */
    UNOBSERVED(true);

    private final boolean failure;

    DeploymentStatus(boolean failure) {
        this.failure = failure;
    }

    /** Whether the build has to fail. */
    public boolean isFailure() {
        return failure;
    }
}
