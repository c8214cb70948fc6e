package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ecs.DeploymentSettings.OnTimeout;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;

/** What is sent for each change of a service. */
class ServiceDeployerTest extends DeploymentScenario {

    @Test
    void sendsOneUpdateWithNothingButTheRevision() {
        ecs.after(5, ecs::succeed);

        deploy(TWO);

        assertThat(ecs.updates).singleElement().satisfies(update -> {
            assertThat(update.taskDefinition()).endsWith("shop:2");
            assertThat(update.desiredCount()).isNull();
            assertThat(update.forceNewDeployment()).isNull();
            assertThat(update.hasLoadBalancers()).isFalse();
        });
    }

    @Test
    void aDesiredCountOfZeroProvesNothing() {
        ecs.change(it -> it.desiredCount(0).runningCount(0));

        DeploymentOutcome outcome = deploy(TWO);

        assertThat(outcome.status()).isEqualTo(DeploymentStatus.NOT_PROVEN);
        assertThat(outcome.revision()).hasToString("shop:2");
        assertThat(ecs.service.taskDefinition()).endsWith("shop:2");
    }

    @Test
    void followsADeploymentThatIsInProgress() {
        ecs.begin(ecs.register(FakeEcs.shop(TWO)), TestClock.START.minusSeconds(60));
        ecs.event("e1", "began", TestClock.START.minusSeconds(30));
        ecs.after(30, ecs::succeed);

        DeploymentOutcome outcome = deploy(TWO);

        assertThat(outcome.status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(outcome.deploymentId()).contains(OURS);
        assertThat(ecs.updates).isEmpty();
        assertThat(listener.events).extracting(DeploymentEvent::message).containsExactly("began");
    }

    @Test
    void redeploysWhatWasRolledBackAndJudgesTheNewDeployment() {
        ecs.begin(ecs.register(FakeEcs.shop(TWO)), TestClock.START.minusSeconds(600));
        ecs.status(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        ecs.restorePrevious();
        ecs.after(30, ecs::succeed);

        DeploymentOutcome outcome = deploy(TWO);

        assertThat(outcome.status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(outcome.revision()).hasToString("shop:2");
        assertThat(outcome.deploymentId()).contains("ecs-svc/103");
        assertThat(ecs.registered).hasSize(2);
    }

    @Test
    void redeploysTheSameRevisionAfterAStopByForce() {
        ecs.begin(ecs.register(FakeEcs.shop(TWO)), TestClock.START.minusSeconds(600));
        ecs.status(ServiceDeploymentStatus.STOPPED);
        ecs.after(30, ecs::succeed);

        DeploymentOutcome outcome = deploy(TWO);

        assertThat(outcome.deploymentId()).contains("ecs-svc/103");
        assertThat(ecs.updates).singleElement().satisfies(update -> assertThat(update.forceNewDeployment())
                .isTrue());
    }

    @Test
    void nothingToDoSendsNothing() {
        DeploymentOutcome outcome = deploy(ONE);

        assertThat(outcome.status()).isEqualTo(DeploymentStatus.NOTHING_TO_DO);
        assertThat(ecs.updates).isEmpty();
        assertThat(ecs.registered).hasSize(1);
    }

    @Test
    void scalingStartsNoDeployment() {
        DeploymentOutcome outcome = deploy(
                ecs,
                ONE,
                new DeploymentSettings(
                        OptionalInt.of(5),
                        false,
                        DeploymentSettings.DEFAULT_WAIT,
                        OnTimeout.FAIL,
                        30,
                        Optional.empty()));

        assertThat(outcome.status()).isEqualTo(DeploymentStatus.SCALED);
        assertThat(ecs.service.desiredCount()).isEqualTo(5);
        assertThat(ecs.service.deployments()).hasSize(1);
    }

    @Test
    void explainsARefusedUpdate() {
        ecs.failures.put(
                "UpdateService",
                InvalidParameterException.builder()
                        .message("TaskDefinition does not support launch_type FARGATE.")
                        .build());
        assertThat(refused()).hasMessageContaining("does not support launch_type FARGATE");

        ecs.failures.put(
                "UpdateService",
                ServiceNotActiveException.builder().message("inactive").build());
        assertThat(refused()).hasMessageContaining("is not ACTIVE any more");

        ecs.failures.clear();
        ecs.denying("UpdateService");
        assertThat(refused()).hasMessageContaining("ecs:UpdateService");
    }
}
