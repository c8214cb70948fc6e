package io.github.ecsmaven.ecs;

import static io.github.ecsmaven.ecs.DeploymentStatus.FAILED;
import static io.github.ecsmaven.ecs.DeploymentStatus.NOTHING_TO_DO;
import static io.github.ecsmaven.ecs.DeploymentStatus.NOT_PROVEN;
import static io.github.ecsmaven.ecs.DeploymentStatus.ROLLBACK_FAILED;
import static io.github.ecsmaven.ecs.DeploymentStatus.ROLLED_BACK;
import static io.github.ecsmaven.ecs.DeploymentStatus.STOPPED;
import static io.github.ecsmaven.ecs.DeploymentStatus.SUCCEEDED;
import static io.github.ecsmaven.ecs.DeploymentStatus.SUPERSEDED;
import static io.github.ecsmaven.ecs.DeploymentStatus.TIMED_OUT;
import static io.github.ecsmaven.ecs.DeploymentStatus.UNOBSERVED;
import static io.github.ecsmaven.ecs.DeploymentStatus.WAITING_FOR_HUMAN;

import io.github.ecsmaven.ecs.DeploymentSettings.OnTimeout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

/**
 * The ways in which a deployment can go. The service starts with shop:1, and a circuit breaker that rolls back; shop:2 is deployed to it.
 */
final class Timelines {
    private static final String NOT_FOUND =
            "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref shop:2: not found";

    private Timelines() {}

    static List<Timeline> all() {
        List<Timeline> all = new ArrayList<>();
        all.addAll(rolling());
        all.addAll(failing());
        all.addAll(neverEnding());
        all.addAll(shifting());
        all.addAll(others());
        all.addAll(unseen());
        all.addAll(withoutPermissions());
        return all;
    }

    private static List<Timeline> rolling() {
        return List.of(
                Timeline.of("a rolling deployment succeeds")
                        .at(10, inProgress())
                        .at(95, FakeEcs::succeed)
                        .ends(SUCCEEDED)
                        .within(110),
                Timeline.of("the record says so later than the rollout state")
                        .at(30, ecs -> ecs.primary(it -> it.rolloutState(DeploymentRolloutState.COMPLETED)))
                        .at(70, FakeEcs::succeed)
                        .ends(SUCCEEDED)
                        .within(90),
                Timeline.of("the record says so earlier than the rollout state")
                        .at(30, ecs -> ecs.status(ServiceDeploymentStatus.SUCCESSFUL))
                        .at(300, FakeEcs::succeed)
                        .ends(SUCCEEDED)
                        .within(120),
                Timeline.of("one task fails on the way, and the deployment succeeds all the same")
                        .at(10, inProgress())
                        .at(20, ecs -> ecs.crash("t1", 1))
                        .at(90, FakeEcs::succeed)
                        .tells("stopped: Essential container in task exited")
                        .ends(SUCCEEDED),
                Timeline.of("the answer to UpdateService does not show the deployment yet")
                        .given(ecs -> ecs.slowToBegin = true)
                        .at(12, ecs -> ecs.begin(ecs.service.taskDefinition(), ecs.clock.instant()))
                        .at(60, FakeEcs::succeed)
                        .ends(SUCCEEDED),
                Timeline.of("fewer tasks run than are wanted, for reasons of the cluster")
                        .at(30, ecs -> {
                            ecs.succeed();
                            ecs.primary(it -> it.runningCount(1));
                        })
                        .ends(SUCCEEDED),
                Timeline.of("old tasks drain long after ours serve")
                        .at(30, ecs -> ecs.primary(it -> it.runningCount(2).pendingCount(0)))
                        .at(330, FakeEcs::succeed)
                        .ends(SUCCEEDED)
                        .within(350),
                Timeline.of("the service runs it already")
                        .deploying(DeploymentScenario.ONE)
                        .ends(NOTHING_TO_DO)
                        .within(0)
                        .neverCalls("UpdateService"),
                Timeline.of("the service has no tasks")
                        .given(ecs -> ecs.change(it -> it.desiredCount(0)))
                        .ends(NOT_PROVEN)
                        .within(0));
    }

