package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.image.Digest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

/** What a deployment ends with, told by timelines of what ECS shows. */
class DeploymentVerdictTest extends DeploymentScenario {

    @Test
    void succeedsWhenEcsCallsOurDeploymentSuccessful() {
        ecs.after(10, () -> ecs.status(ServiceDeploymentStatus.IN_PROGRESS)).after(90, ecs::succeed);

        DeploymentOutcome outcome = deploy(TWO);

        assertThat(outcome.status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(outcome.revision()).hasToString("shop:2");
        assertThat(outcome.previous()).hasToString("shop:1");
        assertThat(outcome.deploymentId()).contains(OURS);
        assertThat(outcome.serviceDeploymentArn()).contains(FakeEcs.HERE + "service-deployment/prod/shop/d102");
        assertThat(outcome.confirmedDigest()).contains(new Digest("sha256:" + "2".repeat(64)));
        assertThat(outcome.took()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(105));
        assertThat(listener.heard)
                .containsExactly(
                        "registered shop:2", "updating shop to shop:2", "waiting for " + OURS, "outcome SUCCEEDED");
    }

    @Test
    void looksEveryFiveSecondsAtFirstAndEveryTenLater() {
        ecs.after(125, ecs::succeed);

        deploy(TWO);

        assertThat(listener.snapshots).hasSizeBetween(14, 24);
        assertThat(listener.snapshots.get(0).deployments())
                .extracting(DeploymentSnapshot.Progress::ours)
                .containsExactly(true, false);
    }

    @Test
    void aStableServiceAfterARollbackIsAFailure() {
        ecs.after(20, () -> {
                    ecs.primary(it -> it.failedTasks(2));
                    ecs.stoppedTask("t1", OURS, "Essential container in task exited", 1);
                    ecs.stoppedTask("t2", OURS, "Essential container in task exited", 1);
                    ecs.stoppedTask("t3", OURS, "Scaling activity initiated by (deployment ecs-svc/102)", 0);
                    ecs.stoppedTask("t4", "ecs-svc/101", "Task failed ELB health checks", 0);
                    ecs.event("e1", "(service shop) deployment failed: tasks failed to start.", ecs.clock.instant());
                })
                .after(
                        40,
                        () -> ecs.record(it -> it.status(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS)
                                .statusReason("Circuit breaker triggered.")))
                .after(60, () -> {
                    ecs.status(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
                    ecs.restorePrevious();
                });

        DeploymentFailedException failure = failing(TWO);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
        assertThat(failure)
                .hasMessageContaining("rolled service 'shop' in cluster 'prod' back to shop:1")
                .hasMessageContaining("shop:2 did not succeed and does not run")
                .hasMessageContaining("Circuit breaker triggered.")
                .hasMessageContaining("2 tasks stopped: Essential container in task exited; container app: exit code 1")
                .hasMessageContaining("tasks failed to start")
                .hasMessageContaining("aws logs tail /ecs/shop")
                .hasMessageNotContainingAny("Scaling activity", "ELB health checks");
        assertThat(failure.stoppedTasks()).hasSize(1);
        assertThat(listener.snapshots)
                .extracting(DeploymentSnapshot::status)
                .contains("PENDING", "ROLLBACK_IN_PROGRESS");
    }

    @Test
    void aRollbackThatFailsNeedsAPerson() {
        ecs.after(10, () -> ecs.status(ServiceDeploymentStatus.ROLLBACK_FAILED));

        DeploymentFailedException failure = failing(TWO);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.ROLLBACK_FAILED);
        assertThat(failure).hasMessageContaining("needs a person");
    }

    @Test
    void aStopByAnOperatorIsAFailure() {
        ecs.after(10, () -> ecs.status(ServiceDeploymentStatus.STOP_REQUESTED))
                .after(20, () -> ecs.status(ServiceDeploymentStatus.STOPPED));

        assertThat(failing(TWO).status()).isEqualTo(DeploymentStatus.STOPPED);
    }

    @Test
    void somebodyElsesSuccessIsNotOurs() {
        ecs.after(15, () -> {
            ecs.status(ServiceDeploymentStatus.STOPPED);
            ecs.begin(ecs.register(FakeEcs.shop(THREE)), ecs.clock.instant());
            ecs.succeed();
        });

        DeploymentFailedException failure = failing(TWO);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.SUPERSEDED);
        assertThat(failure).hasMessageContaining("updated to shop:3, not shop:2");
    }

