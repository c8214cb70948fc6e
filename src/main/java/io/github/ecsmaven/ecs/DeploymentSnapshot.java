package io.github.ecsmaven.ecs;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentLifecycleStage;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;

/**
 * A service under deployment at one moment.
 *
 * @param status ECS's word for the state of our deployment, such as {@code IN_PROGRESS} or {@code ROLLBACK_IN_PROGRESS}
 * @param stage lifecycle stage, where ECS names one
 * @param reason ECS's sentence about the state; empty where there is none
 * @param shift how traffic is shifted; absent for a rolling deployment
 * @param breaker how many failed tasks the circuit breaker has counted, as {@code 1 of 3}; absent until one failed
 * @param elapsed time since the wait began
 * @param deployments our deployment and those it replaces, as ECS lists them
 * @param targets how the load balancer sees the tasks; empty without one
 */
public record DeploymentSnapshot(
        String status,
        Optional<String> stage,
        String reason,
        Optional<Shift> shift,
        Optional<String> breaker,
        Duration elapsed,
        List<Progress> deployments,
        List<TargetHealth> targets) {

    public DeploymentSnapshot {
        deployments = List.copyOf(deployments);
        targets = List.copyOf(targets);
    }

    /** The state in words; a constant that this SDK does not know comes as it is. */
    public String statusInWords() {
        boolean known = ServiceDeploymentStatus.fromValue(status) != ServiceDeploymentStatus.UNKNOWN_TO_SDK_VERSION;
        return known ? inWords(status) : status;
    }

    /** The lifecycle stage in words; a constant that this SDK does not know comes as it is. */
    public Optional<String> stageInWords() {
        return stage.map(it ->
                ServiceDeploymentLifecycleStage.fromValue(it) == ServiceDeploymentLifecycleStage.UNKNOWN_TO_SDK_VERSION
                        ? it
                        : inWords(it));
    }

    private static String inWords(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static DeploymentSnapshot of(
            Observation seen, String status, Optional<String> stage, Duration elapsed, List<TargetHealth> targets) {
        return new DeploymentSnapshot(
                status,
                stage,
                seen.serviceDeployment()
                        .map(ServiceDeployment::statusReason)
                        .map(String::trim)
                        .orElse(""),
                seen.serviceDeployment()
                        .flatMap(record -> Shift.of(record, seen.before().bakeTime())),
                seen.failedOfThreshold(),
                elapsed,
                seen.service().deployments().stream()
                        .map(each -> Progress.of(each, seen.awaited().isOurs(each)))
                        .toList(),
                targets);
    }

    /**
     * How traffic moves from the old version to ours (ECS API reference, DeploymentConfiguration and ServiceRevisionSummary).
     *
     * @param strategy {@code BLUE_GREEN}, {@code LINEAR}, {@code CANARY}, or a later word of ECS's
     * @param production percent of the production traffic that ours is to get; absent where ECS does not tell
     * @param test percent of the test traffic that ours is to get; absent where ECS does not tell
     * @param bakeTime how long ECS watches, all steps together
     */
    public record Shift(String strategy, Optional<Double> production, Optional<Double> test, Duration bakeTime) {
        static Optional<Shift> of(ServiceDeployment record, Duration bakeTime) {
            String strategy = record.deploymentConfiguration() == null
                    ? null
                    : record.deploymentConfiguration().strategyAsString();
            if (strategy == null || strategy.equals("ROLLING")) {
                return Optional.empty();
            }
            Optional<ServiceRevisionSummary> target = Optional.ofNullable(record.targetServiceRevision());
            return Optional.of(new Shift(
                    strategy,
                    target.map(ServiceRevisionSummary::requestedProductionTrafficWeight),
                    target.map(ServiceRevisionSummary::requestedTestTrafficWeight),
                    bakeTime));
        }
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