    private static List<Timeline> failing() {
        return List.of(
                Timeline.of("the circuit breaker rolls back")
                        .at(10, inProgress())
                        .at(20, ecs -> ecs.crash("t1", 1))
                        .at(30, ecs -> ecs.crash("t2", 1))
                        .at(40, tripped(3))
                        .at(45, ecs -> ecs.status(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS))
                        .at(90, ecs -> ecs.rolledBack("Circuit breaker triggered."))
                        .ends(
                                ROLLED_BACK,
                                "back to shop:1",
                                "container app ends with exit code 1",
                                "2 tasks stopped: Essential container in task exited (EssentialContainerExited); container"
                                        + " app: exit code 1",
                                "Circuit breaker: 3 of 3 failed tasks"),
                Timeline.of("the rollback is over before it was seen")
                        .at(20, ecs -> ecs.rolledBack("Circuit breaker triggered."))
                        .ends(ROLLED_BACK, "shop:2 did not succeed and does not run"),
                Timeline.of("the rollback fails too")
                        .at(20, ecs -> ecs.status(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS))
                        .at(60, ecs -> ecs.status(ServiceDeploymentStatus.ROLLBACK_FAILED))
                        .ends(ROLLBACK_FAILED, "needs a person"),
                Timeline.of("an alarm rolls back during the bake time")
                        .at(30, ecs -> ecs.primary(it -> it.runningCount(2).pendingCount(0)))
                        .at(
                                60,
                                ecs -> ecs.record(it -> it.status(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS)
                                        .statusReason("An alarm was triggered: p99.")
                                        .alarms(alarms -> alarms.status(
                                                        ServiceDeploymentRollbackMonitorsStatus.TRIGGERED)
                                                .triggeredAlarmNames("p99"))))
                        .at(100, ecs -> ecs.rolledBack("An alarm was triggered: p99."))
                        .ends(ROLLED_BACK, "An alarm was triggered: p99."),
                Timeline.of("the breaker trips and is not to roll back")
                        .given(breaker(true, false))
                        .at(20, ecs -> ecs.crash("t1", 1))
                        .at(40, tripped(3))
                        .at(40, failedState())
                        .ends(FAILED, "ECS rolls nothing back")
                        .within(60),
                Timeline.of("a first deployment whose breaker trips")
                        .at(1, FakeEcs::first)
                        .at(20, ecs -> ecs.crash("t1", 1))
                        .at(40, tripped(3))
                        .ends(FAILED, "ECS rolls nothing back")
                        .within(60),
                Timeline.of("an operator stops it")
                        .at(20, ecs -> ecs.status(ServiceDeploymentStatus.STOP_REQUESTED))
                        .at(40, ecs -> ecs.status(ServiceDeploymentStatus.STOPPED))
                        .ends(STOPPED, "stopped before it had succeeded"),
                Timeline.of("an operator rolls it back")
                        .at(20, ecs -> ecs.status(ServiceDeploymentStatus.ROLLBACK_REQUESTED))
                        .at(40, ecs -> ecs.rolledBack("Service deployment rolled back by user."))
                        .ends(ROLLED_BACK, "rolled back by user"),
                Timeline.of("the service is deleted meanwhile")
                        .at(20, ecs -> ecs.change(it -> it.status("DRAINING")))
                        .ends(FAILED, "is being deleted"),
                Timeline.of("the service is gone meanwhile")
                        .at(20, ecs -> ecs.service = null)
                        .ends(FAILED, "does not exist any more"));
    }

