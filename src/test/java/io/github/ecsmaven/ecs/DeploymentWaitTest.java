package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;

/** How a verdict is waited for where AWS shows little, late or nothing. */
class DeploymentWaitTest extends DeploymentScenario {

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
    void howToFollowItIsToldBeforeAWSAnswersTheFirstLook() {
        ServiceChange change = decide(ecs, TWO, DeploymentSettings.defaults());
        ecs.failures.put("DescribeServices", SdkClientException.create("Connection reset"));

        assertThatThrownBy(() -> execute(ecs, change, DeploymentSettings.defaults()))
                .isInstanceOf(DeploymentFailedException.class);

        assertThat(listener.followUps).singleElement().satisfies(told -> {
            assertThat(told.deploymentId()).isEqualTo(OURS);
            assertThat(told.watch()).startsWith("aws ecs describe-services --cluster prod --services shop");
        });
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
    void aLookThatLagsBehindIsNoRollback() {
        ecs.denying("ListServiceDeployments", "DescribeServiceDeployments");
        ecs.slowToShow = true;
        ecs.after(30, ecs::succeed);

        assertThat(deploy(TWO).status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(listener.snapshots.get(0).status()).isEqualTo("not visible yet");
    }
}
