package io.github.ecsmaven.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.sandbox.cloudformation.StackFaults.Action;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Operations on stacks followed to their end, and what the next run makes of it. */
class StackDeployerTest extends DeployerStory {
    @Test
    void aFirstCreationThatFailsIsToldByItsFirstCauseAndLeavesNothing() {
        faults.hold("Listener", Action.CREATE);
        faults.fail("ExecutionRole", Action.CREATE, "Rate of role creation exceeded");
        StackFailedException failure = failure();

        assertThat(failure.outcome().end()).isEqualTo(StackEnd.CREATION_FAILED);
        assertThat(failure.problem())
                .startsWith(
                        "The stack 'shop-orders' could not be created. ExecutionRole (AWS::IAM::Role) is CREATE_FAILED:"
                                + " Resource handler returned message: \"Rate of role creation exceeded\"")
                .endsWith("CloudFormation took back all that it had made, and the stack was deleted.");
        assertThat(world.cloud.describeStacks().stacks()).isEmpty();
        assertThat(ears.heard).endsWith("shop-orders ROLLBACK_COMPLETE", "removing leftover in ROLLBACK_COMPLETE");

        faults.clear();
        assertThat(deploy().end()).isEqualTo(StackEnd.CREATED);
    }

    @Test
    void aMissingPermissionIsNamed() {
        world.sandbox.identities().addUser(Identities.CI, "ci", Set.of("logs:CreateLogGroup"));

        assertThat(failure())
                .hasMessageContaining("is CREATE_FAILED")
                .hasMessageContaining("logs:CreateLogGroup")
                .hasMessageContaining("Allow it in an IAM policy of that identity");
    }

    @Test
    void whatAnotherRunOfLongAgoHasLeftIsMadeAnew() {
        crash("orders:1");
        killed(decide());
        world.rest(NAME);
        assertThat(status()).isEqualTo("ROLLBACK_COMPLETE");
        pieces.image = ImageReference.parse("orders:2");

        assertThat(deploy().end()).isEqualTo(StackEnd.CREATED);
        assertThat(ears.heard).startsWith("removing leftover in ROLLBACK_COMPLETE");
    }

    @Test
    void aCreationThatIsAtWorkIsFollowedToItsEnd() {
        killed(decide());
        assertThat(status()).isEqualTo("CREATE_IN_PROGRESS");
        assertThat(decide())
                .isInstanceOfSatisfying(StackChange.Follow.class, follow -> assertThat(follow.makesWhatIsWanted())
                        .isTrue());

        assertThat(deploy().end()).isEqualTo(StackEnd.CREATED);
        assertThat(ears.heard).startsWith("follow: CREATE_IN_PROGRESS", "shop-orders CREATE_IN_PROGRESS");
        assertThat(ears.heard).contains("Service CREATE_COMPLETE").endsWith("ended: CREATED");
    }

    @Test
    void aCreationThatIsAtWorkAndFailsIsThisRunsFailureToo() {
        crash("orders:1");
        killed(decide());

        assertThat(failure().outcome().end()).isEqualTo(StackEnd.CREATION_FAILED);
        assertThat(world.cloud.describeStacks().stacks()).isEmpty();
    }

    @Test
    void anUpdateToSomethingElseIsFollowedAndThenUpdatedAgain() {
        deploy();
        pieces.image = ImageReference.parse("orders:2");
        killed(decide());
        assertThat(status()).isEqualTo("UPDATE_IN_PROGRESS");
        pieces.image = ImageReference.parse("orders:3");

        assertThat(deploy().end()).isEqualTo(StackEnd.UPDATED);
        assertThat(world.ecs
                        .describeServices(r -> r.cluster("shop").services("orders"))
                        .services()
                        .get(0)
                        .taskDefinition())
                .endsWith("orders:3");
        assertThat(ears.heard.stream().filter("shop-orders UPDATE_COMPLETE"::equals))
                .hasSize(2);
    }

    @Test
    void anUpdateThatSomebodyElseRollsBackIsFollowedAndTriedAgain() {
        deploy();
        faults.hold("Service", Action.UPDATE);
        pieces.image = ImageReference.parse("orders:2");
        killed(decide());
        world.cloud.cancelUpdateStack(r -> r.stackName(NAME));
        faults.clear();
        faults.hold("TaskDefinition", Action.DELETE);
        assertThat(decide())
                .isInstanceOfSatisfying(StackChange.Follow.class, follow -> assertThat(follow.makesWhatIsWanted())
                        .isFalse());
        faults.clear();

        assertThat(deploy().end()).isEqualTo(StackEnd.UPDATED);
        assertThat(ears.heard)
                .containsSubsequence("shop-orders UPDATE_ROLLBACK_COMPLETE", "shop-orders UPDATE_COMPLETE");
    }

    @Test
    void aDeletionThatIsAtWorkIsFollowedAndTheStackMadeAnew() {
        deploy();
        world.cloud.deleteStack(r -> r.stackName(NAME));
        assertThat(status()).isEqualTo("DELETE_IN_PROGRESS");

        assertThat(deploy().end()).isEqualTo(StackEnd.CREATED);
    }

    @Test
    void anUpdateThatFailsIsToldByItsFirstCause() {
        deploy();
        crash("orders:2");
        StackFailedException failure = failure();

        assertThat(failure.outcome().end()).isEqualTo(StackEnd.ROLLED_BACK);
        assertThat(failure.problem())
                .startsWith(
                        "The update of stack 'shop-orders' failed, and CloudFormation brought back what was. Service"
                                + " (AWS::ECS::Service) is UPDATE_FAILED:")
                .contains("ECS Deployment Circuit Breaker was triggered");
        assertThat(status()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        pieces.image = ImageReference.parse("orders:3");
        assertThat(deploy().end()).isEqualTo(StackEnd.UPDATED);
    }

    @Test
    void ofTwoRunsAtOnceOneIsToldThatTheOtherHasBegun() {
        deploy();
        pieces.image = ImageReference.parse("orders:2");
        StackChange late = decide();
        faults.hold("Service", Action.UPDATE);
        killed(decide());

        assertThatThrownBy(() -> world.account.deployer().execute(late, SETTINGS, ears))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("Another run has begun to change stack 'shop-orders'")
                .hasMessageContaining("Run mvn deploy again, which follows that run");
        faults.clear();
        assertThat(deploy().end()).isEqualTo(StackEnd.UPDATED);
    }
}
