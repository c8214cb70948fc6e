package io.github.ecsmaven.sandbox.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.cloudformation.StackFaults.Action;
import io.github.ecsmaven.sandbox.ecs.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** The states in which a stack can stick, and the ways out. */
class StuckStackTest {
    private static final Duration CRASH = Duration.ofMillis(100);

    private final CloudStory story = new CloudStory();
    private StackFaults faults;

    @BeforeEach
    void faults() {
        faults = story.sandbox.cloudFormation().faults();
    }

    @AfterEach
    void close() {
        story.close();
    }

    private static void isIn(String status, Stack stack) {
        assertThat(stack.stackStatusAsString()).as(stack.stackStatusReason()).isEqualTo(status);
    }

    private void crash(String tag) {
        story.tasks.whenImageContains("shop:" + tag, Behaviour.exitsAfter(CRASH, 1));
    }

    private String status() {
        return story.stack().stackStatusAsString();
    }

    private void begin(ObjectNode template, boolean creation, String tag) {
        String changeSet = story.changeSet(template, creation, r -> r.parameters(CloudStory.image(tag)));
        story.cloud.executeChangeSet(r -> r.changeSetName(changeSet));
        story.passSlowly(30);
    }

    @Test
    void aStackInReviewHasNothingAndGoesAtOnce() {
        story.changeSet(CloudStory.shop(), true, r -> {});
        isIn("REVIEW_IN_PROGRESS", story.stack());
        assertThat(story.cloud.listStackResources(r -> r.stackName("shop")).stackResourceSummaries())
                .isEmpty();

        isIn("DELETE_COMPLETE", story.delete());
    }

    @Test
    void aCreationThatIsNotRolledBackStaysFailed() {
        crash("1");
        String changeSet = story.changeSet(CloudStory.shop(), true, r -> {});
        story.cloud.executeChangeSet(r -> r.changeSetName(changeSet).disableRollback(true));
        isIn("CREATE_FAILED", story.rest());
        assertThat(story.stack().stackStatusReason())
                .isEqualTo("The following resource(s) failed to create: [Service]. ");
        assertThat(story.physicalId("Service")).contains(":service/prod/shop");

        isIn("DELETE_COMPLETE", story.delete());
    }

    @Test
    void aCreationThatShallLeaveNothingIsDeleted() {
        crash("1");
        isIn(
                "DELETE_COMPLETE",
                story.execute(story.changeSet(CloudStory.shop(), true, r -> r.onStackFailure("DELETE"))));
        assertThat(story.ecs.listClusters().clusterArns()).isEmpty();
    }

    @Test
    void aRollbackOfACreationCanFail() {
        crash("1");
        faults.fail("LogGroup", Action.DELETE, "no");
        isIn("ROLLBACK_FAILED", story.create(CloudStory.shop()));
        assertThat(story.stack().stackStatusReason())
                .isEqualTo("The following resource(s) failed to delete: [LogGroup]. ");

        isIn("DELETE_COMPLETE", story.delete());
        assertThat(story.sandbox.logs().hasGroup("/ecs/shop")).isFalse();
    }

