package io.github.ecsmaven.ecs;

import java.util.Optional;

/** Hears what happens while a service is changed. */
public interface DeploymentListener {
    /** A revision was registered. */
    void registered(TaskDefinitionArn revision);

    /** The task that has to succeed before the deployment was started. */
    void taskStarted(String taskArn);

    /** That task wrote a line. */
    void taskOutput(String container, String line);

    /** That task succeeded. */
    void taskEnded(String taskArn);

    /** The service is about to be updated to a revision. */
    void updating(ServiceReference service, TaskDefinitionArn revision);

    /** The verdict on a deployment is awaited. */
    void waiting(ServiceReference service, String deploymentId);

    /** How the deployment can be followed without this build; told again when more is known. */
    void followUp(FollowUp commands);

    /** The service was looked at; told at each look, also when nothing changed. */
    void progress(DeploymentSnapshot snapshot);

    /** ECS wrote an event; each is told once, and none from before the deployment. */
    void event(DeploymentEvent event);

    /** Tasks of the deployment stopped for a cause that was not there before; told once for each. */
    void tasksStopped(StoppedTasks cause, Optional<String> fix);

    /** A lifecycle hook holds the deployment until a person continues it; told once for each stage. */
    void paused(String stage);

    /** ECS is about to be asked to roll the deployment back. */
    void rollingBack(String why);

    /** AWS did not answer one look; the next ones will tell. */
    void lookFailed(String problem);

    /**
     * The identity may not do something that is not strictly needed.
     *
     * @param action the IAM action, such as {@code ecs:ListServiceDeployments}
     * @param consequence what is missing without it
     */
    void notAllowed(String action, String consequence);

    /**
     * Something that would explain the deployment cannot be read; the verdict does not need it.
     *
     * @param problem what, and why not
     */
    void unexplained(String problem);

    /** How it ended well; a bad end is a {@link DeploymentFailedException}. */
    void outcome(DeploymentOutcome outcome);
}
