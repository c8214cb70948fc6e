package io.github.ecsmaven.ecs;

import java.util.Optional;

/** For a deployment that is over, of which only the explanation counts. */
final class NobodyListens implements DeploymentListener {
    @Override
    public void registered(TaskDefinitionArn revision) {}

    @Override
    public void taskStarted(String taskArn) {}

    @Override
    public void taskOutput(String container, String line) {}

    @Override
    public void taskEnded(String taskArn) {}

    @Override
    public void updating(ServiceReference service, TaskDefinitionArn revision) {}

    @Override
    public void waiting(ServiceReference service, String deploymentId) {}

    @Override
    public void followUp(FollowUp commands) {}

    @Override
    public void progress(DeploymentSnapshot snapshot) {}

    @Override
    public void event(DeploymentEvent event) {}

    @Override
    public void tasksStopped(StoppedTasks cause, Optional<String> fix) {}

    @Override
    public void paused(String stage) {}

    @Override
    public void rollingBack(String why) {}

    @Override
    public void lookFailed(String problem) {}

    @Override
    public void notAllowed(String action, String consequence) {}

    @Override
    public void unexplained(String problem) {}

    @Override
    public void outcome(DeploymentOutcome outcome) {}
}
