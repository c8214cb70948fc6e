package io.github.ecsmaven.ecs;

import java.util.ArrayList;
import java.util.List;

/** Writes down what it hears. */
final class RecordingListener implements DeploymentListener {
    final List<String> heard = new ArrayList<>();
    final List<DeploymentEvent> events = new ArrayList<>();
    final List<DeploymentSnapshot> snapshots = new ArrayList<>();

    @Override
    public void registered(TaskDefinitionArn revision) {
        heard.add("registered " + revision);
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
    public void outcome(DeploymentOutcome outcome) {
        heard.add("outcome " + outcome.status());
    }
}
