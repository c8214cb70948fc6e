package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

class TaskApiTest {
    private final Story story = new Story();

    @BeforeEach
    void seed() {
        story.sandbox.seedTaskDefinition(Story.definition("shop:1"));
    }

    @AfterEach
    void close() {
        story.close();
    }

    private static RunTaskRequest.Builder request() {
        return RunTaskRequest.builder()
                .cluster("prod")
                .taskDefinition("shop")
                .launchType("FARGATE")
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890")));
    }

    private Task run(RunTaskRequest.Builder request) {
        return story.ecs.runTask(request.build()).tasks().get(0);
    }

    private Task describe(String arn) {
        return story.ecs
                .describeTasks(r -> r.cluster("prod").tasks(arn))
                .tasks()
                .get(0);
    }

    @Test
    void aJobEndsWithItsExitCode() {
        story.tasks.whenContainerIs("shop", Behaviour.exitsAfter(Duration.ofSeconds(5), 3));
        Task task = run(request()
                .startedBy("pipeline")
                .overrides(o -> o.containerOverrides(c -> c.name("shop")
                        .command("migrate")
                        .environment(KeyValuePair.builder().name("A").value("1").build()))));
        assertThat(task.lastStatus()).isEqualTo("PROVISIONING");
        assertThat(task.group()).isEqualTo("family:shop");
        story.pass(60);

        Task ended = describe(task.taskArn());
        assertThat(ended.lastStatus()).isEqualTo("STOPPED");
        assertThat(ended.stopCodeAsString()).isEqualTo("EssentialContainerExited");
        assertThat(ended.containers().get(0).exitCode()).isEqualTo(3);
        assertThat(ended.overrides().containerOverrides().get(0).command()).containsExactly("migrate");
        assertThat(ended.startedBy()).isEqualTo("pipeline");
    }

    @Test
    void aStoppedTaskIsForgottenAfterAnHour() {
        Task task = run(request());
        story.pass(20);
        story.ecs.stopTask(r -> r.cluster("prod").task(task.taskArn()).reason("enough"));
        story.pass(20);
        Task stopped = describe(task.taskArn());
        assertThat(stopped.stoppedReason()).isEqualTo("enough");
        assertThat(stopped.stopCodeAsString()).isEqualTo("UserInitiated");
        assertThat(stopped.stoppingAt()).isBefore(stopped.stoppedAt());

        story.pass(3_600);
        assertThat(story.ecs
                        .describeTasks(r -> r.cluster("prod").tasks(task.taskArn()))
                        .failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("MISSING"));
    }

    @Test
    void aLackOfCapacityIsAFailureInAGoodAnswer() {
        story.sandbox.withoutCapacity(true);
        RunTaskResponse answer = story.ecs.runTask(request().build());

        assertThat(answer.tasks()).isEmpty();
        assertThat(answer.failures()).singleElement().satisfies(failure -> assertThat(failure.reason())
                .startsWith("Capacity is unavailable at this time."));
    }

    @Test
    void aRepeatedClientTokenStartsNothingNew() {
        Task first = run(request().clientToken("deploy-1"));
        Task again = run(request().clientToken("deploy-1"));

        assertThat(again.taskArn()).isEqualTo(first.taskArn());
        assertThat(story.ecs.listTasks(r -> r.cluster("prod")).taskArns()).hasSize(1);
    }

    @Test
    void aClientTokenBelongsToOneRequest() {
        run(request().clientToken("deploy-1"));
        assertThatThrownBy(() -> run(request().clientToken("deploy-1").startedBy("somebody")))
                .hasMessageContaining("already in use with a different `RunTask` request");
    }

    @Test
    void tasksAreListedByServiceFamilyStarterAndDesiredStatus() {
        story.withShop(2);
        String job = run(request().startedBy("pipeline")).taskArn();
        story.ecs.stopTask(r -> r.cluster("prod").task(story.running().get(0).taskArn()));

        assertThat(story.running()).hasSize(2);
        assertThat(story.stopped()).hasSize(1);
        assertThat(story.ecs
                        .listTasks(r -> r.cluster("prod").startedBy("pipeline"))
                        .taskArns())
                .containsExactly(job);
        assertThat(story.ecs.listTasks(r -> r.cluster("prod").family("shop")).taskArns())
                .hasSize(3);
        assertThat(story.ecs
                        .listTasks(r -> r.cluster("prod").desiredStatus("PENDING"))
                        .taskArns())
                .isEmpty();
        assertThatThrownBy(() -> story.ecs.listTasks(
                        r -> r.cluster("prod").serviceName("shop").startedBy("pipeline")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("startedBy must be the only filter");
    }

    @Test
    void whatCannotRunIsRefused() {
        story.ecs.deregisterTaskDefinition(r -> r.taskDefinition("shop:1"));
        assertThatThrownBy(() -> run(request().taskDefinition("shop:1")))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("TaskDefinition is inactive");

        story.sandbox.seedTaskDefinition(Story.definition("shop:1"));
        assertThatThrownBy(() -> run(request().count(11))).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> run(request()
                        .overrides(o -> o.containerOverrides(c -> c.name("web").command("x")))))
                .hasMessageContaining("Override for container named web");
        assertThatThrownBy(() -> run(request()
                        .launchType("EC2")
                        .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890")))))
                .hasMessageContaining("No Container Instances were found in your cluster.");
    }

    @Test
    void anEssentialContainerTakesTheOthersWithIt() {
        story.tasks.whenContainerIs("shop", Behaviour.exitsAfter(Duration.ofSeconds(1), 1));
        story.tasks.whenContainerIs("sidecar", Behaviour.ignoresSigterm());
        story.sandbox.seedTaskDefinition(Story.definition("shop:1")
                .replace(
                        "}]}]",
                        "}]},{\"name\":\"sidecar\",\"image\":\"proxy:1\",\"essential\":false,\"stopTimeout\":7}]"));
        String task = run(request()).taskArn();
        story.pass(12);
        assertThat(describe(task).lastStatus()).isEqualTo("STOPPING");
        story.pass(20);

        assertThat(describe(task).containers()).extracting(c -> c.exitCode()).isEqualTo(List.of(1, 137));
    }
}
