package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.Task;

/** What becomes of a task whose containers write to CloudWatch Logs. */
class LogDriverTest {
    private static final String GROUP = "/ecs/shop";
    private static final String PREFIX = "\"awslogs-stream-prefix\":\"web\"";
    private static final String NOT_THERE = "ResourceInitializationError: failed to validate logger args: create stream"
            + " has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The"
            + " specified log group does not exist. : exit status 1";

    private final Story story = new Story();

    @AfterEach
    void close() {
        story.close();
    }

    private static String logged(String region, String options) {
        return (",\"logConfiguration\":{\"logDriver\":\"awslogs\",\"options\":"
                        + "{\"awslogs-region\":\"%s\",\"awslogs-group\":\"/ecs/shop\",%s}}")
                .formatted(region, options);
    }

    private static String definition(String options) {
        return Story.definition("shop:1", logged("eu-west-1", options));
    }

    private Task run(String definition) {
        String revision = story.sandbox.seedTaskDefinition(definition);
        String arn = story.ecs
                .runTask(r -> r.cluster("prod")
                        .taskDefinition(revision)
                        .launchType("FARGATE")
                        .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890"))))
                .tasks()
                .get(0)
                .taskArn();
        story.pass(30);
        return story.ecs
                .describeTasks(r -> r.cluster("prod").tasks(arn))
                .tasks()
                .get(0);
    }

    private static String stream(Task task) {
        return "web/shop/" + Arns.name(task.taskArn());
    }

    @Test
    void linesGoToAStreamOfPrefixContainerAndTask() {
        story.logs.seedGroup(GROUP);
        story.tasks.whenContainerIs(
                "shop", Behaviour.exitsAfter(Duration.ofSeconds(1), 1).writing("starting", "no database"));
        Task task = run(definition(PREFIX));

        assertThat(task.lastStatus()).isEqualTo("STOPPED");
        assertThat(story.logs.lines(GROUP, stream(task))).containsExactly("starting", "no database");
    }

    @Test
    void aContainerThatIsSilentHasAStreamToo() {
        story.logs.seedGroup(GROUP);
        Task task = run(definition(PREFIX));

        assertThat(story.logs.streams(GROUP)).containsExactly(stream(task));
    }

    @Test
    void aTaskDoesNotStartWithoutItsGroup() {
        Task task = run(definition(PREFIX));

        assertThat(task.lastStatus()).isEqualTo("STOPPED");
        assertThat(task.stopCodeAsString()).isEqualTo("TaskFailedToStart");
        assertThat(task.stoppedReason()).isEqualTo(NOT_THERE);
        assertThat(task.containers().get(0).exitCode()).isNull();
    }

    @Test
    void aGroupOfAnotherRegionIsNotThere() {
        story.logs.seedGroup(GROUP);

        assertThat(run(Story.definition("shop:1", logged("eu-central-1", PREFIX)))
                        .stoppedReason())
                .isEqualTo(NOT_THERE);
    }

    @Test
    void theDriverMakesTheGroupWhenItIsTold() {
        Task task = run(definition(PREFIX + ",\"awslogs-create-group\":\"true\""));

        assertThat(task.lastStatus()).isEqualTo("RUNNING");
        assertThat(story.logs.hasGroup(GROUP)).isTrue();
    }

    @Test
    void theDriverDoesOnlyWhatTheExecutionRoleMay() {
        story.deniedToRole = List.of("logs:CreateLogGroup");
        assertThat(run(definition(PREFIX + ",\"awslogs-create-group\":\"true\""))
                        .stoppedReason())
                .startsWith("ResourceInitializationError: failed to validate logger args: create stream has been"
                        + " retried 1 times: failed to create Cloudwatch log group: AccessDeniedException: User:"
                        + " arn:aws:sts::123456789012:assumed-role/shop-execution/")
                .contains("is not authorized to perform: logs:CreateLogGroup on resource:"
                        + " arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/shop:log-stream: because");

        story.logs.seedGroup(GROUP);
        story.deniedToRole = List.of("logs:CreateLogStream");
        assertThat(run(definition(PREFIX)).stoppedReason())
                .contains("failed to create Cloudwatch log stream: AccessDeniedException")
                .contains("logs:CreateLogStream");
    }

    @Test
    void aServiceWithoutItsGroupTripsItsBreaker() {
        story.withShop(1).configured(true, true);
        story.deploy("shop:2", logged("eu-west-1", PREFIX));
        story.pass(70);

        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(story.stopped()).extracting(Task::stoppedReason).contains(NOT_THERE);
    }

    @Test
    void aDefinitionNamesRegionAndGroupAndOnFargateThePrefix() {
        assertThatThrownBy(() -> story.ecs.registerTaskDefinition(r -> r.family("shop")
                        .networkMode("awsvpc")
                        .requiresCompatibilitiesWithStrings("FARGATE")
                        .cpu("256")
                        .memory("512")
                        .executionRoleArn(Story.EXECUTION_ROLE)
                        .containerDefinitions(
                                c -> c.name("shop").image("shop:1").logConfiguration(l -> l.logDriver("awslogs")
                                        .options(java.util.Map.of("awslogs-group", GROUP))))))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("Log driver awslogs requires options: awslogs-region, awslogs-stream-prefix");
    }
}