    @Test
    void aDeletionCanFailAndThenLeaveWhatStandsInItsWay() {
        story.create(CloudStory.shop());
        assertThatThrownBy(
                        () -> story.cloud.deleteStack(r -> r.stackName("shop").retainResources("Cluster")))
                .hasMessageContaining("only be specified for stacks in the DELETE_FAILED state");
        story.ecs.createService(r -> r.cluster("prod")
                .serviceName("other")
                .taskDefinition("shop")
                .desiredCount(0)
                .launchType("FARGATE")
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890"))));
        isIn("DELETE_FAILED", story.delete());
        assertThat(story.events())
                .anyMatch(event -> event.startsWith("Cluster DELETE_FAILED: Resource handler returned message: \"The"
                        + " Cluster cannot be deleted while Services are active."));

        story.cloud.deleteStack(r -> r.stackName("shop").retainResources("Cluster"));
        isIn("DELETE_COMPLETE", story.rest());
        assertThat(story.ecs.listClusters().clusterArns()).hasSize(1);
    }

    @Test
    void aSecurityGroupThatIsUsedElsewhereIsNotDeleted() {
        story.create(CloudStory.shop());
        story.sandbox.vpc().securityGroupsAreUsedBy(story.physicalId("BalancerGroup")::equals);
        isIn("DELETE_FAILED", story.delete());

        assertThat(story.events()).anyMatch(event -> event.contains("has a dependent object"));
    }

    @Test
    void anUpdateThatIsNotRolledBackStaysFailed() {
        story.create(CloudStory.shop());
        crash("2");
        String changeSet = story.changeSet(CloudStory.shop(), false, r -> r.parameters(CloudStory.image("2")));
        story.cloud.executeChangeSet(r -> r.changeSetName(changeSet).disableRollback(true));

        isIn("UPDATE_FAILED", story.rest());
    }

    @Test
    void aRollbackOfAnUpdateCanFailAndGoOnLater() {
        story.create(CloudStory.shop());
        crash("2");
        faults.fail("Service", Action.RESTORE, "no");
        isIn("UPDATE_ROLLBACK_FAILED", story.updateImage(CloudStory.shop(), "2"));
        assertThatThrownBy(() -> story.changeSet(CloudStory.shop(), false, r -> {}))
                .hasMessageContaining("is in UPDATE_ROLLBACK_FAILED state and can not be updated.");

        story.cloud.continueUpdateRollback(r -> r.stackName("shop"));
        isIn("UPDATE_ROLLBACK_COMPLETE", story.rest());
        assertThatThrownBy(() -> story.cloud.continueUpdateRollback(r -> r.stackName("shop")))
                .hasMessageContaining("can not continue rolling back an update");
    }

    @Test
    void aResourceThatCannotBeRolledBackCanBeSkipped() {
        story.create(CloudStory.shop());
        crash("2");
        faults.fail("Service", Action.RESTORE, "no");
        story.updateImage(CloudStory.shop(), "2");
        assertThatThrownBy(() -> story.cloud.continueUpdateRollback(
                        r -> r.stackName("shop").resourcesToSkip("LogGroup")))
                .hasMessageContaining("cannot be skipped");

        story.cloud.continueUpdateRollback(r -> r.stackName("shop").resourcesToSkip("Service"));
        isIn("UPDATE_ROLLBACK_COMPLETE", story.rest());
    }

    @Test
    void whatIsUnderWayCanStayUnderWay() {
        faults.hold("Listener", Action.CREATE);
        begin(CloudStory.shop(), true, "1");
        assertThat(status()).isEqualTo("CREATE_IN_PROGRESS");
        faults.clear();
        isIn("CREATE_COMPLETE", story.rest());

        faults.hold("Service", Action.UPDATE);
        begin(CloudStory.shop(), false, "2");
        assertThat(status()).isEqualTo("UPDATE_IN_PROGRESS");
        assertThatThrownBy(() -> story.changeSet(CloudStory.shop(), false, r -> {}))
                .hasMessageContaining("is in UPDATE_IN_PROGRESS state and can not be updated.");
        assertThatThrownBy(() -> story.cloud.deleteStack(r -> r.stackName("shop")))
                .hasMessageContaining("cannot be deleted while in status UPDATE_IN_PROGRESS");
        faults.clear();
        faults.hold("TaskDefinition", Action.DELETE);
        story.passSlowly(30);
        assertThat(status()).isEqualTo("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
        faults.clear();
        isIn("UPDATE_COMPLETE", story.rest());

        faults.hold("Cluster", Action.DELETE);
        story.cloud.deleteStack(r -> r.stackName("shop"));
        story.passSlowly(30);
        assertThat(status()).isEqualTo("DELETE_IN_PROGRESS");
        faults.clear();
        isIn("DELETE_COMPLETE", story.rest());
    }

    @Test
    void rollbacksCanStayUnderWayToo() {
        crash("1");
        faults.hold("LogGroup", Action.DELETE);
        begin(CloudStory.shop(), true, "1");
        assertThat(status()).isEqualTo("ROLLBACK_IN_PROGRESS");
        faults.clear();
        story.rest();
        story.delete();

        story.tasks.whenImageContains("shop:1", Behaviour.runs());
        story.create(CloudStory.shop());
        crash("2");
        faults.hold("Service", Action.RESTORE);
        begin(CloudStory.shop(), false, "2");
        assertThat(status()).isEqualTo("UPDATE_ROLLBACK_IN_PROGRESS");
        faults.clear();
        faults.hold("TaskDefinition", Action.DELETE);
        story.passSlowly(30);
        assertThat(status()).isEqualTo("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
        faults.clear();
        isIn("UPDATE_ROLLBACK_COMPLETE", story.rest());
    }

    @Test
    void anUpdateCanBeCancelled() {
        story.create(CloudStory.shop());
        assertThatThrownBy(() -> story.cloud.cancelUpdateStack(r -> r.stackName("shop")))
                .hasMessageContaining("CancelUpdateStack cannot be called from current stack status");
        faults.hold("Service", Action.UPDATE);
        begin(CloudStory.shop(), false, "2");
        int events = story.events().size();
        story.cloud.cancelUpdateStack(r -> r.stackName("shop"));
        faults.clear();

        isIn("UPDATE_ROLLBACK_COMPLETE", story.rest());
        assertThat(story.eventsAfter(events)).startsWith("Service UPDATE_FAILED: Resource update cancelled");
    }

    @Test
    void aFailureCancelsWhatIsUnderWay() {
        faults.hold("Listener", Action.CREATE);
        faults.fail("ExecutionRole", Action.CREATE, "Rate of role creation exceeded");
        isIn("ROLLBACK_COMPLETE", story.create(CloudStory.shop()));

        assertThat(story.events())
                .anyMatch(event -> event.startsWith("ExecutionRole CREATE_FAILED: Resource handler returned message:"
                        + " \"Rate of role creation exceeded\" (RequestToken: "))
                .anyMatch(event -> event.endsWith(" CREATE_FAILED: Resource creation cancelled"));
    }

    @Test
    void whatCannotBeDeletedAfterAnUpdateIsLeftBehind() {
        story.create(CloudStory.shop());
        faults.fail("TaskDefinition", Action.DELETE, "no");
        isIn("UPDATE_COMPLETE", story.updateImage(CloudStory.shop(), "2"));

        assertThat(story.stack().stackStatusReason())
                .isEqualTo("Update successful. One or more resources could not be deleted.");
    }

    @Test
    void aServiceWithoutBreakerHoldsItsStackForThreeHours() {
        ObjectNode template = CloudStory.shop();
        CloudStory.properties(template, "Service").remove("DeploymentConfiguration");
        crash("1");
        begin(template, true, "1");
        story.pass(Duration.ofMinutes(170));
        assertThat(status()).isEqualTo("CREATE_IN_PROGRESS");

        story.pass(Duration.ofMinutes(20));
        isIn("ROLLBACK_COMPLETE", story.rest());
        assertThat(story.events())
                .anyMatch(
                        event -> event.startsWith("Service CREATE_FAILED: Resource handler returned message: \"Exceeded"
                                        + " attempts to wait\"")
                                && event.contains("HandlerErrorCode: NotStabilized"));
    }
}
