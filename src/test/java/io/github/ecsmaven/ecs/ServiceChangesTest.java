package io.github.ecsmaven.ecs;

import static io.github.ecsmaven.ecs.FakeEcs.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ecs.DeploymentSettings.OnTimeout;
import io.github.ecsmaven.ecs.ServiceChange.Reason;
import io.github.ecsmaven.image.ImageReference;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

class ServiceChangesTest {
    private static final String ONE = "127.0.0.1:5000/shop:1@sha256:" + "1".repeat(64);
    private static final String TWO = "127.0.0.1:5000/shop:2@sha256:" + "2".repeat(64);

    private final FakeEcs ecs = FakeEcs.running(FakeEcs.shop(ONE));

    @Test
    void anotherImageIsAnUpdate() {
        ServiceChange change = decide(TWO);

        assertThat(change).isInstanceOfSatisfying(ServiceChange.Update.class, update -> {
            assertThat(update.from()).hasToString("shop:1");
            assertThat(update.differences())
                    .extracting(FieldChange::path)
                    .containsExactly("containerDefinitions.app.image");
        });
        assertThat(ecs.updates).isEmpty();
        assertThat(ecs.registered).hasSize(1);
    }

    @Test
    void theSameAfterASuccessIsNothing() {
        assertThat(decide(ONE)).isInstanceOf(ServiceChange.Nothing.class);
    }

    @Test
    void theSameImageUnderAnotherTagIsNothing() {
        assertThat(decide(ONE.replace("shop:1@", "shop:9@"))).isInstanceOf(ServiceChange.Nothing.class);
    }

    @Test
    void theSameWhileItIsDeployedIsFollowed() {
        begin(TWO);
        ecs.status(ServiceDeploymentStatus.IN_PROGRESS);

        assertThat(decide(TWO)).isInstanceOfSatisfying(ServiceChange.Follow.class, it -> assertThat(it.deploymentId())
                .isEqualTo("ecs-svc/102"));
    }

