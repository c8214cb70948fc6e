package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A deployment that did not end well, or whose end was not seen; {@link #status()} says which. */
public final class DeploymentFailedException extends ActionableException {
    private static final long serialVersionUID = 1L;

    private final transient Details details;

    DeploymentFailedException(String problem, String remedy, Details details, @Nullable Throwable cause) {
        super(problem, remedy, cause);
        this.details = details;
    }

    /** How it ended; always a failure. */
    public DeploymentStatus status() {
        return details.status();
    }

    /** The revision that was to run. */
    public TaskDefinitionArn revision() {
        return details.revision();
    }

    /** ECS's id of the deployment, if it was seen. */
    public Optional<String> deploymentId() {
        return details.deploymentId();
    }

    /** ARN of the service deployment, where AWS told it. */
    public Optional<String> serviceDeploymentArn() {
        return details.serviceDeploymentArn();
    }

    /** Why, as far as AWS tells. */
    public Diagnosis diagnosis() {
        return details.diagnosis();
    }

    /** Why in lines that fit a screen, each after a line break; empty when nothing is known. */
    public String report() {
        return Report.of(details.diagnosis());
    }

    /** The service's events since the deployment began, oldest first. */
    public List<DeploymentEvent> events() {
        return details.diagnosis().events();
    }

    /** The deployment's stopped tasks by cause, the most frequent first. */
    public List<StoppedTasks> stoppedTasks() {
        return details.diagnosis().findings().stream()
                .map(Diagnosis.Finding::tasks)
                .toList();
    }

    /** What is known about a deployment that failed. */
    record Details(
            DeploymentStatus status,
            TaskDefinitionArn revision,
            Optional<String> deploymentId,
            Optional<String> serviceDeploymentArn,
            Diagnosis diagnosis) {}
}
