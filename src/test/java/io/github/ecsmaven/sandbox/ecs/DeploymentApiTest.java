package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentNotFoundException;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

class DeploymentApiTest {
    private final Story story = new Story();

    @AfterEach
    void close() {
        story.close();
    }

    private List<ServiceDeploymentBrief> since(Instant time) {
        return story.ecs
                .listServiceDeployments(r -> r.cluster("prod").service("shop").createdAt(c -> c.after(time)))
                .serviceDeployments();
    }

    private ServiceRevision revision() {
        String arn = story.serviceDeployment().targetServiceRevision().arn();
        return story.ecs
                .describeServiceRevisions(r -> r.serviceRevisionArns(arn))
                .serviceRevisions()
                .get(0);
    }

    @Test
    void aNewServiceDeploymentIsPendingAndNotYetVisible() {
        story.withShop(1);
        Instant start = story.clock.instant();
        story.pass(10);
        Instant later = story.clock.instant();
        story.deploy("shop:2");

        assertThat(since(later)).isEmpty();
        story.pass(1);
        assertThat(since(later)).singleElement().satisfies(brief -> {
            assertThat(brief.statusAsString()).isEqualTo("IN_PROGRESS");
            assertThat(brief.serviceDeploymentArn()).isEqualTo(story.shop().currentServiceDeployment());
        });
        assertThat(since(start)).hasSize(2);
    }

    @Test
    void serviceDeploymentsAreListedNewestFirstByStatusAndInPages() {
        story.withShop(1);
        for (int i = 2; i < 5; i++) {
            story.deploy("shop:" + i);
            story.pass(100);
        }
        story.deploy("shop:5");
        story.pass(2);

        assertThat(story.ecs
                        .listServiceDeployments(
                                r -> r.cluster("prod").service("shop").statusWithStrings("IN_PROGRESS"))
                        .serviceDeployments())
                .hasSize(1);
        String token = story.ecs
                .listServiceDeployments(r -> r.cluster("prod").service("shop").maxResults(3))
                .nextToken();
        assertThat(story.ecs
                        .listServiceDeployments(
                                r -> r.cluster("prod").service("shop").nextToken(token))
                        .serviceDeployments())
                .hasSize(2);
    }

    @Test
    void aServiceDeploymentTellsWhereFromAndWhereTo() {
        story.withShop(1);
        String before = story.primary().id().substring("ecs-svc/".length());
        story.deploy("shop:2");
        story.pass(20);
        ServiceDeployment record = story.serviceDeployment();

        assertThat(record.sourceServiceRevisions()).singleElement().satisfies(source -> {
            assertThat(source.arn()).endsWith(before);
            assertThat(source.runningTaskCount()).isEqualTo(1);
        });
        assertThat(record.targetServiceRevision().requestedTaskCount()).isEqualTo(1);
        assertThat(record.startedAt()).isAfter(record.createdAt());
        assertThat(record.finishedAt()).isNull();
    }

    @Test
    void aRevisionPinsTheDigestThatWasThereWhenItsDeploymentBegan() {
        String old = KnownImages.digestOf("old");
        story.images.put("shop:latest", old, "linux/amd64");
        story.withShop(1).deploy("shop:latest");
        story.pass(10);
        story.images.put("shop:latest", KnownImages.digestOf("new"), "linux/amd64");
        story.pass(100);
        story.ecs.updateService(r -> r.cluster("prod").service("shop").desiredCount(2));
        story.pass(60);

        assertThat(revision().containerImages()).singleElement().satisfies(image -> {
            assertThat(image.containerName()).isEqualTo("shop");
            assertThat(image.image()).isEqualTo("shop:latest");
            assertThat(image.imageDigest()).isEqualTo(old);
        });
        assertThat(story.running()).hasSize(2).allSatisfy(task -> assertThat(
                        task.containers().get(0).imageDigest())
                .isEqualTo(old));
    }

    @Test
    void aDigestThatExpiredBreaksTheReplacementOfTasks() {
        String digest = KnownImages.digestOf("old");
        story.images.put("shop:2", digest, "linux/amd64");
        story.withShop(1).deploy("shop:2");
        story.pass(100);
        story.images.remove("shop@" + digest).remove("shop:2@" + digest);
        story.ecs.updateService(r -> r.cluster("prod").service("shop").desiredCount(2));
        story.pass(20);

        assertThat(story.shop().runningCount()).isEqualTo(1);
        assertThat(story.stopped()).anyMatch(task -> task.stoppedReason().startsWith("CannotPullContainerError"));
    }

    @Test
    void stoppingRollsBackEvenWithoutACircuitBreaker() {
        story.withShop(1);
        String before = story.primary().id();
        story.deploy("shop:2");
        story.pass(20);
        ServiceDeployment record = story.serviceDeployment();
        story.ecs.stopServiceDeployment(
                r -> r.serviceDeploymentArn(record.serviceDeploymentArn()).stopType("ROLLBACK"));

        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("ROLLBACK_REQUESTED");
        story.pass(2);
        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("ROLLBACK_IN_PROGRESS");
        story.pass(60);
        assertThat(story.serviceDeployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(story.primary().id()).isEqualTo(before);
        assertThat(story.shop().taskDefinition()).endsWith("shop:1");
        assertThat(story.images(story.running())).containsExactly("shop:1");
    }

    @Test
    void whatIsOverOrUnknownCannotBeStopped() {
        story.withShop(1);
        String over = story.shop().currentServiceDeployment();

        assertThatThrownBy(() -> story.ecs.stopServiceDeployment(r -> r.serviceDeploymentArn(over)))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> story.ecs.stopServiceDeployment(r -> r.serviceDeploymentArn(over + "x")))
                .isInstanceOf(ServiceDeploymentNotFoundException.class);
    }

    @Test
    void whatIsUnknownIsAFailureOfDescribing() {
        assertThat(story.ecs
                        .describeServiceDeployments(r -> r.serviceDeploymentArns("arn:none"))
                        .failures())
                .hasSize(1);
        assertThat(story.ecs
                        .describeServiceRevisions(r -> r.serviceRevisionArns("arn:none"))
                        .failures())
                .hasSize(1);
    }

    @Test
    void theCurrentServiceDeploymentCanBeHidden() {
        story.withShop(1).sandbox.withoutCurrentServiceDeployment(true);

        assertThat(story.shop().currentServiceDeployment()).isNull();
    }
}
