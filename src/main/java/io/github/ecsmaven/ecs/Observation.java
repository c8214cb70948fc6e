package io.github.ecsmaven.ecs;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentAlarms;
import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;

/**
 * One look at the awaited deployment.
 *
 * @param awaited what is looked for
 * @param service the whole service
 * @param serviceDeployment ECS's own record of the deployment; absent when the identity may not see it or ECS has not made it yet
 */
record Observation(AwaitedDeployment awaited, Service service, Optional<ServiceDeployment> serviceDeployment) {

    RunningService before() {
        return awaited.before();
    }

    /** Failed tasks as the circuit breaker counts them, {@code 1 of 3}; empty while it counts none, and where there is none. */
    Optional<String> failedOfThreshold() {
        return serviceDeployment
                .map(ServiceDeployment::deploymentCircuitBreaker)
                .filter(breaker -> breaker.failureCount() != null && breaker.failureCount() > 0)
                .filter(breaker -> breaker.threshold() != null && breaker.threshold() > 0)
                .map(breaker -> breaker.failureCount() + " of " + breaker.threshold());
    }

    Optional<Deployment> own() {
        return awaited.in(service);
    }

    Optional<Deployment> primary() {
        return Deployments.primary(service);
    }

    /** What runs now, for a sentence. */
    String runs() {
        String definition = runningDefinition();
        return definition == null ? "nothing that ECS names" : new TaskDefinitionArn(definition).name();
    }

    /** ARN of what the latest deployment runs. */
    @Nullable
    String runningDefinition() {
        return primary().map(Deployment::taskDefinition).orElseGet(service::taskDefinition);
    }

    /** Whether the latest deployment is somebody else's, begun after ours. */
    boolean isOvertaken() {
        return primary()
                .filter(latest -> !awaited.isOurs(latest) && awaited.isNew(latest))
                .filter(latest ->
                        latest.createdAt() != null && latest.createdAt().isAfter(awaited.createdAt()))
                .isPresent();
    }

    /** Whether ECS has given the deployment up, although its status may not say so yet. */
    boolean isGivenUp() {
        boolean failed = own().filter(it -> it.rolloutState() == DeploymentRolloutState.FAILED)
                .isPresent();
        return failed || breakerTripped() || alarmTriggered();
    }

    /**
     * The lifecycle stage, when a hook that pauses holds the deployment in it until a person continues it. Such a hook has no target to
     * call (ECS API reference, DeploymentLifecycleHook).
     */
    Optional<String> pausedIn() {
        return serviceDeployment
                .map(ServiceDeployment::lifecycleStageAsString)
                .filter(stage -> configuration().lifecycleHooks().stream()
                        .filter(hook -> hook.hookTargetArn() == null
                                || hook.hookTargetArn().isBlank())
                        .anyMatch(hook -> hook.lifecycleStagesAsStrings().contains(stage)));
    }

    /** Whether ECS itself will end a deployment whose tasks fail, by bringing an earlier version back. */
    boolean willBeRolledBack() {
        DeploymentCircuitBreaker breaker = configuration().deploymentCircuitBreaker();
        return breaker != null
                && Boolean.TRUE.equals(breaker.enable())
                && Boolean.TRUE.equals(breaker.rollback())
                && hasEarlierVersion();
    }

    /** Whether a deployment that was given up will be rolled back: it has to be configured, and there must be an earlier version. */
    boolean hasRollbackAhead() {
        DeploymentConfiguration configuration = configuration();
        DeploymentCircuitBreaker breaker = configuration.deploymentCircuitBreaker();
        DeploymentAlarms alarms = configuration.alarms();
        boolean byBreaker = breaker != null && Boolean.TRUE.equals(breaker.rollback());
        boolean byAlarms = alarms != null && Boolean.TRUE.equals(alarms.rollback());
        boolean configured = breakerTripped() ? byBreaker : alarmTriggered() ? byAlarms : byBreaker || byAlarms;
        return configured && hasEarlierVersion();
    }

    /** Whether there is a version to go back to. */
    boolean hasEarlierVersion() {
        return serviceDeployment
                .map(record -> !record.sourceServiceRevisions().isEmpty())
                .orElseGet(() -> service.deployments().size() > 1);
    }

    private boolean breakerTripped() {
        return serviceDeployment
                .filter(it -> it.deploymentCircuitBreaker() != null
                        && it.deploymentCircuitBreaker().status() == ServiceDeploymentRollbackMonitorsStatus.TRIGGERED)
                .isPresent();
    }

    private boolean alarmTriggered() {
        return serviceDeployment
                .filter(it -> it.alarms() != null
                        && it.alarms().status() == ServiceDeploymentRollbackMonitorsStatus.TRIGGERED)
                .isPresent();
    }

    private DeploymentConfiguration configuration() {
        return Stream.of(
                        serviceDeployment.map(ServiceDeployment::deploymentConfiguration),
                        Optional.ofNullable(service.deploymentConfiguration()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> DeploymentConfiguration.builder().build());
    }

    /** Why ECS says that it failed: each of its sentences once. */
    String reason() {
        Stream<String> sentences = Stream.concat(
                serviceDeployment.stream()
                        .flatMap(it -> Stream.of(
                                Optional.ofNullable(it.statusReason()),
                                Optional.ofNullable(it.rollback()).map(rollback -> rollback.reason())))
                        .flatMap(Optional::stream),
                own().map(Deployment::rolloutStateReason).stream());
        return String.join(
                " ", sentences.filter(text -> !text.isBlank()).distinct().toList());
    }
}
