package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ecs.DeploymentEvent;
import io.github.ecsmaven.ecs.DeploymentOutcome;
import io.github.ecsmaven.ecs.DeploymentSnapshot;
import io.github.ecsmaven.ecs.DeploymentSnapshot.Progress;
import io.github.ecsmaven.ecs.DeploymentSnapshot.Shift;
import io.github.ecsmaven.ecs.DeploymentStatus;
import io.github.ecsmaven.ecs.FieldChange;
import io.github.ecsmaven.ecs.FieldChange.Kind;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.ecs.StoppedTasks;
import io.github.ecsmaven.ecs.StoppedTasks.ContainerEnd;
import io.github.ecsmaven.ecs.TargetHealth;
import io.github.ecsmaven.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Everything that is said while a service is updated: {@code src/test/resources/mojo/deployment-log*.txt}. */
class DeploymentLogTest {
    private final Terminal terminal = new Terminal();
    private final RecordingLog maven = new RecordingLog(terminal);
    private final ShopService shop = new ShopService();

    private DeploymentLog log(boolean live) {
        return new DeploymentLog(maven, terminal.block(live));
    }

    @Test
    void eachDecision() {
        DeploymentLog log = log(false);
        maven.when("something differs");
        log.decided(update(
                change("containerDefinitions.app.cpu", Kind.CHANGED, "256", "512"),
                change("containerDefinitions.app.environment.FEATURES", Kind.REMOVED, null, null),
                change("containerDefinitions.app.environment.LOG_LEVEL", Kind.CHANGED, null, null),
                change(
                        "containerDefinitions.app.image",
                        Kind.CHANGED,
                        "1.3 (sha256:9f86d081884c)",
                        "1.4 (sha256:60303ae22b99)"),
                change(
                        "containerDefinitions.app.secrets.DB_PASSWORD",
                        Kind.ADDED,
                        null,
                        "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/db"),
                change("containerDefinitions.app.stopTimeout", Kind.REMOVED, "30", null),
                change("containerDefinitions.proxy", Kind.ADDED, null, null)));
        maven.when("the base is another revision than the one that runs, and equal");
        log.decided(update());
        for (ServiceChange.Reason reason : ServiceChange.Reason.values()) {
            maven.when("the same again: " + reason);
            log.decided(new ServiceChange.Redeploy(shop.running(), shop.wanted(), ShopService.SHOP_12, reason));
        }
        maven.when("it is in progress already");
        log.decided(new ServiceChange.Follow(shop.running(), shop.wanted(), ShopService.SHOP_13, "ecs-svc/101"));
        maven.when("only the number of tasks differs");
        log.decided(new ServiceChange.Scale(shop.running(), shop.wanted(), ShopService.SHOP_12, 3));
        maven.when("nothing differs: the outcome says so");
        log.decided(new ServiceChange.Nothing(shop.running(), shop.wanted(), ShopService.SHOP_12));

        GoldenFile.assertReads("deployment-log-decisions.txt", maven.text());
    }

    private static FieldChange change(String path, Kind kind, @Nullable String before, @Nullable String after) {
        return new FieldChange(path, kind, Optional.ofNullable(before), Optional.ofNullable(after));
    }

    private ServiceChange update(FieldChange... differences) {
        return new ServiceChange.Update(shop.running(), shop.wanted(), ShopService.SHOP_12, List.of(differences));
    }

    @Test
    void aDeploymentWithoutATerminal() {
        DeploymentLog log = log(false);
        maven.when("it begins");
        log.registered(ShopService.SHOP_13);
        maven.when("a task runs before it");
        log.taskStarted("arn:aws:ecs:eu-west-1:123456789012:task/prod/1a2b3c");
        log.taskOutput("app", "creating table orders");
        log.taskEnded("arn:aws:ecs:eu-west-1:123456789012:task/prod/1a2b3c");
        maven.when("the service is updated");
        log.updating(ShopService.REFERENCE, ShopService.SHOP_13);
        log.waiting(ShopService.REFERENCE, "ecs-svc/101");
        goOn(log);
        maven.when("it is being rolled back");
        log.progress(snapshot("ROLLBACK_IN_PROGRESS", Optional.empty(), 180, ours(1, 0, 3), theirs(1)));

        GoldenFile.assertReads("deployment-log-batch.txt", maven.text());
    }

    @Test
    void aDeploymentInATerminal() {
        DeploymentLog log = log(true);
        goOn(log);
        maven.when("it is over");
        log.end();

        GoldenFile.assertReads("deployment-log-terminal.txt", maven.text());
    }

    private void goOn(DeploymentLog log) {
        maven.when("tasks start");
        look(log, snapshot("IN_PROGRESS", Optional.empty(), 2, ours(0, 2, 0), theirs(2)));
        maven.when("nothing has changed at the next look");
        look(log, snapshot("IN_PROGRESS", Optional.empty(), 5, ours(0, 2, 0), theirs(2)));
        maven.when("ECS writes an event");
        log.event(new DeploymentEvent(Instant.EPOCH, "(service shop) has started 2 tasks: (task 1a2b) (task 3c4d)."));
        maven.when("one fails, one runs");
        look(log, snapshot("IN_PROGRESS", Optional.of("POST_SCALE_UP"), 75, ours(1, 1, 1), theirs(1)));
        maven.when("AWS does not answer");
        log.lookFailed("Could not look at service 'shop' in cluster 'prod': Rate exceeded (ThrottlingException)");
        log.lookFailed("Could not look at service 'shop' in cluster 'prod': the connection broke.");
        maven.when("permissions are missing");
        log.notAllowed(
                "ecs:ListServiceDeployments", "the verdict rests on the rollout state of the service's deployments");
        log.notAllowed("ecs:ListTasks and ecs:DescribeTasks", "the reasons why tasks stopped stay unknown");
        log.notAllowed("ecs:DescribeServiceRevisions", "the running digest is not confirmed");
        maven.when("the old tasks are gone");
        look(log, snapshot("SUCCESSFUL", Optional.empty(), 135, ours(2, 0, 1)));
    }

