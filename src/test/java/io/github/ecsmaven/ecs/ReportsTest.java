package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ecs.DeploymentSettings.OnTimeout;
import io.github.ecsmaven.ecs.TargetGroups.Target;
import io.github.ecsmaven.mojo.GoldenFile;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

/** Whole reports of deployments that failed: {@code src/test/resources/ecs/report-*.txt}. Each fits a screen. */
class ReportsTest extends DeploymentScenario {
    private static final int SCREEN = 50;
    private static final String GROUP =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/0123456789abcdef";

    private final FakeEvidence fakes = new FakeEvidence();

    @Test
    void anApplicationThatCrashes() {
        writeLog("t3", IntStream.rangeClosed(1, 60).mapToObj(i -> "line " + i).toList());
        crashes(3);
        ecs.after(60, () -> tripped(3)).after(90, () -> ecs.rolledBack("Circuit breaker triggered."));

        assertReads("report-crash.txt");
    }

    @Test
    void secretsInALogAreHidden() {
        ecs.registered.replaceAll((arn, it) -> it.toBuilder()
                .containerDefinitions(it.containerDefinitions().stream()
                        .map(container -> container.toBuilder()
                                .environment(
                                        variable -> variable.name("DB_PASSWORD").value("correct horse"),
                                        variable -> variable.name("GREETING").value("hello"))
                                .build())
                        .toList())
                .build());
        writeLog(
                "t1",
                List.of(
                        "hello from shop",
                        "\u001b[31mERROR\u001b[0m cannot log in with correct horse",
                        "password=hunter22; retrying",
                        "{\"api_key\": \"k-123456\", \"user\": \"ann\"}",
                        "GET https://ann:s3cr3t@db.example/ failed",
                        "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
                        "using AKIAIOSFODNN7EXAMPLE"));
        crashes(1);
        ecs.after(90, () -> ecs.rolledBack("Circuit breaker triggered."));

        assertReads("report-secrets.txt");
    }

    @Test
    void anImageThatIsNotThere() {
        everyTask("CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref"
                + " 127.0.0.1:5000/shop:2@sha256:222: 127.0.0.1:5000/shop:2@sha256:222: not found");
        ecs.after(100, () -> ecs.rolledBack("Circuit breaker triggered."));

        assertReads("report-image-missing.txt");
    }

    @Test
    void anImageForAnotherProcessor() {
        everyTask(
                "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'");
        ecs.after(100, () -> ecs.rolledBack("Circuit breaker triggered."));

        assertReads("report-processor.txt");
    }

    @Test
    void noWayToTheRegistry() {
        everyTask(
                "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:"
                        + " unable to retrieve ecr registry auth: RequestError: send request failed caused by: dial tcp"
                        + " 10.0.0.17:443: i/o timeout");
        ecs.after(100, () -> ecs.rolledBack("Circuit breaker triggered."));

        assertReads("report-no-route.txt");
    }

    @Test
    void aSecretThatIsNotThere() {
        everyTask(
                "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:"
                        + " unable to retrieve secret from asm: ResourceNotFoundException: Secrets Manager can't find the specified"
                        + " secret.");
        ecs.after(100, () -> ecs.rolledBack("Circuit breaker triggered."));

        assertReads("report-secret-missing.txt");
    }

    @Test
    void aLogGroupThatIsNotThere() {
        everyTask("ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times:"
                + " failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not"
                + " exist.");
        ecs.after(100, () -> ecs.rolledBack("Circuit breaker triggered."));

        assertReads("report-log-group-missing.txt");
    }

    @Test
    void aHealthCheckThatFails() {
        ecs.change(it -> it.loadBalancers(balancer -> balancer.targetGroupArn(GROUP)));
        fakes.targets.add(new Target("10.0.0.1", 8080, "healthy", "", ""));
        fakes.targets.add(new Target(
                "10.0.0.2",
                8080,
                "unhealthy",
                "Target.ResponseCodeMismatch",
                "Health checks failed with these codes: [404]"));
        everyTask("Task failed ELB health checks in (target-group " + GROUP + ")");
        ecs.after(100, () -> ecs.rolledBack("Circuit breaker triggered."));

        assertReads("report-health-check.txt");
    }