    private static List<Timeline> neverEnding() {
        return List.of(
                Timeline.of("without a breaker an image that is not there is tried for ever")
                        .given(breaker(false, false))
                        .at(20, ecs -> ecs.taskThatNeverStarted("t1", NOT_FOUND))
                        .at(40, ecs -> ecs.taskThatNeverStarted("t2", NOT_FOUND))
                        .ends(
                                FAILED,
                                "cannot succeed: 2 tasks stopped for the same cause, and ECS goes on trying",
                                "To fix: the image that the task definition names is not in its repository",
                                "What ran before goes on: shop:1")
                        .within(60),
                Timeline.of("a first deployment that crashes is tried for ever")
                        .given(breaker(false, false))
                        .at(1, FakeEcs::first)
                        .at(20, ecs -> ecs.crash("t1", 3))
                        .at(40, ecs -> ecs.crash("t2", 3))
                        .at(60, ecs -> ecs.crash("t3", 3))
                        .ends(FAILED, "no earlier version", "exit code 3")
                        .within(80),
                Timeline.of("a crash that heals is waited for")
                        .given(breaker(false, false))
                        .at(20, ecs -> ecs.crash("t1", 3))
                        .at(40, ecs -> ecs.crash("t2", 3))
                        .at(90, FakeEcs::succeed)
                        .ends(SUCCEEDED),
                Timeline.of("what ECS will roll back is left to it")
                        .at(20, ecs -> ecs.taskThatNeverStarted("t1", NOT_FOUND))
                        .at(40, ecs -> ecs.taskThatNeverStarted("t2", NOT_FOUND))
                        .at(60, ecs -> ecs.taskThatNeverStarted("t3", NOT_FOUND))
                        .at(100, ecs -> ecs.rolledBack("Circuit breaker triggered."))
                        .ends(ROLLED_BACK, "3 tasks stopped: CannotPullContainerError"),
                Timeline.of("a hopeless one is rolled back when that is wished")
                        .given(breaker(false, false))
                        .with(Timeline.settings(1800, OnTimeout.ROLLBACK))
                        .given(ecs -> ecs.onStop = () -> ecs.status(ServiceDeploymentStatus.ROLLBACK_REQUESTED))
                        .at(20, ecs -> ecs.taskThatNeverStarted("t1", NOT_FOUND))
                        .at(40, ecs -> ecs.taskThatNeverStarted("t2", NOT_FOUND))
                        .at(120, ecs -> ecs.rolledBack("Rolled back by user request."))
                        .calls("StopServiceDeployment")
                        .tells("rolling back because its tasks stop again and again for the same cause")
                        .ends(ROLLED_BACK, "This build asked for that, because its tasks stop again and again"),
                Timeline.of("the answer to the rollback is lost")
                        .given(breaker(false, false))
                        .with(Timeline.settings(1800, OnTimeout.ROLLBACK))
                        .given(ecs -> ecs.onStop = () -> {
                            ecs.status(ServiceDeploymentStatus.ROLLBACK_REQUESTED);
                            throw SdkClientException.create("Connection reset");
                        })
                        .at(20, ecs -> ecs.taskThatNeverStarted("t1", NOT_FOUND))
                        .at(40, ecs -> ecs.taskThatNeverStarted("t2", NOT_FOUND))
                        .at(120, ecs -> ecs.rolledBack("Rolled back by user request."))
                        .calls("StopServiceDeployment")
                        .ends(ROLLED_BACK, "This build asked for that, because its tasks stop again and again"),
                Timeline.of("the rollback of a hopeless one is not permitted")
                        .given(breaker(false, false))
                        .with(Timeline.settings(1800, OnTimeout.ROLLBACK))
                        .given(ecs -> ecs.denying("StopServiceDeployment"))
                        .at(20, ecs -> ecs.taskThatNeverStarted("t1", NOT_FOUND))
                        .at(40, ecs -> ecs.taskThatNeverStarted("t2", NOT_FOUND))
                        .calls("StopServiceDeployment")
                        .ends(FAILED, "cannot succeed", "roll the deployment back", "circuit breaker and its rollback")
                        .without("<onTimeout>"),
                Timeline.of("nothing happens until the time is over")
                        .ends(
                                TIMED_OUT,
                                "has not ended after 1800 seconds. It goes on, id ecs-svc/102",
                                "-Decs.waitTimeout")
                        .within(1800),
                Timeline.of("the time is over and the rollback succeeds")
                        .with(Timeline.settings(300, OnTimeout.ROLLBACK))
                        .given(ecs -> ecs.onStop = () -> ecs.status(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS))
                        .at(360, ecs -> ecs.rolledBack("Rolled back by user request."))
                        .calls("StopServiceDeployment")
                        .ends(ROLLED_BACK, "back to shop:1", "it had not ended after 300 seconds")
                        .within(390),
                Timeline.of("the time is over and the rollback fails")
                        .with(Timeline.settings(300, OnTimeout.ROLLBACK))
                        .given(ecs -> ecs.onStop = () -> ecs.status(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS))
                        .at(360, ecs -> ecs.status(ServiceDeploymentStatus.ROLLBACK_FAILED))
                        .calls("StopServiceDeployment")
                        .ends(ROLLBACK_FAILED, "This build asked for that"),
                Timeline.of("the time is over and the rollback does not end")
                        .with(Timeline.settings(300, OnTimeout.ROLLBACK))
                        .given(ecs -> ecs.onStop = () -> ecs.status(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS))
                        .calls("StopServiceDeployment")
                        .ends(TIMED_OUT, "The rollback that this build asked for has not ended either")
                        .within(300 + 900),
                Timeline.of("the time is over and it succeeds in that moment")
                        .with(Timeline.settings(300, OnTimeout.ROLLBACK))
                        .given(ecs -> ecs.onStop = ecs::succeed)
                        .calls("StopServiceDeployment")
                        .ends(SUCCEEDED)
                        .within(330),
                Timeline.of("the rollback is not permitted")
                        .with(Timeline.settings(300, OnTimeout.ROLLBACK))
                        .given(ecs -> ecs.denying("StopServiceDeployment"))
                        .calls("StopServiceDeployment")
                        .ends(TIMED_OUT, "roll the deployment back")
                        .within(300),
                Timeline.of("a first deployment has nothing to be rolled back to")
                        .with(Timeline.settings(300, OnTimeout.ROLLBACK))
                        .at(1, FakeEcs::first)
                        .ends(TIMED_OUT)
                        .within(300));
    }

