package io.github.ecsmaven.ecs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Deployment;

/**
 * A service under deployment at one moment.
 *
 * @param status ECS's word for the state of our deployment, such as {@code IN_PROGRESS} or {@code ROLLBACK_IN_PROGRESS}
 * @param stage lifecycle stage, where ECS names one
 * @param elapsed time since the wait began
 * @param deployments our deployment and those it replaces, as ECS lists them
 */
public record DeploymentSnapshot(String status, Optional<String> stage, Duration elapsed, List<Progress> deployments) {

    public DeploymentSnapshot {
        deployments = List.copyOf(deployments);
    }

    /**
     * One deployment's tasks.
     *
     * @param id such as {@code ecs-svc/9223370526043414679}
     * @param ours whether it is the one that is waited for
     * @param revision what its tasks run
     * @param desired how many tasks it should run
     * @param pending how many are starting
     * @param running how many run
     * @param failed how many failed to start or to stay healthy
     * @param rolloutState {@code IN_PROGRESS}, {@code COMPLETED}, {@code FAILED}, or empty where ECS names none
     */
    public record Progress(
            String id,
            boolean ours,
            TaskDefinitionArn revision,
            int desired,
            int pending,
            int running,
            int failed,
            String rolloutState) {

        static Progress of(Deployment deployment, boolean ours) {
            String state = deployment.rolloutStateAsString();
            return new Progress(
                    deployment.id(),
                    ours,
                    new TaskDefinitionArn(deployment.taskDefinition()),
                    number(deployment.desiredCount()),
                    number(deployment.pendingCount()),
                    number(deployment.runningCount()),
                    number(deployment.failedTasks()),
                    state == null ? "" : state);
        }

        private static int number(Integer count) {
            return count == null ? 0 : count;
        }
    }
}
