package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.Task;

class RollingDeploymentTest {
    private final Story story = new Story();

    @AfterEach
    void close() {
        story.close();
    }

    @Test
    void aSeededServiceIsSteady() {
        Service shop = story.withShop(2).shop();

        assertThat(shop.runningCount()).isEqualTo(2);
        assertThat(shop.deployments()).singleElement().satisfies(deployment -> {
            assertThat(deployment.status()).isEqualTo("PRIMARY");
            assertThat(deployment.rolloutStateAsString()).isEqualTo("COMPLETED");
        });
        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("SUCCESSFUL");
        assertThat(story.events().get(0)).isEqualTo("(service shop) has reached a steady state.");
    }

    @Test
    void theNewTaskIsProvenBeforeTheOldOneGoes() {
        story.withShop(1);
        String id = story.deploy("shop:2");

        assertThat(story.images(story.running())).containsExactly("shop:1", "shop:2");
        story.pass(15);
        assertThat(story.shop().runningCount()).isEqualTo(2);
        assertThat(story.primary().id()).isEqualTo(id);
        assertThat(story.primary().rolloutStateAsString()).isEqualTo("IN_PROGRESS");
        story.pass(40);
        assertThat(story.images(story.running())).containsExactly("shop:2");
    }

    @Test
    void aTaskGoesThroughTheStatesOfItsLife() {
        story.withShop(1).deploy("shop:2");

        assertThat(story.running().get(1).lastStatus()).isEqualTo("PROVISIONING");
        story.pass(6);
        assertThat(story.running().get(1).lastStatus()).isEqualTo("PENDING");
        assertThat(story.running().get(1).pullStartedAt()).isNotNull();
        story.pass(5);
        assertThat(story.running().get(1).lastStatus()).isEqualTo("RUNNING");
        story.pass(60);
        Task old = story.stopped().get(0);
        assertThat(old.lastStatus()).isEqualTo("STOPPED");
        assertThat(old.stopCodeAsString()).isEqualTo("ServiceSchedulerInitiated");
        assertThat(old.stoppedReason())
                .isEqualTo("Scaling activity initiated by (deployment "
                        + story.primary().id() + ")");
        assertThat(old.containers().get(0).exitCode()).isEqualTo(143);
    }

    @Test
    void aDeploymentEndsWhenNothingOlderIsLeft() {
        story.withShop(1);
        String id = story.deploy("shop:2");
        story.pass(60);

        assertThat(story.shop().deployments()).extracting(Deployment::id).containsExactly(id);
        assertThat(story.primary().rolloutStateAsString()).isEqualTo("COMPLETED");
        assertThat(story.primary().rolloutStateReason()).isEqualTo("ECS deployment " + id + " completed.");
        ServiceDeployment record = story.serviceDeployment();
        assertThat(record.statusAsString()).isEqualTo("SUCCESSFUL");
        assertThat(record.finishedAt()).isAfter(record.startedAt());
        String digits = id.substring("ecs-svc/".length());
        assertThat(record.targetServiceRevision().arn()).endsWith("/prod/shop/" + digits);
        assertThat(story.events())
                .startsWith(
                        "(service shop) has reached a steady state.",
                        "(service shop) (deployment " + id + ") deployment completed.");
    }

    @Test
    void tasksOfADeploymentNameItAsTheirStarter() {
        story.withShop(1);
        String id = story.deploy("shop:2");

        assertThat(story.running().get(1).startedBy()).isEqualTo(id);
        assertThat(story.running().get(1).group()).isEqualTo("service:shop");
    }

    @Test
    void neverMoreThanTheMaximumAndNeverLessThanTheMinimum() {
        story.withShop(4);
        story.ecs.updateService(
                r -> r.cluster("prod").service("shop").deploymentConfiguration(c -> c.maximumPercent(150)
                        .minimumHealthyPercent(75)));
        story.deploy("shop:2");

        for (int i = 0; i < 40; i++) {
            assertThat(story.running()).hasSizeBetween(3, 6);
            story.pass(4);
        }
        assertThat(story.primary().rolloutStateAsString()).isEqualTo("COMPLETED");
    }

    @Test
    void percentagesThatLeaveNoRoomAreComplainedOf() {
        story.withShop(1);
        story.ecs.updateService(
                r -> r.cluster("prod").service("shop").deploymentConfiguration(c -> c.maximumPercent(150)
                        .minimumHealthyPercent(100)));
        story.deploy("shop:2");
        story.pass(300);

        assertThat(story.primary().rolloutStateAsString()).isEqualTo("IN_PROGRESS");
        assertThat(story.events())
                .filteredOn(e -> e.contains("unable to stop or start tasks"))
                .hasSize(1);
    }

