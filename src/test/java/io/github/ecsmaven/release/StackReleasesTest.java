package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ecs.DeploymentStatus;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.ecs.TaskDefinitionArn;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.cloudformation.StackFaults.Action;
import io.github.ecsmaven.stack.ClusterChoice;
import io.github.ecsmaven.stack.Removal;
import io.github.ecsmaven.stack.StackChange;
import io.github.ecsmaven.stack.StackEnd;
import io.github.ecsmaven.stack.StackSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Stacks and the deployments in them, followed together on the sandbox. */
class StackReleasesTest extends ReleaseStory {
    @Test
    void aFirstCreationEndsWithTheVerdictOnTheDeploymentInside() {
        StackReleaseOutcome outcome = deploy();

        assertThat(outcome.stack().end()).isEqualTo(StackEnd.CREATED);
        assertThat(outcome.deployment()).hasValueSatisfying(deployment -> {
            assertThat(deployment.status()).isEqualTo(DeploymentStatus.SUCCEEDED);
            assertThat(deployment.revision().name()).isEqualTo("orders:1");
            assertThat(deployment.confirmedDigest()).isPresent();
            assertThat(deployment.deploymentId())
                    .hasValueSatisfying(id -> assertThat(id).startsWith("ecs-svc/"));
        });
        assertThat(heard).contains("waiting", "outcome");
        assertThat(ears.heard).endsWith("ended: CREATED");
        assertThat(decisions).singleElement().satisfies(it -> assertThat(it.stack())
                .isInstanceOf(StackChange.Create.class));
    }

    @Test
    void aSlowDeploymentIsFollowedWhileTheStackIs() {
        faults.hold("Service", Action.CREATE);
        world.meanwhile(time -> {
            if (heard.contains("waiting")) {
                faults.clear();
            }
        });
        deploy();

        assertThat(heard).contains("waiting", "outcome");
        assertThat(ears.heard.indexOf("Service CREATE_IN_PROGRESS"))
                .isLessThan(ears.heard.indexOf("Service CREATE_COMPLETE"));
    }

    @Test
    void theSameAgainIsNothing() {
        deploy();
        world.sandbox.requestLog().clear();
        StackReleaseOutcome outcome = deploy();

        assertThat(outcome.stack().end()).isEqualTo(StackEnd.UNCHANGED);
        assertThat(outcome.deployment())
                .hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(DeploymentStatus.NOTHING_TO_DO));
        assertThat(world.sandbox.requestLog().writes()).isEmpty();
        assertThat(world.sandbox.requestLog().operations()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void anotherImageIsFollowedToItsVerdictToo() {
        deploy();
        image("orders:2");
        StackReleaseOutcome outcome = deploy();

        assertThat(outcome.stack().end()).isEqualTo(StackEnd.UPDATED);
        assertThat(outcome.deployment()).hasValueSatisfying(deployment -> {
            assertThat(deployment.status()).isEqualTo(DeploymentStatus.SUCCEEDED);
            assertThat(deployment.revision().name()).isEqualTo("orders:2");
        });
        assertThat(world.ecs
                        .describeTaskDefinition(r -> r.taskDefinition("orders:1"))
                        .taskDefinition()
                        .statusAsString())
                .as("an earlier revision can be gone back to")
                .isEqualTo("ACTIVE");
    }

    @Test
    void anUpdateWithoutADeploymentSaysThatTheServiceIsAsItWas() {
        deploy();
        pieces.tags.put("team", "sales");
        StackReleaseOutcome outcome = deploy();

        assertThat(outcome.stack().end()).isEqualTo(StackEnd.UPDATED);
        assertThat(outcome.deployment())
                .hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(DeploymentStatus.NOTHING_TO_DO));
    }

    @Test
    void aServiceThatRunsAnotherRevisionThanItsStackIsBroughtBack() {
        deploy();
        image("orders:2");
        deploy();
        world.ecs.updateService(r -> r.cluster("shop").service("orders").taskDefinition("orders:1"));
        world.pass(Duration.ofMinutes(2));
        StackDecision decision = decide();

        assertThat(decision.isNothing()).isFalse();
        assertThat(decision.service()).containsInstanceOf(ServiceChange.Redeploy.class);
        StackReleaseOutcome outcome = deploy();
        assertThat(outcome.stack().end()).isEqualTo(StackEnd.UNCHANGED);
        assertThat(outcome.deployment())
                .hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(DeploymentStatus.SUCCEEDED));
        assertThat(service().taskDefinition()).endsWith("orders:2");
    }

    @Test
    void aServiceWithoutTasksIsNotProven() {
        pieces.count = java.util.Optional.of(0);

        assertThat(deploy().deployment())
                .hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(DeploymentStatus.NOT_PROVEN));
    }

    @Test
    void whatGoesIsEverythingWithTheRevisionsOfEarlierDeployments() {
        deploy();
        image("orders:2");
        deploy();
        world.ecs.registerTaskDefinition(r -> r.family("orders")
                .containerDefinitions(c -> c.name("x").image("x").memory(64)));
        Removal removal = releases.removal(NAME, OWNER).orElseThrow();
        assertThat(releases.remove(removal, StackSettings.defaults(), ears, this)
                        .end())
                .isEqualTo(StackEnd.DELETED);

        assertThat(world.ecs.listTaskDefinitions(r -> r.familyPrefix("orders")).taskDefinitionArns())
                .as("what has not our tags stays")
                .singleElement()
                .satisfies(arn -> assertThat(arn).endsWith("orders:3"));
        assertThat(deregistered).extracting(TaskDefinitionArn::name).containsExactly("orders:1");
    }

    @Test
    void revisionsThatAnotherServiceRunsStay() {
        pieces.cluster = new ClusterChoice.Existing("shop");
        world.ecs.createCluster(r -> r.clusterName("shop"));
        deploy();
        image("orders:2");
        deploy();
        world.ecs.createService(r -> r.cluster("shop")
                .serviceName("other")
                .taskDefinition("orders:1")
                .desiredCount(0)
                .launchType("FARGATE")
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets(Vpc.DEFAULT_SUBNETS.get(0)))));
        releases.remove(releases.removal(NAME, OWNER).orElseThrow(), StackSettings.defaults(), ears, this);

        assertThat(deregistered).isEmpty();
        assertThat(world.ecs.listTaskDefinitions(r -> r.familyPrefix("orders")).taskDefinitionArns())
                .singleElement()
                .satisfies(arn -> assertThat(arn).endsWith("orders:1"));
    }
}
