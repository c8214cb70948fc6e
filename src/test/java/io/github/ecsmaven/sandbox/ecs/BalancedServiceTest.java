package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;

/** Services behind a load balancer. */
class BalancedServiceTest {
    private final Story story = new Story();

    @AfterEach
    void close() {
        story.close();
    }

    private List<String> states(String targetGroup) {
        story.ecs.listClusters();
        return story.targetGroup(targetGroup).states();
    }

    private void createShop(String targetGroup) {
        story.ecs.createService(r -> r.cluster("prod")
                .serviceName("shop")
                .taskDefinition("shop")
                .desiredCount(1)
                .launchType("FARGATE")
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890")))
                .loadBalancers(balancer(targetGroup)));
    }

    private static LoadBalancer balancer(String targetGroup) {
        return LoadBalancer.builder()
                .targetGroupArn(targetGroup)
                .containerName("shop")
                .containerPort(8080)
                .build();
    }

    @Test
    void aServiceIsAnsweredWithItsTargetGroup() {
        String group = story.withBalancedShop(1);

        assertThat(story.shop().loadBalancers()).containsExactly(balancer(group));
        assertThat(states(group)).containsExactly("healthy");
    }

    @Test
    void aTargetGroupThatIsNotThereIsRefused() {
        story.sandbox.seedTaskDefinition(Story.definition("shop:1"));
        String gone = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/gone/0a1b2c3d4e5f6071";

        assertThatThrownBy(() -> createShop(gone)).hasMessageContaining("Unable to find the target group " + gone);
    }

    @Test
    void aTargetGroupWithoutAListenerIsRefused() {
        story.sandbox.seedTaskDefinition(Story.definition("shop:1"));
        String group = story.elb.seedTargetGroup("shop", "HTTP");

        assertThatThrownBy(() -> createShop(group))
                .hasMessageContaining("The target group with targetGroupArn " + group
                        + " does not have an associated load balancer.");
    }

    @Test
    void aTargetGroupOfInstancesIsRefusedForAwsvpc() {
        story.sandbox.seedTaskDefinition(Story.definition("shop:1"));
        String group = story.elb.seedTargetGroup("shop", "HTTP", "instance");

        assertThatThrownBy(() -> createShop(group))
                .hasMessageContaining("The provided target group " + group + " has target type instance, which is"
                        + " incompatible with the awsvpc network mode specified in the task definition.");
    }

    @Test
    void aServiceCanMoveToAnotherTargetGroup() {
        String before = story.withBalancedShop(1);
        String after = story.elb.seedWebService("next", 80);
        story.ecs.updateService(r -> r.cluster("prod").service("shop").loadBalancers(balancer(after)));
        story.pass(120);

        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("SUCCESSFUL");
        assertThat(states(before)).isEmpty();
        assertThat(states(after)).containsExactly("healthy");
    }

    @Test
    void aRollingDeploymentAlwaysHasAHealthyTarget() {
        String group = story.withBalancedShop(1);
        story.deploy("shop:2");
        for (int second = 0; second < 120; second++) {
            story.pass(1);
            assertThat(states(group)).as("after %s s", second).contains("healthy");
        }

        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("SUCCESSFUL");
        assertThat(states(group)).containsExactly("healthy");
    }

    @Test
    void aTargetThatMissesItsChecksIsReplacedAndItsDeploymentFails() {
        story.tasks.whenImageContains("shop:2", Behaviour.neverHealthy());
        String group = story.withBalancedShop(1);
        story.configured(true, true).deploy("shop:2");
        story.pass(60);
        assertThat(states(group)).containsExactlyInAnyOrder("healthy", "initial");
        story.pass(20);
        assertThat(story.stopped()).anySatisfy(task -> assertThat(task.stoppedReason())
                .isEqualTo("Task failed ELB health checks in (target-group " + group + ")"));

        story.pass(600);
        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(states(group)).containsExactly("healthy");
        assertThat(story.events()).anyMatch(event -> event.contains("is unhealthy in (target-group " + group + ")"));
    }

    @Test
    void theGracePeriodGivesATargetMoreTime() {
        story.tasks.whenImageContains("shop:2", Behaviour.neverHealthy());
        String group = story.withBalancedShop(1);
        story.ecs.updateService(r -> r.cluster("prod").service("shop").healthCheckGracePeriodSeconds(200));
        story.deploy("shop:2");
        story.pass(180);
        assertThat(states(group)).containsExactlyInAnyOrder("healthy", "unhealthy");
        assertThat(story.stopped()).isEmpty();

        story.pass(60);
        assertThat(story.stopped()).isNotEmpty();
    }

    @Test
    void aDeletedServiceLeavesItsTargetGroup() {
        String group = story.withBalancedShop(2);
        assertThat(states(group)).containsExactly("healthy", "healthy");
        story.ecs.deleteService(r -> r.cluster("prod").service("shop").force(true));
        assertThat(states(group)).containsExactly("draining", "draining");

        story.pass(30);
        assertThat(states(group)).isEmpty();
    }
}
