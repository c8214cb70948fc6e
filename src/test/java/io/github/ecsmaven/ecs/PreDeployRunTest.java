package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** The task that has to succeed before the service is updated. */
class PreDeployRunTest extends DeploymentScenario {
    private static final LogStream STREAM = new LogStream("eu-west-1", "/ecs/shop", "app/app/run1");

    private final FakeEvidence fakes = new FakeEvidence();
    private final PreDeployTask task = new PreDeployTask(
            Optional.empty(), List.of("migrate", "--all"), Map.of("MODE", "batch"), Duration.ofMinutes(5));

    @Test
    void runsTheNewRevisionWhereTheServiceRunsAndThenDeploys() {
        ecs.change(it -> it.networkConfiguration(network -> network.awsvpcConfiguration(
                        vpc -> vpc.subnets("subnet-1").securityGroups("sg-1")))
                .platformVersion("LATEST"));
        ecs.after(20, () -> succeed("run1")).after(60, ecs::succeed);

        assertThat(deployWithTask().status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        RunTaskRequest run = ecs.runs.get(0);
        assertThat(run.taskDefinition()).endsWith("task-definition/shop:2");
        assertThat(run.networkConfiguration()).isEqualTo(ecs.service.networkConfiguration());
        assertThat(run.launchTypeAsString()).isEqualTo("FARGATE");
        assertThat(run.platformVersion()).isEqualTo("LATEST");
        assertThat(run.overrides().containerOverrides()).singleElement().satisfies(override -> {
            assertThat(override.name()).isEqualTo("app");
            assertThat(override.command()).containsExactly("migrate", "--all");
            assertThat(override.environment()).singleElement().hasToString("KeyValuePair(Name=MODE, Value=batch)");
        });
        assertThat(ecs.calls).extracting(EcsWorld.Call::action).containsSubsequence("RunTask", "UpdateService");
        assertThat(listener.heard)
                .containsSubsequence("registered shop:2", "task started", "task succeeded", "updating shop to shop:2");
    }

    @Test
    void usesTheServicesCapacityProviders() {
        ecs.change(it -> it.launchType((String) null)
                .capacityProviderStrategy(
                        item -> item.capacityProvider("FARGATE_SPOT").weight(1)));
        ecs.after(20, () -> succeed("run1")).after(60, ecs::succeed);

        deployWithTask();

        assertThat(ecs.runs.get(0).launchType()).isNull();
        assertThat(ecs.runs.get(0).capacityProviderStrategy())
                .extracting(item -> item.capacityProvider())
                .containsExactly("FARGATE_SPOT");
    }

    @Test
    void itsOutputIsToldOnceAndWithoutSecrets() {
        List<String> lines = new ArrayList<>(List.of("creating table"));
        fakes.streams.put(STREAM, lines);
        ecs.after(12, () -> lines.add("password=hunter22"))
                .after(20, () -> {
                    lines.add("done");
                    succeed("run1");
                })
                .after(60, ecs::succeed);

        deployWithTask();

        assertThat(listener.heard)
                .filteredOn(it -> it.contains("wrote"))
                .containsExactly("app wrote creating table", "app wrote password=***", "app wrote done");
    }

    @Test
    void aBadExitCodeFailsTheBuildAndLeavesTheServiceAlone() {
        ecs.after(
                20,
                () -> ecs.endRun("run1", it -> it.stopCode(TaskStopCode.ESSENTIAL_CONTAINER_EXITED)
                        .stoppedReason("Essential container in task exited")
                        .containers(container -> container.name("app").exitCode(3))));

        DeploymentFailedException failure = failing();

        assertThat(failure.status()).isEqualTo(DeploymentStatus.TASK_FAILED);
        assertThat(failure)
                .hasMessageContaining("The task before the deployment, run1, failed.")
                .hasMessageContaining("container app ends with exit code 3")
                .hasMessageContaining("was not touched and runs shop:1; shop:2 stays registered");
        assertThat(ecs.calls("UpdateService")).isZero();
    }

    @Test
    void aTaskThatNeverStartsIsExplained() {
        ecs.after(
                20,
                () -> ecs.endRun("run1", it -> it.stopCode(TaskStopCode.TASK_FAILED_TO_START)
                        .stoppedReason("CannotPullContainerError: failed to resolve ref shop:2: not found")
                        .containers(container -> container.name("app"))));

        assertThat(failing())
                .hasMessageContaining("To fix: the image that the task definition names is not in its repository");
        assertThat(ecs.calls("UpdateService")).isZero();
    }

    @Test
    void aSidecarThatIsNotEssentialMayFail() {
        ecs.registered.replaceAll((arn, it) -> it.toBuilder()
                .containerDefinitions(
                        it.containerDefinitions().get(0),
                        software.amazon.awssdk.services.ecs.model.ContainerDefinition.builder()
                                .name("agent")
                                .image("agent:1")
                                .essential(false)
                                .build())
                .build());
        ecs.after(
                        20,
                        () -> ecs.endRun(
                                "run1",
                                it -> it.containers(
                                        container -> container.name("app").exitCode(0),
                                        container -> container.name("agent").exitCode(143))))
                .after(60, ecs::succeed);

        assertThat(deployWithTask().status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }

    @Test
    void waitsForCapacity() {
        ecs.runFailures.addAll(List.of("RESOURCE:MEMORY", "Capacity is unavailable at this time."));
        ecs.after(60, () -> succeed("run3")).after(120, ecs::succeed);

        assertThat(deployWithTask().status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(ecs.runs)
                .hasSize(3)
                .extracting(RunTaskRequest::clientToken)
                .containsOnly(ecs.runs.get(0).clientToken());
        assertThat(ecs.runs.get(0).clientToken()).hasSize(64);
    }

    @Test
    void aRefusalOtherThanCapacityFailsAtOnce() {
        ecs.runFailures.add("MISSING");

        assertThat(failing()).hasMessageContaining("could not be started: MISSING");
        assertThat(ecs.runs).hasSize(1);
    }

    @Test
    void aTaskThatTakesTooLongGoesOn() {
        DeploymentFailedException failure = failing();

        assertThat(failure.status()).isEqualTo(DeploymentStatus.TASK_FAILED);
        assertThat(failure)
                .hasMessageContaining("has not ended after 300 seconds; it goes on")
                .hasMessageContaining("aws ecs stop-task --cluster prod --task " + FakeEcs.HERE + "task/prod/run1");
    }

    @Test
    void missingPermissionsAreNamed() {
        ecs.denying("RunTask");

        assertThat(failing()).hasMessageContaining("ecs:RunTask");
    }

    @Test
    void lostCredentialsAreNoFailedTask() {
        ecs.after(10, () -> ecs.failures.put("DescribeTasks", FakeEcs.error("ExpiredTokenException", "expired")));

        assertThat(failing()).hasMessageContaining("goes on, but its end cannot be seen from here");
    }

    @Test
    void runsNothingWhereNothingIsDeployed() {
        evidence = fakes.evidence();

        assertThat(deploy(ecs, ONE, settings()).status()).isEqualTo(DeploymentStatus.NOTHING_TO_DO);
        assertThat(ecs.runs).isEmpty();
    }

    private void succeed(String id) {
        ecs.endRun(id, it -> it.containers(container -> container.name("app").exitCode(0)));
    }

    private DeploymentOutcome deployWithTask() {
        evidence = fakes.evidence();
        return deploy(ecs, TWO, settings());
    }

    private DeploymentFailedException failing() {
        return catchThrowableOfType(DeploymentFailedException.class, this::deployWithTask);
    }

    private DeploymentSettings settings() {
        DeploymentSettings defaults = DeploymentSettings.defaults();
        return new DeploymentSettings(
                defaults.desiredCount(),
                false,
                defaults.waitTimeout(),
                defaults.onTimeout(),
                defaults.logLines(),
                Optional.of(task));
    }
}