    @Test
    void tooLittleMemory() {
        ecs.after(20, () -> {
            ecs.crash("t1", 137);
            ecs.tasks.replaceAll(task ->
                    task.copy(it -> it.stoppedReason("OutOfMemoryError: Container killed due to memory usage")));
        });
        ecs.after(90, () -> ecs.rolledBack("Circuit breaker triggered."));

        assertReads("report-memory.txt");
    }

    @Test
    void aHopelessFirstDeployment() {
        ecs.change(it -> it.deploymentConfiguration(configuration -> {}));
        ecs.after(1, ecs::first);
        crashes(3);

        assertReads("report-hopeless.txt");
    }

    @Test
    void aTimeout() {
        assertReads("report-timeout.txt");
    }

    @Test
    void aRollbackThatThisBuildAskedFor() {
        ecs.onStop = () -> ecs.status(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS);
        ecs.after(2000, () -> ecs.rolledBack("Rolled back by user request."));

        assertReads("report-rolled-back-by-us.txt", Timeline.settings(1800, OnTimeout.ROLLBACK));
    }

    @Test
    void aTakeover() {
        ecs.after(15, () -> ecs.begin(ecs.register(FakeEcs.shop(THREE)), ecs.clock.instant()));
        ecs.denying("ListServiceDeployments", "DescribeServiceDeployments");

        assertReads("report-superseded.txt");
    }

    @Test
    void lostCredentials() {
        ecs.after(30, () -> ecs.failures.put("DescribeServices", FakeEcs.error("ExpiredTokenException", "expired")));

        assertReads("report-unobserved.txt");
    }

    @Test
    void logsAndTargetsThatMayNotBeRead() {
        fakes.denied = true;
        ecs.change(it -> it.loadBalancers(balancer -> balancer.targetGroupArn(GROUP)));
        crashes(3);
        ecs.after(90, () -> ecs.rolledBack("Circuit breaker triggered."));

        evidence = fakes.evidence();
        assertThat(failing(TWO)).hasMessageNotContaining("last lines");
        assertThat(listener.heard)
                .contains("unexplained: May not read logs.", "unexplained: May not read targets.")
                .doesNotHaveDuplicates();
    }

    private void crashes(int times) {
        for (int i = 1; i <= times; i++) {
            String id = "t" + i;
            ecs.after(10 * i, () -> {
                ecs.crash(id, 1);
                ecs.event(
                        "e-" + id,
                        "(service shop) has stopped 1 running tasks: (task " + id + ").",
                        ecs.clock.instant());
            });
        }
    }

    private void everyTask(String reason) {
        for (int i = 1; i <= 3; i++) {
            String id = "t" + i;
            ecs.after(20 * i, () -> ecs.taskThatNeverStarted(id, reason));
        }
        ecs.after(70, () -> tripped(3));
    }

    private void tripped(int failures) {
        ecs.record(it ->
                it.deploymentCircuitBreaker(breaker -> breaker.status(ServiceDeploymentRollbackMonitorsStatus.TRIGGERED)
                        .failureCount(failures)
                        .threshold(failures)));
    }

    private void writeLog(String task, List<String> lines) {
        fakes.streams.putAll(Map.of(new LogStream("eu-west-1", "/ecs/shop", "app/app/" + task), lines));
    }

    private void assertReads(String file) {
        assertReads(file, DeploymentSettings.defaults());
    }

    private void assertReads(String file, DeploymentSettings settings) {
        evidence = fakes.evidence();
        DeploymentFailedException failure = org.assertj.core.api.Assertions.catchThrowableOfType(
                DeploymentFailedException.class, () -> deploy(ecs, TWO, settings));
        String report = failure.getMessage() + "\n";
        assertThat(report.lines().count()).isLessThanOrEqualTo(SCREEN);
        failure.diagnosis().fix().ifPresent(fix -> assertThat(
                        report.lines().findFirst().orElseThrow())
                .contains(fix));
        GoldenFile.assertReads("ecs", file, report);
    }
}