    @Test
    void aContainersOwnCheckDecidesWhetherATaskIsHealthy() {
        story.withShop(1).deploy("shop:2", Story.CHECKED);
        story.pass(15);
        assertThat(story.running()).hasSize(2);
        story.pass(10);

        assertThat(story.images(story.running())).containsExactly("shop:2");
        assertThat(story.running().get(0).healthStatusAsString()).isEqualTo("HEALTHY");
    }

    @Test
    void aDeploymentOfNoTasksSucceedsAtOnce() {
        story.withShop(0).deploy("shop:2");
        story.pass(1);

        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("SUCCESSFUL");
        assertThat(story.stopped()).isEmpty();
    }

    @Test
    void aLaterDeploymentSupersedesOneThatIsUnderWay() {
        story.withShop(1).deploy("shop:2");
        story.pass(15);
        ServiceDeployment first = story.serviceDeployment();
        story.sandbox.deployFromElsewhere("prod", "shop");
        story.pass(60);

        ServiceDeployment superseded = story.ecs
                .describeServiceDeployments(r -> r.serviceDeploymentArns(first.serviceDeploymentArn()))
                .serviceDeployments()
                .get(0);
        assertThat(superseded.statusAsString()).isEqualTo("STOPPED");
        assertThat(superseded.stoppedAt()).isNotNull();
        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("SUCCESSFUL");
        assertThat(story.running()).hasSize(1);
    }

    @Test
    void aDeploymentCanBeMadeToGoOnForEver() {
        story.withShop(1).sandbox.neverEndDeployments("shop", true);
        story.deploy("shop:2");
        story.pass(36_000);
        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("IN_PROGRESS");
        assertThat(story.primary().rolloutStateAsString()).isEqualTo("IN_PROGRESS");

        story.sandbox.neverEndDeployments("shop", false);
        story.ecs.updateService(r -> r.cluster("prod").service("shop"));
        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("SUCCESSFUL");
    }

    @Test
    void aTaskThatCrashesLaterIsReplacedWithoutADeployment() {
        story.tasks.whenImageContains("shop:2", Behaviour.exitsAfter(Duration.ofSeconds(90), 1));
        story.withShop(1).deploy("shop:2");
        story.pass(105);

        assertThat(story.primary().rolloutStateAsString()).isEqualTo("COMPLETED");
        assertThat(story.stopped()).anySatisfy(task -> {
            assertThat(task.stopCodeAsString()).isEqualTo("EssentialContainerExited");
            assertThat(task.stoppedReason()).isEqualTo("Essential container in task exited");
            assertThat(task.containers().get(0).exitCode()).isEqualTo(1);
        });
        assertThat(story.running()).hasSize(1);
    }

    @Test
    void targetsOfALoadBalancerAreRegisteredAndDrained() {
        String targetGroup = story.withBalancedShop(1);
        story.deploy("shop:2");
        story.pass(41);
        assertThat(story.stopped().get(0).lastStatus()).isEqualTo("DEACTIVATING");
        story.pass(30);

        assertThat(story.primary().rolloutStateAsString()).isEqualTo("COMPLETED");
        assertThat(story.events())
                .contains(
                        "(service shop) registered 1 targets in (target-group " + targetGroup + ")",
                        "(service shop) deregistered 1 targets in (target-group " + targetGroup + ")",
                        "(service shop) has begun draining connections on 1 tasks.");
    }

    @Test
    void tasksThatCannotBePlacedAreComplainedOf() {
        story.sandbox.withoutCapacity(true);
        story.withShop(0);
        story.ecs.updateService(r -> r.cluster("prod").service("shop").desiredCount(1));
        story.pass(60);
        assertThat(story.events()).anyMatch(e -> e.contains("was unable to place a task. Reason: Capacity is unavail"));

        story.sandbox.withoutCapacity(false);
        story.pass(120);
        assertThat(story.shop().runningCount()).isEqualTo(1);
    }

    @Test
    void onlyTheNewestHundredEventsAreKept() {
        story.withShop(1);
        for (int i = 0; i < 26; i++) {
            story.sandbox.deployFromElsewhere("prod", "shop");
            story.pass(100);
        }
        assertThat(story.shop().events()).hasSize(100);
        assertThat(story.shop().events().get(0).createdAt())
                .isAfter(story.shop().events().get(99).createdAt());
    }
}
