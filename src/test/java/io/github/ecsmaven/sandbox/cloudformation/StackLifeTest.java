package io.github.ecsmaven.sandbox.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.ecs.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.ecs.model.Service;

/** What happens to a stack of everything that there is. */
class StackLifeTest {
    private final CloudStory story = new CloudStory();

    @AfterEach
    void close() {
        story.close();
    }

    private Service service() {
        return story.ecs
                .describeServices(r -> r.cluster("prod").services("shop"))
                .services()
                .get(0);
    }

    private String runningImage() {
        return story.ecs
                .describeTaskDefinition(r -> r.taskDefinition(service().taskDefinition()))
                .taskDefinition()
                .containerDefinitions()
                .get(0)
                .image();
    }

    @Test
    void aStackMakesEverythingInItsTemplate() {
        Stack stack = story.create(CloudStory.shop());

        assertThat(stack.stackStatusAsString())
                .as(String.join("\n", story.events()))
                .isEqualTo("CREATE_COMPLETE");
        assertThat(stack.outputs()).anySatisfy(output -> {
            assertThat(output.outputKey()).isEqualTo("Url");
            assertThat(output.outputValue()).isEqualTo("http://127.0.0.1/");
        });
        assertThat(service().runningCount()).isEqualTo(2);
        assertThat(service().launchType()).isNull();
        assertThat(story.sandbox
                        .elb()
                        .find(story.physicalId("TargetGroup"))
                        .orElseThrow()
                        .states())
                .containsExactly("healthy", "healthy");
        assertThat(story.sandbox.logs().hasGroup("/ecs/shop")).isTrue();
        assertThat(story.events())
                .startsWith("shop REVIEW_IN_PROGRESS: User Initiated", "shop CREATE_IN_PROGRESS: User Initiated")
                .containsSubsequence(
                        "TaskDefinition CREATE_COMPLETE",
                        "Service CREATE_IN_PROGRESS",
                        "Service CREATE_IN_PROGRESS: Resource creation Initiated",
                        "Service CREATE_COMPLETE",
                        "Scaling CREATE_IN_PROGRESS")
                .endsWith("shop CREATE_COMPLETE");
    }

    @Test
    void aServiceIsThereOnceItsDeploymentIsOver() {
        String changeSet = story.changeSet(CloudStory.shop(), true, r -> {});
        story.cloud.executeChangeSet(r -> r.changeSetName(changeSet));
        for (int i = 0; i < 600 && !story.events().contains("Service CREATE_COMPLETE"); i++) {
            story.pass(Duration.ofMillis(100));
        }

        assertThat(service().deployments().get(0).rolloutStateAsString()).isEqualTo("COMPLETED");
    }

    @Test
    void whatIsSubmittedAgainChangesNothing() {
        story.create(CloudStory.shop());
        DescribeChangeSetResponse same = story.described(story.changeSet(CloudStory.shop(), false, r -> {}));
        ObjectNode described = CloudStory.shop().put("Description", "Another description");
        DescribeChangeSetResponse other = story.described(story.changeSet(described, false, r -> {}));

        assertThat(same.status()).isEqualTo(ChangeSetStatus.FAILED);
        assertThat(same.statusReason())
                .isEqualTo("The submitted information didn't contain changes. Submit different information to create a"
                        + " change set.");
        assertThat(other.statusReason()).isEqualTo("No updates are to be performed.");
        assertThatThrownBy(() -> story.cloud.executeChangeSet(r -> r.changeSetName(other.changeSetId())))
                .hasMessageContaining("cannot be executed in its current status of [FAILED]");
    }

