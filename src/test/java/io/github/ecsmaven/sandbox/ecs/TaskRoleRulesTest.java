package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.ClientException;

class TaskRoleRulesTest {
    private static final String REFUSAL = "ECS was unable to assume the role 'arn:aws:iam::123456789012:role/gone' that"
            + " was provided for this task. Please verify that the role being passed has the proper trust relationship"
            + " and permissions and that your IAM user has permissions to pass this role.";

    private final Story story = new Story();

    @AfterEach
    void close() {
        story.close();
    }

    private static String withRole(String role) {
        return Story.definition("shop:2").replace("{\"family\"", "{\"taskRoleArn\":\"" + role + "\",\"family\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "arn:aws:iam::123456789012:role/gone"})
    void refusesToRunATaskWhoseRoleItCannotAssume(String role) {
        story.sandbox.seedTaskDefinition(withRole(role));

        assertThatThrownBy(() -> story.ecs.runTask(r -> r.cluster("prod")
                        .taskDefinition("shop")
                        .launchType("FARGATE")
                        .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890")))))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining(REFUSAL);
    }

    @Test
    void aServiceFailsToLaunchTasksWhoseRoleItCannotAssume() {
        story.withShop(1).configured(true, true);
        String revision = story.sandbox.seedTaskDefinition(withRole("gone"));
        story.ecs.updateService(r -> r.cluster("prod").service("shop").taskDefinition(revision));
        assertThat(story.events()).contains("(service shop) failed to launch a task with (error " + REFUSAL + ").");

        story.pass(120);
        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(story.images(story.running())).containsExactly("shop:1");
    }

    @Test
    void takesARoleByItsName() {
        story.sandbox.seedTaskDefinition(withRole("shop-execution"));
        story.withShop(1);
        assertThat(story.running()).hasSize(1);
    }
}