    private static List<Timeline> shifting() {
        return List.of(
                Timeline.of("blue/green succeeds after its bake time")
                        .given(strategy(DeploymentStrategy.BLUE_GREEN, 10))
                        .at(20, stage("SCALE_UP"))
                        .at(60, stage("TEST_TRAFFIC_SHIFT"))
                        .at(90, stage("PRODUCTION_TRAFFIC_SHIFT"))
                        .at(120, stage("BAKE_TIME"))
                        .at(720, stage("CLEAN_UP"))
                        .at(740, FakeEcs::succeed)
                        .ends(SUCCEEDED)
                        .within(760),
                Timeline.of("blue/green is rolled back in its bake time")
                        .given(strategy(DeploymentStrategy.BLUE_GREEN, 10))
                        .at(120, stage("BAKE_TIME"))
                        .at(200, ecs -> ecs.status(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS))
                        .at(260, ecs -> ecs.rolledBack("A lifecycle hook failed."))
                        .ends(ROLLED_BACK, "A lifecycle hook failed."),
                Timeline.of("a canary's steps are waited for")
                        .given(strategy(DeploymentStrategy.CANARY, 5))
                        .given(ecs -> ecs.change(it -> it.deploymentConfiguration(configuration -> configuration
                                .strategy(DeploymentStrategy.CANARY)
                                .bakeTimeInMinutes(5)
                                .canaryConfiguration(canary -> canary.canaryBakeTimeInMinutes(20)))))
                        .ends(TIMED_OUT, "after " + (1800 + 25 * 60) + " seconds"),
                Timeline.of("a linear shift's steps are waited for")
                        .given(ecs -> ecs.change(it -> it.deploymentConfiguration(configuration -> configuration
                                .strategy(DeploymentStrategy.LINEAR)
                                .linearConfiguration(
                                        linear -> linear.stepPercent(25d).stepBakeTimeInMinutes(3)))))
                        .at(60, stage("PRODUCTION_TRAFFIC_SHIFT"))
                        .at(1800 + 600, FakeEcs::succeed)
                        .ends(SUCCEEDED),
                Timeline.of("stages and words that this SDK does not know are in progress")
                        .given(strategy(DeploymentStrategy.BLUE_GREEN, 0))
                        .at(20, ecs -> ecs.record(it -> it.status("VALIDATING").lifecycleStage("WARM_UP")))
                        .at(80, FakeEcs::succeed)
                        .ends(SUCCEEDED),
                Timeline.of("a strategy that this SDK does not know is followed by ECS's record")
                        .given(ecs -> ecs.change(
                                it -> it.deploymentConfiguration(configuration -> configuration.strategy("SPIRAL"))))
                        .at(20, ecs -> ecs.primary(it -> it.rolloutState((String) null)))
                        .at(80, FakeEcs::succeed)
                        .ends(SUCCEEDED),
                Timeline.of("a hook that pauses waits for a person, who continues it")
                        .given(pauseHook("POST_TEST_TRAFFIC_SHIFT"))
                        .at(40, stage("POST_TEST_TRAFFIC_SHIFT"))
                        .at(400, stage("PRODUCTION_TRAFFIC_SHIFT"))
                        .at(500, FakeEcs::succeed)
                        .tells("paused in POST_TEST_TRAFFIC_SHIFT")
                        .ends(SUCCEEDED),
                Timeline.of("a hook that pauses waits for a person, and nobody comes")
                        .given(pauseHook("POST_TEST_TRAFFIC_SHIFT"))
                        .with(Timeline.settings(600, OnTimeout.ROLLBACK))
                        .at(40, stage("POST_TEST_TRAFFIC_SHIFT"))
                        .ends(
                                WAITING_FOR_HUMAN,
                                "waits for a person",
                                "POST_TEST_TRAFFIC_SHIFT",
                                "continue-service-deployment"));
    }