    private void look(DeploymentLog log, DeploymentSnapshot snapshot) {
        terminal.pass(3_000);
        log.progress(snapshot);
    }

    private static DeploymentSnapshot snapshot(
            String status, Optional<String> stage, long seconds, Progress... deployments) {
        return new DeploymentSnapshot(
                status,
                stage,
                "",
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(seconds),
                List.of(deployments),
                List.of());
    }

    private static Progress ours(int running, int pending, int failed) {
        return new Progress("ecs-svc/101", true, ShopService.SHOP_13, 2, pending, running, failed, "IN_PROGRESS");
    }

    private static Progress theirs(int running) {
        return new Progress("ecs-svc/100", false, ShopService.SHOP_12, 0, 0, running, 0, "COMPLETED");
    }

    @Test
    void aDeploymentThatShiftsTraffic() {
        DeploymentLog log = log(false);
        maven.when("traffic is shifted");
        log.progress(shifting("IN_PROGRESS", "PRODUCTION_TRAFFIC_SHIFT", 10d, List.of()));
        maven.when("it is being watched, and targets become healthy");
        log.progress(shifting(
                "IN_PROGRESS",
                "BAKE_TIME",
                100d,
                List.of(new TargetHealth("orders", ordered("healthy", 2, "draining", 1), List.of()))));
        maven.when("a lifecycle hook holds it");
        log.paused("POST_TEST_TRAFFIC_SHIFT");
        maven.when("a word of ECS's that is not known");
        log.progress(shifting("VALIDATING", "WARM_UP", 12.5, List.of()));

        GoldenFile.assertReads("deployment-log-shift.txt", maven.text());
    }

    @Test
    void aDeploymentThatFails() {
        DeploymentLog log = log(false);
        maven.when("a task stops");
        log.tasksStopped(
                new StoppedTasks(
                        "EssentialContainerExited",
                        "Essential container in task exited",
                        List.of(new ContainerEnd("app", OptionalInt.of(1), "")),
                        1,
                        "arn:task/1a2b"),
                Optional.of("container app ends with exit code 1, and its log says why"));
        maven.when("the circuit breaker counts");
        log.progress(new DeploymentSnapshot(
                "IN_PROGRESS",
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.of("2 of 3"),
                Duration.ofSeconds(60),
                List.of(ours(0, 1, 2), theirs(2)),
                List.of(new TargetHealth(
                        "orders", ordered("healthy", 2, "unhealthy", 1), List.of("Health checks failed")))));
        maven.when("the logs may not be read");
        log.unexplained("Could not read the log: user/ci may not logs:GetLogEvents on /ecs/shop.");
        maven.when("this build gives it up");
        log.rollingBack("it had not ended after 1800 seconds");

        GoldenFile.assertReads("deployment-log-failure.txt", maven.text());
    }

    private static DeploymentSnapshot shifting(
            String status, String stage, double percent, List<TargetHealth> targets) {
        return new DeploymentSnapshot(
                status,
                Optional.of(stage),
                "",
                Optional.of(new Shift("BLUE_GREEN", Optional.of(percent), Optional.of(100d), Duration.ofMinutes(10))),
                Optional.empty(),
                Duration.ofSeconds(60),
                List.of(ours(2, 0, 0), theirs(2)),
                targets);
    }

    private static Map<String, Integer> ordered(String one, int ones, String two, int twos) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put(one, ones);
        counts.put(two, twos);
        return counts;
    }

    @Test
    void eachGoodEnd() {
        DeploymentLog log = log(false);
        for (DeploymentStatus status : DeploymentStatus.values()) {
            if (!status.isFailure()) {
                maven.when(status.toString());
                log.outcome(outcome(status, Optional.empty()));
            }
        }
        maven.when("SUCCEEDED, and ECS says what it runs");
        log.outcome(outcome(DeploymentStatus.SUCCEEDED, Optional.of(new Digest("sha256:" + "1".repeat(64)))));

        GoldenFile.assertReads("deployment-log-outcomes.txt", maven.text());
    }

    @Test
    void aBadEndIsNoOutcome() {
        Arrays.stream(DeploymentStatus.values())
                .filter(DeploymentStatus::isFailure)
                .forEach(status -> assertThatThrownBy(() -> log(false).outcome(outcome(status, Optional.empty())))
                        .isInstanceOf(IllegalStateException.class));
    }

    private static DeploymentOutcome outcome(DeploymentStatus status, Optional<Digest> digest) {
        return new DeploymentOutcome(
                status,
                ShopService.REFERENCE,
                ShopService.SHOP_13,
                ShopService.SHOP_12,
                Optional.of("ecs-svc/101"),
                Optional.empty(),
                digest,
                3,
                Duration.ofSeconds(135));
    }
}
