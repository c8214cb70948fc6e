package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.sandbox.elb.ElbSandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;

/** The ways a deployment ends, played by real containers and seen over HTTP as a deployer sees them (aws.md 2.1). */
@Tag("engine")
class LiveFailuresTest {
    private LiveShop shop;

    @BeforeEach
    void open(@TempDir Path context) throws Exception {
        shop = new LiveShop(context);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private List<String> events() {
        return shop.service().events().stream().map(ServiceEvent::message).toList();
    }

    @Test
    void aServiceThatComesUpSucceedsAndItsLinesAreThere() {
        String first = shop.create(LiveShop.SERVES, true);

        assertThat(shop.awaitStatus(first, "SUCCESSFUL")
                        .deploymentCircuitBreaker()
                        .failureCount())
                .isZero();
        Task task = shop.tasks(DesiredStatus.RUNNING).get(0);
        assertThat(LiveShop.await(() -> Optional.of(shop.linesOf(task)), lines -> !lines.isEmpty()))
                .containsExactly("open for all");
    }

    @Test
    void aCrashOnStartIsRolledBackAndItsLastWordsOutliveTheContainer() {
        String first = shop.create(LiveShop.SERVES, true);
        shop.awaitStatus(first, "SUCCESSFUL");
        String second = shop.deploy(shop.revision(LiveShop.CRASHES));

        ServiceDeployment record = shop.awaitStatus(second, "ROLLBACK_SUCCESSFUL");
        Task crashed = shop.awaitStopped(second);
        assertThat(record.deploymentCircuitBreaker().statusAsString()).isEqualTo("TRIGGERED");
        assertThat(record.deploymentCircuitBreaker().failureCount()).isEqualTo(3);
        assertThat(record.rollback().serviceRevisionArn()).endsWith(first.substring("ecs-svc/".length()));
        assertThat(shop.service().deployments().get(0).id()).isEqualTo(first);
        assertThat(crashed.stopCodeAsString()).isEqualTo("EssentialContainerExited");
        assertThat(crashed.stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(crashed.containers().get(0).exitCode()).isEqualTo(7);
        assertThat(shop.linesOf(crashed)).containsExactlyInAnyOrder("starting", "no database");
    }

    @Test
    void withoutRollbackACrashLeavesTheBadDeploymentAndTheOldTask() {
        String first = shop.create(LiveShop.SERVES, false);
        shop.awaitStatus(first, "SUCCESSFUL");
        String second = shop.deploy(shop.revision(LiveShop.CRASHES));

        ServiceDeployment record = shop.awaitStatus(second, "STOPPED");
        Service service = shop.service();
        assertThat(record.statusReason()).contains("circuit breaker");
        assertThat(service.deployments().get(0).id()).isEqualTo(second);
        assertThat(service.deployments().get(0).rolloutStateAsString()).isEqualTo("FAILED");
        assertThat(shop.tasks(DesiredStatus.RUNNING)).singleElement().satisfies(task -> assertThat(task.startedBy())
                .isEqualTo(first));
    }

    @Test
    void anImageThatWasNeverPushedCannotBePulled() {
        String first = shop.create(LiveShop.SERVES, true);
        shop.awaitStatus(first, "SUCCESSFUL");
        String missing = shop.sandbox.registry() + "/shop:never-pushed";
        String second = shop.deploy(shop.revision(LiveShop.SERVES, missing));

        shop.awaitStatus(second, "ROLLBACK_SUCCESSFUL");
        Task task = shop.awaitStopped(second);
        assertThat(task.stopCodeAsString()).isEqualTo("TaskFailedToStart");
        assertThat(task.stoppedReason())
                .isEqualTo("CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve"
                        + " ref " + missing + ": " + missing + ": not found");
        assertThat(shop.linesOf(task)).isEmpty();
    }

    @Test
    void aTargetThatFailsItsHealthChecksEndsItsTask() {
        ElbSandbox elb = shop.sandbox.elb();
        String group = elb.seedWebService(
                "shop",
                LiveShop.freePort(),
                Map.of(
                        "HealthCheckPath", "/health",
                        "HealthCheckIntervalSeconds", "5",
                        "HealthCheckTimeoutSeconds", "2"));
        String first = shop.create(
                shop.revision("mkdir -p /www; echo ok > /www/health; " + LiveShop.SERVES), true, Optional.of(group));
        shop.awaitStatus(first, "SUCCESSFUL");
        String second = shop.deploy(shop.revision(LiveShop.SERVES));

        Task task = shop.awaitStopped(second);
        assertThat(task.stopCodeAsString()).isEqualTo("ServiceSchedulerInitiated");
        assertThat(task.stoppedReason()).isEqualTo("Task failed ELB health checks in (target-group " + group + ")");
        assertThat(events())
                .anyMatch(event -> event.contains("is unhealthy in (target-group " + group
                        + ") due to (reason Health checks failed with these codes: [404])."));
        assertThat(shop.linesOf(task)).containsExactly("open for all");
    }

    @Test
    void aFirstDeploymentThatCannotStartStalls() {
        String first = shop.create(LiveShop.CRASHES, true);

        Service stalled = LiveShop.await(
                () -> Optional.of(shop.service()),
                service -> service.deployments().get(0).rolloutStateAsString().equals("FAILED"));
        assertThat(stalled.deployments()).hasSize(1);
        assertThat(stalled.deployments().get(0).failedTasks()).isEqualTo(3);
        assertThat(stalled.runningCount()).isZero();
        ServiceDeployment record = shop.of(first);
        assertThat(record.statusAsString()).isEqualTo("IN_PROGRESS");
        assertThat(record.deploymentCircuitBreaker().statusAsString()).isEqualTo("TRIGGERED");
        assertThat(record.rollback()).isNull();
        assertThatThrownBy(() -> shop.ecs.stopServiceDeployment(r ->
                        r.serviceDeploymentArn(record.serviceDeploymentArn()).stopType("ROLLBACK")))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void aDeploymentInProgressCanBeRolledBack() {
        String first = shop.create(LiveShop.SERVES, true);
        shop.awaitStatus(first, "SUCCESSFUL");
        String second = shop.deploy(shop.revision("sleep 1000"));
        String arn = shop.awaitStatus(second, "IN_PROGRESS").serviceDeploymentArn();
        shop.ecs.stopServiceDeployment(r -> r.serviceDeploymentArn(arn).stopType("ROLLBACK"));

        assertThat(shop.awaitStatus(second, "ROLLBACK_SUCCESSFUL").statusReason())
                .contains("StopServiceDeployment");
        assertThat(shop.service().deployments()).singleElement().satisfies(deployment -> assertThat(deployment.id())
                .isEqualTo(first));
    }

    @Test
    void aSecondUpdateSupersedesTheFirst() {
        String first = shop.create(LiveShop.SERVES, true);
        shop.awaitStatus(first, "SUCCESSFUL");
        String second = shop.deploy(shop.revision("sleep 1000"));
        shop.awaitStatus(second, "IN_PROGRESS");
        String third = shop.deploy(shop.revision(LiveShop.SERVES));

        assertThat(shop.awaitStatus(third, "SUCCESSFUL").targetServiceRevision().runningTaskCount())
                .isEqualTo(1);
        assertThat(shop.of(second).statusAsString()).isEqualTo("STOPPED");
        assertThat(shop.of(second).statusReason()).contains("a new service deployment started");
    }

    @Test
    void aTaskOfTheServicesRevisionRunsAnotherCommandOnce() {
        String first = shop.create(LiveShop.SERVES, true);
        shop.awaitStatus(first, "SUCCESSFUL");
        Service service = shop.service();
        RunTaskRequest migrate = RunTaskRequest.builder()
                .cluster("prod")
                .taskDefinition(service.taskDefinition())
                .launchType("FARGATE")
                .networkConfiguration(service.networkConfiguration())
                .startedBy("migration")
                .clientToken("0a1b2c3d")
                .overrides(o -> o.containerOverrides(
                        c -> c.name("shop").command("/bin/sh", "-c", "echo migrating; echo 3 of 5; exit 3")))
                .build();
        RunTaskResponse started = shop.ecs.runTask(migrate);
        RunTaskResponse repeated = shop.ecs.runTask(migrate);

        Task task = shop.awaitStopped("migration");
        assertThat(started.failures()).isEmpty();
        assertThat(repeated.tasks().get(0).taskArn())
                .isEqualTo(started.tasks().get(0).taskArn());
        assertThat(task.containers().get(0).exitCode()).isEqualTo(3);
        assertThat(shop.linesOf(task)).containsExactly("migrating", "3 of 5");
        assertThat(shop.tasks(DesiredStatus.STOPPED)).hasSize(1);
        assertThat(shop.service().deployments()).hasSize(1);
    }

    @Test
    void aServiceWhoseLogGroupIsGoneDoesNotStart() {
        String first = shop.create(LiveShop.SERVES, true);
        shop.awaitStatus(first, "SUCCESSFUL");
        shop.deleteLogGroup();
        String second = shop.deploy(shop.revision(LiveShop.SERVES));

        shop.awaitStatus(second, "ROLLBACK_SUCCESSFUL");
        assertThat(shop.awaitStopped(second).stoppedReason())
                .startsWith("ResourceInitializationError: failed to validate logger args:")
                .contains("The specified log group does not exist.");
    }
}