    private static List<Timeline> others() {
        return List.of(
                Timeline.of("somebody else deploys and succeeds")
                        .at(15, ecs -> {
                            ecs.status(ServiceDeploymentStatus.STOPPED);
                            other(ecs);
                            ecs.succeed();
                        })
                        .ends(SUPERSEDED, "updated to shop:3, not shop:2"),
                Timeline.of("somebody else deploys and fails")
                        .at(15, ecs -> {
                            ecs.status(ServiceDeploymentStatus.STOPPED);
                            other(ecs);
                            ecs.status(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS);
                        })
                        .ends(SUPERSEDED, "shop:3"),
                Timeline.of("ours succeeds and somebody deploys before we look")
                        .at(15, ecs -> {
                            ecs.succeed();
                            other(ecs);
                        })
                        .ends(SUPERSEDED, "It succeeded, but since then the service was updated again"),
                Timeline.of("ours was overtaken before ECS showed it")
                        .given(ecs -> ecs.slowToBegin = true)
                        .at(12, Timelines::other)
                        .ends(SUPERSEDED, "overtaken before ECS showed it"),
                Timeline.of("a deployment of the same revision goes on already")
                        .given(ecs ->
                                ecs.begin(ecs.register(FakeEcs.shop(DeploymentScenario.TWO)), ecs.clock.instant()))
                        .at(60, FakeEcs::succeed)
                        .neverCalls("UpdateService")
                        .ends(SUCCEEDED),
                Timeline.of("another image than ours was resolved")
                        .at(20, ecs -> {
                            ecs.serviceRevisions.replaceAll((arn, it) ->
                                    it.copy(copy -> copy.containerImages(image -> image.containerName("app")
                                            .image("127.0.0.1:5000/shop:2")
                                            .imageDigest("sha256:" + "9".repeat(64)))));
                            ecs.succeed();
                        })
                        .ends(FAILED, "ECS says that container 'app' runs sha256:999"));
    }

    private static List<Timeline> unseen() {
        return List.of(
                Timeline.of("credentials expire while it waits")
                        .at(30, failing("DescribeServices", "ExpiredTokenException"))
                        .ends(UNOBSERVED, "continues, id ecs-svc/102", "aws ecs describe-service-deployments")
                        .without("failed, and ECS"),
                Timeline.of("the permission is taken away while it waits")
                        .at(30, failing("DescribeServices", "AccessDeniedException"))
                        .ends(UNOBSERVED, "continues, id ecs-svc/102"),
                Timeline.of("ECS throttles for a while")
                        .at(30, failing("DescribeServices", "ThrottlingException"))
                        .at(50, ecs -> ecs.failures.clear())
                        .at(90, FakeEcs::succeed)
                        .ends(SUCCEEDED),
                Timeline.of("the network is gone for good")
                        .at(
                                30,
                                ecs -> ecs.failures.put(
                                        "DescribeServices", SdkClientException.create("Connection reset")))
                        .ends(UNOBSERVED, "continues", "Connection reset")
                        .within(240),
                Timeline.of("the network is gone for the record only")
                        .at(
                                30,
                                ecs -> ecs.failures.put(
                                        "DescribeServiceDeployments", SdkClientException.create("Connection reset")))
                        .at(70, ecs -> ecs.failures.clear())
                        .at(90, FakeEcs::succeed)
                        .ends(SUCCEEDED),
                Timeline.of("this machine's clock is ahead, and events repeat")
                        .at(
                                10,
                                ecs -> ecs.event(
                                        "e1",
                                        "has started 2 tasks",
                                        ecs.clock.instant().minusSeconds(4)))
                        .at(20, ecs -> ecs.event("e2", "has reached a steady state", ecs.clock.instant()))
                        .at(60, FakeEcs::succeed)
                        .ends(SUCCEEDED),
                Timeline.of("events of the deployment before are not ours")
                        .given(ecs ->
                                ecs.event("e0", "long ago", ecs.clock.instant().minusSeconds(600)))
                        .at(60, FakeEcs::succeed)
                        .ends(SUCCEEDED));
    }