    @Test
    void anotherImageIsARevisionOfItsOwn() {
        story.create(CloudStory.shop());
        String before = story.physicalId("TaskDefinition");
        int events = story.events().size();
        Stack stack = story.updateImage(CloudStory.shop(), "2");

        assertThat(stack.stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
        assertThat(runningImage()).isEqualTo("shop:2");
        assertThat(story.ecs
                        .describeTaskDefinition(r -> r.taskDefinition(before))
                        .taskDefinition()
                        .statusAsString())
                .isEqualTo("INACTIVE");
        assertThat(story.eventsAfter(events))
                .containsExactly(
                        "shop UPDATE_IN_PROGRESS: User Initiated",
                        "TaskDefinition UPDATE_IN_PROGRESS: Requested update requires the creation of a new physical"
                                + " resource; hence creating one.",
                        "TaskDefinition UPDATE_IN_PROGRESS: Resource creation Initiated",
                        "TaskDefinition UPDATE_COMPLETE",
                        "Service UPDATE_IN_PROGRESS",
                        "Service UPDATE_COMPLETE",
                        "shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "TaskDefinition DELETE_IN_PROGRESS",
                        "TaskDefinition DELETE_COMPLETE",
                        "shop UPDATE_COMPLETE");
    }

    @Test
    void aFirstVersionThatDoesNotStartIsRolledBackAndCanBeDeleted() {
        story.tasks.whenImageContains("shop:1", Behaviour.exitsAfter(Duration.ofMillis(100), 1));
        Stack stack = story.create(CloudStory.shop());

        assertThat(stack.stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(story.events())
                .anyMatch(
                        event -> event.startsWith(
                                "Service CREATE_FAILED: Resource handler returned message: \"Error"
                                        + " occurred during operation 'ECS Deployment Circuit Breaker was triggered'.\" (RequestToken: "))
                .contains("shop ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [Service]. Rollback"
                        + " requested by user.")
                .containsSubsequence(
                        "Service DELETE_COMPLETE", "TaskDefinition DELETE_COMPLETE", "ExecutionRole DELETE_COMPLETE");
        assertThat(story.sandbox.vpc().securityGroups()).hasSize(2);
        assertThatThrownBy(() -> story.changeSet(CloudStory.shop(), false, r -> {}))
                .isInstanceOf(CloudFormationException.class)
                .hasMessageContaining("is in ROLLBACK_COMPLETE state and can not be updated.");

        assertThat(story.delete().stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
        assertThatThrownBy(() -> story.cloud.describeStacks(r -> r.stackName("shop")))
                .hasMessageContaining("Stack with id shop does not exist");
        story.tasks.whenImageContains("shop:1", Behaviour.runs());
        assertThat(story.create(CloudStory.shop()).stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void aVersionThatDoesNotStartIsRolledBackByServiceAndStack() {
        story.create(CloudStory.shop());
        story.tasks.whenImageContains("shop:2", Behaviour.exitsAfter(Duration.ofMillis(100), 1));
        int events = story.events().size();
        Stack stack = story.updateImage(CloudStory.shop(), "2");

        assertThat(stack.stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(runningImage()).isEqualTo("shop:1");
        assertThat(service().runningCount()).isEqualTo(2);
        assertThat(story.eventsAfter(events))
                .anyMatch(event -> event.startsWith("Service UPDATE_FAILED: Resource handler returned message: \"Error"
                        + " occurred during operation 'ECS Deployment Circuit Breaker was triggered'."))
                .containsSubsequence(
                        "shop UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to update: [Service]. ",
                        "TaskDefinition UPDATE_COMPLETE",
                        "Service UPDATE_IN_PROGRESS",
                        "Service UPDATE_COMPLETE",
                        "shop UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
                        "TaskDefinition DELETE_COMPLETE",
                        "shop UPDATE_ROLLBACK_COMPLETE");
        assertThat(story.updateImage(CloudStory.shop(), "3").stackStatusAsString())
                .isEqualTo("UPDATE_COMPLETE");
        assertThat(runningImage()).isEqualTo("shop:3");
    }

    @Test
    void aDeletedStackLeavesWhatItShallKeep() {
        ObjectNode template = CloudStory.shop();
        ((ObjectNode) template.path("Resources").path("LogGroup")).put("DeletionPolicy", "Retain");
        story.create(template);
        assertThat(story.delete().stackStatusAsString())
                .as(String.join("\n", story.events()))
                .isEqualTo("DELETE_COMPLETE");

        assertThat(story.sandbox.logs().hasGroup("/ecs/shop")).isTrue();
        assertThat(story.events()).contains("LogGroup DELETE_SKIPPED");
        assertThat(story.sandbox.vpc().securityGroups()).hasSize(2);
        assertThat(story.ecs.listClusters().clusterArns()).isEmpty();
    }

    @Test
    void aReplacedResourceGivesWayOnceNothingRefersToIt() {
        ObjectNode template = CloudStory.shop();
        story.create(template);
        String before = story.physicalId("ServiceGroup");
        CloudStory.properties(template, "ServiceGroup").put("GroupDescription", "Another description");
        int events = story.events().size();
        assertThat(story.update(template).stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");

        assertThat(story.sandbox.vpc().hasSecurityGroup(before)).isFalse();
        assertThat(service().networkConfiguration().awsvpcConfiguration().securityGroups())
                .containsExactly(story.physicalId("ServiceGroup"));
        assertThat(story.eventsAfter(events))
                .containsSubsequence(
                        "ServiceGroup UPDATE_COMPLETE",
                        "FromBalancer UPDATE_COMPLETE",
                        "Service UPDATE_COMPLETE",
                        "shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "FromBalancer DELETE_COMPLETE",
                        "ServiceGroup DELETE_COMPLETE",
                        "shop UPDATE_COMPLETE");
    }

    @Test
    void aTargetGroupCannotMoveToTheLoadBalancerThatReplacesItsOwn() {
        ObjectNode template = CloudStory.shop();
        story.create(template);
        String before = story.physicalId("LoadBalancer");
        CloudStory.properties(template, "LoadBalancer").put("Scheme", "internal");
        assertThat(story.update(template).stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");

        assertThat(story.events())
                .anyMatch(event -> event.startsWith("Rule UPDATE_FAILED: ")
                        && event.contains("cannot be associated with more than one load balancer"));
        assertThat(story.physicalId("LoadBalancer")).isEqualTo(before);
    }

    @Test
    void whatIsNoLongerInTheTemplateGoesAfterEverythingElse() {
        ObjectNode template = CloudStory.shop();
        story.create(template);
        ((ObjectNode) template.path("Resources")).remove("LogGroup");
        ObjectNode container = (ObjectNode) CloudStory.properties(template, "TaskDefinition")
                .path("ContainerDefinitions")
                .path(0);
        container.remove("LogConfiguration");
        assertThat(story.update(template).stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");

        assertThat(story.sandbox.logs().hasGroup("/ecs/shop")).isFalse();
        assertThat(story.events())
                .containsSubsequence("shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "LogGroup DELETE_COMPLETE");
    }
}