    @Test
    void aSuccessThatSomebodyHasUpdatedSinceIsNone() {
        ecs.after(15, () -> {
            ecs.succeed();
            ecs.begin(ecs.register(FakeEcs.shop(THREE)), ecs.clock.instant());
        });

        assertThat(failing(TWO).status()).isEqualTo(DeploymentStatus.SUPERSEDED);
    }

    @Test
    void aFirstDeploymentWhoseBreakerTripsFailsAtOnce() {
        ecs.after(
                30,
                () -> ecs.record(it -> it.status(ServiceDeploymentStatus.IN_PROGRESS)
                        .sourceServiceRevisions(List.of())
                        .deploymentCircuitBreaker(
                                breaker -> breaker.status(ServiceDeploymentRollbackMonitorsStatus.TRIGGERED))));

        DeploymentFailedException failure = failing(TWO);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(failure).hasMessageContaining("ECS rolls nothing back");
        assertThat(ecs.clock.elapsed()).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void aFailureWithoutRollbackConfiguredFailsAtOnce() {
        ecs.change(it -> it.deploymentConfiguration(configuration ->
                configuration.deploymentCircuitBreaker(b -> b.enable(true).rollback(false))));
        ecs.after(
                30,
                () -> ecs.primary(it -> it.rolloutState(DeploymentRolloutState.FAILED)
                        .rolloutStateReason("ECS deployment circuit breaker: tasks failed to start.")));

        DeploymentFailedException failure = failing(TWO);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(failure).hasMessageContaining("circuit breaker: tasks failed to start");
        assertThat(ecs.clock.elapsed()).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void aRollbackThatNeverBeginsIsGivenUpAfterTwoMinutes() {
        ecs.after(30, () -> ecs.primary(it -> it.rolloutState(DeploymentRolloutState.FAILED)));

        assertThat(failing(TWO).status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(ecs.clock.elapsed()).isBetween(Duration.ofSeconds(150), Duration.ofSeconds(180));
    }

    @Test
    void anUnknownStatusIsShownAndWaitedFor() {
        ecs.after(10, () -> ecs.record(it -> it.status("CANARY_SOMETHING"))).after(30, ecs::succeed);

        assertThat(deploy(TWO).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(listener.snapshots).extracting(DeploymentSnapshot::status).contains("CANARY_SOMETHING");
    }

    @Test
    void fewerRunningTasksThanDesiredAreNoFailure() {
        ecs.after(10, () -> {
            ecs.succeed();
            ecs.change(it -> it.runningCount(1));
        });

        assertThat(deploy(TWO).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }

    @Test
    void aServiceDeletedMeanwhileIsAFailure() {
        ecs.after(10, () -> ecs.change(it -> it.status("DRAINING")));

        DeploymentFailedException failure = failing(TWO);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(failure).hasMessageContaining("is being deleted");
    }

    @Test
    void anotherDigestThanOursIsNoSuccess() {
        ecs.after(10, () -> {
            ecs.succeed();
            ecs.serviceRevisions.replaceAll(
                    (arn, revision) -> revision.copy(it -> it.containerImages(image -> image.containerName("app")
                            .image("127.0.0.1:5000/shop:2")
                            .imageDigest("sha256:" + "9".repeat(64)))));
        });

        DeploymentFailedException failure = failing(TWO);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(failure).hasMessageContaining("runs sha256:999").hasMessageContaining("and not " + TWO);
    }
}