    private static List<Timeline> withoutPermissions() {
        return List.of(
                Timeline.of("without records the rollout state tells of success")
                        .given(noRecords())
                        .at(40, FakeEcs::succeed)
                        .tells("not allowed ecs:DescribeServiceDeployments")
                        .ends(SUCCEEDED),
                Timeline.of("without records a missing deployment tells of a rollback")
                        .given(noRecords())
                        .at(20, failedState())
                        .at(40, FakeEcs::restorePrevious)
                        .ends(ROLLED_BACK, "back to shop:1"),
                Timeline.of("without records another's deployment tells of a takeover")
                        .given(noRecords())
                        .at(20, Timelines::other)
                        .ends(SUPERSEDED, "shop:3"),
                Timeline.of("without records a first deployment fails at once")
                        .given(noRecords())
                        .at(20, ecs -> {
                            ecs.first();
                            failedState().accept(ecs);
                        })
                        .ends(FAILED)
                        .within(60),
                Timeline.of("without records a look that lags behind is no rollback")
                        .given(noRecords())
                        .given(ecs -> ecs.slowToShow = true)
                        .at(30, FakeEcs::succeed)
                        .ends(SUCCEEDED),
                Timeline.of("without permission to see tasks the report is shorter")
                        .given(ecs -> ecs.denying("ListTasks"))
                        .at(20, ecs -> ecs.crash("t1", 1))
                        .at(60, ecs -> ecs.rolledBack("Circuit breaker triggered."))
                        .tells("not allowed ecs:ListTasks and ecs:DescribeTasks")
                        .ends(ROLLED_BACK, "Circuit breaker triggered.")
                        .without("tasks stopped"),
                Timeline.of("without permission to see the digest it is not confirmed")
                        .given(ecs -> ecs.denying("DescribeServiceRevisions"))
                        .at(40, FakeEcs::succeed)
                        .tells("not allowed ecs:DescribeServiceRevisions")
                        .ends(SUCCEEDED));
    }

    private static Consumer<FakeEcs> inProgress() {
        return ecs -> ecs.status(ServiceDeploymentStatus.IN_PROGRESS);
    }

    private static Consumer<FakeEcs> tripped(int failures) {
        return ecs -> ecs.record(it ->
                it.deploymentCircuitBreaker(breaker -> breaker.status(ServiceDeploymentRollbackMonitorsStatus.TRIGGERED)
                        .failureCount(failures)
                        .threshold(failures)));
    }

    private static Consumer<FakeEcs> failedState() {
        return ecs -> ecs.primary(
                it -> it.rolloutState(DeploymentRolloutState.FAILED).rolloutStateReason("tasks failed to start."));
    }

    private static Consumer<FakeEcs> breaker(boolean enabled, boolean rollback) {
        return ecs ->
                ecs.change(it -> it.deploymentConfiguration(configuration -> configuration.deploymentCircuitBreaker(
                        breaker -> breaker.enable(enabled).rollback(rollback))));
    }

    private static Consumer<FakeEcs> strategy(DeploymentStrategy strategy, int bakeMinutes) {
        return ecs -> ecs.change(it -> it.deploymentConfiguration(
                configuration -> configuration.strategy(strategy).bakeTimeInMinutes(bakeMinutes)));
    }

    private static Consumer<FakeEcs> pauseHook(String stage) {
        DeploymentConfiguration configuration = DeploymentConfiguration.builder()
                .strategy(DeploymentStrategy.BLUE_GREEN)
                .lifecycleHooks(hook -> hook.lifecycleStagesWithStrings(stage))
                .build();
        return ecs -> ecs.change(it -> it.deploymentConfiguration(configuration));
    }

    private static Consumer<FakeEcs> stage(String stage) {
        return ecs ->
                ecs.record(it -> it.status(ServiceDeploymentStatus.IN_PROGRESS).lifecycleStage(stage));
    }

    private static void other(FakeEcs ecs) {
        ecs.begin(ecs.register(FakeEcs.shop(DeploymentScenario.THREE)), ecs.clock.instant());
    }

    private static Consumer<FakeEcs> failing(String action, String code) {
        return ecs -> ecs.failures.put(action, FakeEcs.error(code, "no longer valid"));
    }

    private static Consumer<FakeEcs> noRecords() {
        return ecs -> ecs.denying("ListServiceDeployments", "DescribeServiceDeployments", "DescribeServiceRevisions");
    }
}
