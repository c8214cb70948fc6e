package io.github.ecsmaven.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what it hears. */
final class RecordingListener implements DeploymentListener {
    final List<String> heard = new ArrayList<>();
    final List<DeploymentEvent> events = new ArrayList<>();
    final List<DeploymentSnapshot> snapshots = new ArrayList<>();
    final List<FollowUp> followUps = new ArrayList<>();

    @Override
    public void registered(TaskDefinitionArn revision) {
        heard.add("registered " + revision);
    }

    @Override
    public void taskStarted(String taskArn) {
        heard.add("task started");
    }

    @Override
    public void taskOutput(String container, String line) {
        heard.add(container + " wrote " + line);
    }

    @Override
    public void taskEnded(String taskArn) {
        heard.add("task succeeded");
    }

    @Override
    public void updating(ServiceReference service, TaskDefinitionArn revision) {
        heard.add("updating " + service.serviceName() + " to " + revision);
    }

    @Override
    public void waiting(ServiceReference service, String deploymentId) {
        heard.add("waiting for " + deploymentId);
    }

    @Override
    public void followUp(FollowUp commands) {
        followUps.add(commands);
    }

    @Override
    public void tasksStopped(StoppedTasks cause, Optional<String> fix) {
        heard.add("stopped: " + cause.reason());
    }

    @Override
    public void paused(String stage) {
        heard.add("paused in " + stage);
    }

    @Override
    public void rollingBack(String why) {
        heard.add("rolling back because " + why);
    }

    @Override
    public void progress(DeploymentSnapshot snapshot) {
        snapshots.add(snapshot);
    }

    @Override
    public void event(DeploymentEvent event) {
        events.add(event);
    }

    @Override
    public void lookFailed(String problem) {
        heard.add("look failed: " + problem);
    }

    @Override
    public void notAllowed(String action, String consequence) {
        heard.add("not allowed " + action);
    }

    @Override
    public void unexplained(String problem) {
        heard.add("unexplained: " + problem);
    }

    @Override
    public void outcome(DeploymentOutcome outcome) {
        heard.add("outcome " + outcome.status());
    }
}
