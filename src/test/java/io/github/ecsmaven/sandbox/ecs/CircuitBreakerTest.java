package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;

class CircuitBreakerTest {
    private static final Behaviour CRASHES = Behaviour.exitsAfter(Duration.ofSeconds(2), 1);

    private final Story story = new Story();

    @AfterEach
    void close() {
        story.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "1, 3", "6, 3", "7, 4", "25, 13", "400, 200", "1000, 200"})
    void tripsAtHalfOfTheDesiredCountWithinBounds(int desired, int threshold) {
        assertThat(Rollout.threshold(desired)).isEqualTo(threshold);
    }

    @Test
    void rollsBackToTheLastCompletedDeployment() {
        story.withShop(1).configured(true, true);
        String before = story.primary().id();
        story.tasks.whenImageContains("shop:2", CRASHES);
        String failing = story.deploy("shop:2");
        story.pass(70);

        assertThat(story.primary().id()).isEqualTo(before);
        assertThat(story.primary().rolloutStateAsString()).isEqualTo("COMPLETED");
        assertThat(story.images(story.running())).containsExactly("shop:1");
        ServiceDeployment record = story.serviceDeployment();
        assertThat(record.statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(record.deploymentCircuitBreaker().statusAsString()).isEqualTo("TRIGGERED");
        assertThat(record.deploymentCircuitBreaker().failureCount()).isEqualTo(3);
        assertThat(record.deploymentCircuitBreaker().threshold()).isEqualTo(3);
        assertThat(record.rollback().serviceRevisionArn()).endsWith(before.substring("ecs-svc/".length()));
        assertThat(record.statusReason()).contains("circuit breaker");
        assertThat(story.events())
                .contains(
                        "(service shop) (deployment " + failing + ") deployment failed: tasks failed to start.",
                        "(service shop) rolling back to deployment " + before + ".");
    }

    @Test
    void showsTheRollbackWhileItLasts() {
        story.withShop(2).configured(true, true);
        story.tasks.whenImageContains("shop:2", CRASHES);
        story.tasks.whenImageContains("shop:1", Behaviour.ignoresSigterm());
        story.ecs.updateService(
                r -> r.cluster("prod").service("shop").deploymentConfiguration(c -> c.minimumHealthyPercent(0)
                        .maximumPercent(100)));
        story.deploy("shop:2");
        boolean seen = false;
        for (int i = 0; i < 200 && !seen; i++) {
            story.pass(1);
            seen = story.serviceDeployment().statusAsString().equals("ROLLBACK_IN_PROGRESS");
        }

        assertThat(seen).isTrue();
        assertThat(story.primary().rolloutStateReason())
                .isEqualTo("ECS deployment circuit breaker: rolling back to deploymentId "
                        + story.primary().id());
        story.pass(120);
        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(story.images(story.running())).containsExactly("shop:1", "shop:1");
    }

    @Test
    void withoutRollbackTheBadDeploymentStaysAndTheOldTasksToo() {
        story.withShop(1).configured(true, false);
        story.tasks.whenImageContains("shop:2", CRASHES);
        String failing = story.deploy("shop:2");
        story.pass(600);

        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("STOPPED");
        assertThat(story.primary().id()).isEqualTo(failing);
        assertThat(story.primary().rolloutStateAsString()).isEqualTo("FAILED");
        assertThat(story.primary().rolloutStateReason())
                .isEqualTo("ECS deployment circuit breaker: tasks failed to start.");
        assertThat(story.primary().failedTasks()).isEqualTo(3);
        assertThat(story.images(story.running())).containsExactly("shop:1");
    }

    @Test
    void aFirstDeploymentHasNothingToRollBackToAndStalls() {
        story.tasks.whenImageContains("shop:1", CRASHES);
        String revision = story.sandbox.seedTaskDefinition(Story.definition("shop:1"));
        story.ecs.createService(r -> r.cluster("prod")
                .serviceName("shop")
                .taskDefinition(revision)
                .launchType("FARGATE")
                .desiredCount(1)
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890")))
                .deploymentConfiguration(Story.breaker(true, true)));
        story.pass(36_000);

        assertThat(story.primary().rolloutStateAsString()).isEqualTo("FAILED");
        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("IN_PROGRESS");
        assertThat(story.serviceDeployment().deploymentCircuitBreaker().statusAsString())
                .isEqualTo("TRIGGERED");
    }

    @Test
    void withoutABreakerADeploymentFailsForEver() {
        story.withShop(1);
        story.tasks.whenImageContains("shop:2", CRASHES);
        story.deploy("shop:2");
        story.pass(3_000);

        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("IN_PROGRESS");
        assertThat(story.serviceDeployment().deploymentCircuitBreaker().statusAsString())
                .isEqualTo("DISABLED");
        assertThat(story.primary().failedTasks()).isGreaterThan(3);
        assertThat(story.images(story.running())).contains("shop:1");
        assertThat(story.events()).anyMatch(e -> e.contains("is unable to consistently start tasks successfully"));
    }

    @Test
    void aTaskThatIsNeverHealthyCountsAsFailed() {
        story.withShop(1).configured(true, true);
        story.tasks.whenImageContains("shop:2", Behaviour.neverHealthy());
        story.deploy("shop:2", Story.CHECKED);
        story.pass(25);
        assertThat(story.stopped()).singleElement().satisfies(task -> {
            assertThat(task.stoppedReason()).isEqualTo("Task failed container health checks");
            assertThat(task.healthStatusAsString()).isEqualTo("UNHEALTHY");
        });
        story.pass(120);

        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
    }

    @Test
    void anImageThatWasNeverPushedFailsTheTask() {
        story.withShop(1).configured(true, true);
        story.images.remove("shop:2");
        story.deploy("shop:2");
        story.pass(10);

        assertThat(story.stopped().get(0).stopCodeAsString()).isEqualTo("TaskFailedToStart");
        assertThat(story.stopped().get(0).stoppedReason())
                .isEqualTo("CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve"
                        + " ref shop:2: shop:2: not found");
        assertThat(story.stopped().get(0).containers().get(0).reason()).startsWith("CannotPullContainerError");
        story.pass(60);
        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
    }

    @Test
    void anImageOfAnotherArchitectureCannotBePulled() {
        story.images.put("shop:2", KnownImages.digestOf("arm"), "linux/arm64");
        story.withShop(1).deploy("shop:2");
        story.pass(10);

        assertThat(story.stopped().get(0).stoppedReason())
                .contains("image Manifest does not contain descriptor matching platform 'linux/amd64'");
    }

    @Test
    void aTaskThatCannotBeInitialisedSaysWhy() {
        String reason = "ResourceInitializationError: unable to pull secrets or registry auth";
        story.tasks.whenImageContains("shop:2", Behaviour.cannotStart(reason));
        story.withShop(1).deploy("shop:2");
        story.pass(11);

        assertThat(story.stopped().get(0).stoppedReason()).isEqualTo(reason);
        assertThat(story.stopped().get(0).containers().get(0).exitCode()).isNull();
    }

    @Test
    void theNextDeploymentAfterAFailedOneStartsAfresh() {
        story.withShop(1).configured(true, false);
        story.tasks.whenImageContains("shop:2", CRASHES);
        story.deploy("shop:2");
        story.pass(120);
        story.deploy("shop:3");
        story.pass(120);

        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("SUCCESSFUL");
        assertThat(story.shop().deployments())
                .extracting(Deployment::failedTasks)
                .containsExactly(0);
        assertThat(story.images(story.running())).containsExactly("shop:3");
    }
}
