package io.github.ecsmaven.ecs;

import static io.github.ecsmaven.ecs.FakeEcs.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;

/** What a deployment ends with, told by timelines of what ECS shows. */
class ServiceDeployerTest {
    private static final String ONE = "127.0.0.1:5000/shop:1@sha256:" + "1".repeat(64);
    private static final String TWO = "127.0.0.1:5000/shop:2@sha256:" + "2".repeat(64);
    private static final String THREE = "127.0.0.1:5000/shop:3@sha256:" + "3".repeat(64);
    private static final String OURS = "ecs-svc/102";

    private final FakeEcs ecs = FakeEcs.running(FakeEcs.shop(ONE));
    private final RecordingListener listener = new RecordingListener();

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
                .hasMessageContaining(
                        "2 tasks stopped: Essential container in task exited (container app exited with code 1)")
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
    void aDesiredCountOfZeroProvesNothing() {
        ecs.change(it -> it.desiredCount(0).runningCount(0));

        DeploymentOutcome outcome = deploy(TWO);

        assertThat(outcome.status()).isEqualTo(DeploymentStatus.NOT_PROVEN);
        assertThat(outcome.revision()).hasToString("shop:2");
        assertThat(ecs.service.taskDefinition()).endsWith("shop:2");
    }

    @Test
    void aTimeoutLeavesTheDeploymentAndSaysHowToFollowIt() {
        DeploymentFailedException failure = failing(TWO);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.TIMED_OUT);
        assertThat(ecs.clock.elapsed()).isEqualTo(Duration.ofMinutes(30));
        assertThat(failure)
                .hasMessageContaining("It goes on, id " + OURS)
                .hasMessageContaining("aws ecs describe-service-deployments --service-deployment-arns arn:aws:ecs")
                .hasMessageContaining("stop-service-deployment")
                .hasMessageContaining("-Decs.waitTimeout");
    }

    @Test
    void theBakeTimeIsWaitedForOnTop() {
        ecs.change(it -> it.deploymentConfiguration(configuration -> configuration.bakeTimeInMinutes(10)));

        assertThat(failing(TWO).status()).isEqualTo(DeploymentStatus.TIMED_OUT);
        assertThat(ecs.clock.elapsed()).isEqualTo(Duration.ofMinutes(40));
    }

    @Test
    void waitsForADeploymentThatTheAnswerDoesNotShowYet() {
        ecs.slowToBegin = true;
        ecs.after(12, () -> ecs.begin(ecs.service.taskDefinition(), ecs.clock.instant()))
                .after(30, ecs::succeed);

        DeploymentOutcome outcome = deploy(TWO);

        assertThat(outcome.status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(outcome.deploymentId()).contains(OURS);
        assertThat(outcome.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void withoutThePermissionTheRolloutStateTellsOfSuccess() {
        ecs.denying("ListServiceDeployments", "DescribeServiceDeployments", "DescribeServiceRevisions");
        ecs.after(40, ecs::succeed);

        DeploymentOutcome outcome = deploy(TWO);

        assertThat(outcome.status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(outcome.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(40));
        assertThat(outcome.confirmedDigest()).isEmpty();
        assertThat(listener.heard)
                .contains("not allowed ecs:DescribeServiceDeployments", "not allowed ecs:DescribeServiceRevisions")
                .doesNotHaveDuplicates();
    }

    @Test
    void withoutThePermissionAMissingDeploymentTellsOfARollback() {
        ecs.denying("ListServiceDeployments", "DescribeServiceDeployments");
        ecs.after(
                        20,
                        () -> ecs.primary(it ->
                                it.rolloutState(DeploymentRolloutState.FAILED).rolloutStateReason("circuit breaker")))
                .after(40, ecs::restorePrevious);

        DeploymentFailedException failure = failing(TWO);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
        assertThat(failure).hasMessageContaining("back to shop:1");
    }

    @Test
    void withoutThePermissionAnothersDeploymentTellsOfATakeover() {
        ecs.denying("ListServiceDeployments", "DescribeServiceDeployments");
        ecs.after(20, () -> ecs.begin(ecs.register(FakeEcs.shop(THREE)), ecs.clock.instant()));

        assertThat(failing(TWO).status()).isEqualTo(DeploymentStatus.SUPERSEDED);
    }

    @Test
    void withoutThePermissionAFirstDeploymentThatFailedFailsAtOnce() {
        ecs.denying("ListServiceDeployments", "DescribeServiceDeployments");
        ecs.after(20, () -> {
            Deployment only = ecs.service.deployments().get(0);
            ecs.change(it -> it.deployments(only));
            ecs.primary(it -> it.rolloutState(DeploymentRolloutState.FAILED));
        });

        assertThat(failing(TWO).status()).isEqualTo(DeploymentStatus.FAILED);
    }

    @Test
    void tellsEachEventOnceAndNoneFromBefore() {
        ecs.event("old", "long ago", TestClock.START.minusSeconds(600));
        ecs.event("just before", "a moment ago", TestClock.START.minusSeconds(2));
        ecs.after(5, () -> ecs.event("e1", "started", ecs.clock.instant()))
                .after(20, () -> ecs.event("e2", "steady", ecs.clock.instant()))
                .after(40, ecs::succeed);

        deploy(TWO);

        assertThat(listener.events).extracting(DeploymentEvent::message).containsExactly("started", "steady");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExpiredTokenException", "AccessDeniedException"})
    void lostCredentialsAreNoFailedDeployment(String code) {
        ecs.after(30, () -> ecs.failures.put("DescribeServices", FakeEcs.error(code, "no longer valid")));

        DeploymentFailedException failure = failing(TWO);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.UNOBSERVED);
        assertThat(failure.problem())
                .contains("continues, id " + OURS)
                .doesNotContain("The deployment of shop:2 to service 'shop' in cluster 'prod' failed");
        assertThat(failure).hasMessageContaining("aws ecs describe-service-deployments");
    }

    @Test
    void credentialsThatCannotBeRenewedAreNoFailedDeployment() {
        ecs.after(
                30,
                () -> ecs.failures.put(
                        "DescribeServices",
                        new ActionableException("The SSO session has ended.", "Run: aws sso login")));

        DeploymentFailedException failure = failing(TWO);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.UNOBSERVED);
        assertThat(failure).hasMessageContaining("SSO session has ended").hasMessageContaining("aws sso login");
    }

    @Test
    void aFewFailedLooksAreBorne() {
        ecs.after(10, () -> ecs.failures.put("DescribeServices", FakeEcs.error("ThrottlingException", "Rate exceeded")))
                .after(20, ecs.failures::clear)
                .after(40, ecs::succeed);

        assertThat(deploy(TWO).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(listener.heard).anyMatch(it -> it.startsWith("look failed"));
    }

    @Test
    void manyFailedLooksEndTheWaitButNotTheDeployment() {
        ecs.after(10, () -> ecs.failures.put("DescribeServices", SdkClientException.create("Connection reset")));

        DeploymentFailedException failure = failing(TWO);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.UNOBSERVED);
        assertThat(failure).hasMessageContaining("Connection reset").hasMessageContaining("continues");
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
        DeploymentOutcome outcome =
                deploy(ecs, ONE, new DeploymentSettings(OptionalInt.of(5), false, DeploymentSettings.DEFAULT_WAIT));

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

    private ActionableException refused() {
        return catchThrowableOfType(ActionableException.class, () -> deploy(TWO));
    }

    private DeploymentFailedException failing(String image) {
        return catchThrowableOfType(DeploymentFailedException.class, () -> deploy(image));
    }

    private DeploymentOutcome deploy(String image) {
        return deploy(ecs, image, DeploymentSettings.defaults());
    }

    private DeploymentOutcome deploy(FakeEcs ecs, String image, DeploymentSettings settings) {
        RunningService service = new Services(ecs).describe(SHOP);
        TaskDefinitions taskDefinitions = new TaskDefinitions(ecs);
        NewRevision wanted = taskDefinitions.compose(
                taskDefinitions.read(new TaskDefinitionSource.RunsNow(), service),
                new RevisionRequest(Optional.empty(), ImageReference.parse(image), Map.of(), Map.of()));
        ServiceChange change = new ServiceChanges(ecs).decide(service, wanted, settings);
        return new ServiceDeployer(ecs, ecs.clock, ecs.clock, new Random(1)).execute(change, settings, listener);
    }
}