    @Test
    void aStatusThatTheSdkDoesNotKnowIsInProgress() {
        begin(TWO);
        ecs.record(it -> it.status("SHINY_NEW_STATUS"));

        assertThat(decide(TWO)).isInstanceOf(ServiceChange.Follow.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = ServiceDeploymentStatus.class,
            names = {"STOPPED", "STOP_REQUESTED"})
    void theSameAfterAStopIsDeployedAgain(ServiceDeploymentStatus status) {
        begin(TWO);
        ecs.status(status);

        assertRedeploys(TWO, "shop:2", Reason.STOPPED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ServiceDeploymentStatus.class,
            names = {"ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS", "ROLLBACK_FAILED"})
    void theSameDuringARollbackIsDeployedAgain(ServiceDeploymentStatus status) {
        begin(TWO);
        ecs.status(status);

        assertRedeploys(TWO, "shop:2", Reason.ROLLED_BACK);
    }

    @Test
    void theSameAfterAFailedFirstDeploymentIsDeployedAgain() {
        begin(TWO);
        ecs.status(ServiceDeploymentStatus.IN_PROGRESS);
        ecs.primary(it -> it.rolloutState(DeploymentRolloutState.FAILED));

        assertRedeploys(TWO, "shop:2", Reason.FAILED);
    }

    @Test
    void whatWasRolledBackIsDeployedAgainWithoutASecondRevision() {
        begin(TWO);
        ecs.status(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        ecs.restorePrevious();

        assertRedeploys(TWO, "shop:2", Reason.ROLLED_BACK);
    }

    @Test
    void whatWasRolledBackIsRegisteredAnewWhenItsRevisionIsGoneOrHidden() {
        begin(TWO);
        ecs.status(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        ecs.restorePrevious();

        ecs.denying("DescribeServiceRevisions");
        assertThat(decide(TWO)).isInstanceOf(ServiceChange.Update.class);

        ecs.denied.clear();
        ecs.inactive.add(FakeEcs.HERE + "task-definition/shop:2");
        assertThat(decide(TWO)).isInstanceOf(ServiceChange.Update.class);
    }

    @Test
    void theVersionThatARollbackBroughtBackNeedsNothing() {
        begin(TWO);
        ecs.status(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        ecs.restorePrevious();

        assertThat(decide(ONE)).isInstanceOf(ServiceChange.Nothing.class);
    }

    @Test
    void theVersionThatARollbackIsBringingBackIsDeployedOnItsOwn() {
        begin(TWO);
        ecs.status(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS);
        ecs.restorePrevious();

        assertRedeploys(ONE, "shop:1", Reason.ROLLED_BACK);
    }

    @Test
    void aDeregisteredRevisionThatFailedIsRegisteredAnew() {
        begin(TWO);
        ecs.status(ServiceDeploymentStatus.STOPPED);
        ecs.inactive.add(FakeEcs.HERE + "task-definition/shop:2");

        assertThat(decide(TWO)).isInstanceOf(ServiceChange.Update.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeploymentRolloutState.class,
            names = {"COMPLETED", "IN_PROGRESS", "FAILED"})
    void theRolloutStateDecidesWhereTheHistoryIsDenied(DeploymentRolloutState state) {
        ecs.denying("ListServiceDeployments");
        ecs.primary(it -> it.rolloutState(state));

        assertThat(decide(ONE))
                .isInstanceOf(
                        switch (state) {
                            case COMPLETED -> ServiceChange.Nothing.class;
                            case FAILED -> ServiceChange.Redeploy.class;
                            default -> ServiceChange.Follow.class;
                        });
    }

    @Test
    void aServiceWithoutRolloutStateIsJudgedByItsTasks() {
        ecs.history.clear();
        ecs.primary(it -> it.rolloutState((String) null));
        assertThat(decide(ONE)).isInstanceOf(ServiceChange.Nothing.class);

        ecs.change(it -> it.runningCount(1));
        assertThat(decide(ONE)).isInstanceOf(ServiceChange.Follow.class);
    }

    @Test
    void theSameIsDeployedAgainWhenForced() {
        ServiceChange change = decide(
                ONE,
                new DeploymentSettings(
                        OptionalInt.empty(),
                        true,
                        DeploymentSettings.DEFAULT_WAIT,
                        OnTimeout.FAIL,
                        30,
                        Optional.empty()));

        assertThat(change).isInstanceOfSatisfying(ServiceChange.Redeploy.class, it -> assertThat(it.reason())
                .isEqualTo(Reason.FORCED));
    }

    @Test
    void anotherDesiredCountOnlyScales() {
        assertThat(decide(ONE, desired(5))).isInstanceOfSatisfying(ServiceChange.Scale.class, it -> assertThat(it.to())
                .isEqualTo(5));
        assertThat(decide(ONE, desired(2))).isInstanceOf(ServiceChange.Nothing.class);
    }

    @Test
    void aRevisionThatNeverRanIsDeployedWhenTasksAreWanted() {
        ecs.change(it -> it.desiredCount(0).runningCount(0));

        assertThat(decide(ONE)).isInstanceOf(ServiceChange.Nothing.class);
        assertThat(decide(ONE, desired(2)))
                .isInstanceOfSatisfying(ServiceChange.Redeploy.class, it -> assertThat(it.reason())
                        .isEqualTo(Reason.NEVER_RAN));
    }

    @Test
    void aFileIsComparedWithWhatRuns() {
        RunningService service = new Services(ecs).describe(SHOP);
        BaseRevision file = new TaskDefinitions(ecs)
                .read(new TaskDefinitionSource.File(Path.of("src/test/resources/ecs/bare.json")), service);
        NewRevision wanted = compose(file, ONE);

        ServiceChange first = new ServiceChanges(ecs).decide(service, wanted, DeploymentSettings.defaults());
        assertThat(first).isInstanceOf(ServiceChange.Update.class);

        ecs.begin(ecs.register(wanted.definition()), TestClock.START);
        ecs.succeed();
        RunningService updated = new Services(ecs).describe(SHOP);
        assertThat(new ServiceChanges(ecs).decide(updated, wanted, DeploymentSettings.defaults()))
                .isInstanceOf(ServiceChange.Nothing.class);
    }

    private void begin(String image) {
        ecs.begin(ecs.register(FakeEcs.shop(image)), TestClock.START);
    }

    private void assertRedeploys(String image, String revision, Reason reason) {
        assertThat(decide(image)).isInstanceOfSatisfying(ServiceChange.Redeploy.class, it -> {
            assertThat(it.revision()).hasToString(revision);
            assertThat(it.reason()).isEqualTo(reason);
        });
    }

    private ServiceChange decide(String image) {
        return decide(image, DeploymentSettings.defaults());
    }

    private ServiceChange decide(String image, DeploymentSettings settings) {
        RunningService service = new Services(ecs).describe(SHOP);
        BaseRevision base = new TaskDefinitions(ecs).read(new TaskDefinitionSource.RunsNow(), service);
        return new ServiceChanges(ecs).decide(service, compose(base, image), settings);
    }

    private NewRevision compose(BaseRevision base, String image) {
        return new TaskDefinitions(ecs)
                .compose(base, new RevisionRequest(Optional.empty(), ImageReference.parse(image), Map.of(), Map.of()));
    }

    private static DeploymentSettings desired(int count) {
        return new DeploymentSettings(
                OptionalInt.of(count), false, DeploymentSettings.DEFAULT_WAIT, OnTimeout.FAIL, 30, Optional.empty());
    }
}
