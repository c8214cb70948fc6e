package io.github.ecsmaven.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.sandbox.cloudformation.StackFaults.Action;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How stacks are looked at while CloudFormation is at work. */
class StackRunTest extends DeployerStory {
    @Test
    void longAnswersAreReadToTheirEnd() {
        world.sandbox.cloudFormation().setPageSize(3);
        assertThat(deploy().end()).isEqualTo(StackEnd.CREATED);
        assertThat(ears.heard)
                .startsWith(
                        "follow: CREATE_IN_PROGRESS", "shop-orders CREATE_IN_PROGRESS", "Cluster CREATE_IN_PROGRESS")
                .contains("Service CREATE_COMPLETE");
        pieces.image = ImageReference.parse("orders:2");
        assertThat(decide()).isInstanceOfSatisfying(StackChange.Update.class, update -> assertThat(
                        update.changeSet().changes())
                .extracting(ResourceChange::logicalId)
                .contains("TaskDefinition", "Service"));
    }

    @Test
    void throttledLooksAreMadeUpFor() {
        world.account.deployer();
        world.meanwhile(time -> world.sandbox.faults().throttle("cloudformation:DescribeStackEvents", 1));

        assertThat(deploy().end()).isEqualTo(StackEnd.CREATED);
    }

    @Test
    void aLookThatFailsIsToldAndTheNextOneTellsMore() {
        boolean[] once = {true};
        world.meanwhile(time -> {
            if (once[0] && time.compareTo(Duration.ofSeconds(5)) >= 0) {
                once[0] = false;
                world.sandbox
                        .faults()
                        .add(
                                "cloudformation:DescribeStackEvents",
                                1,
                                new io.github.ecsmaven.sandbox.Faults.Effect.Fail(
                                        new io.github.ecsmaven.sandbox.AwsError(400, "ValidationError", "not now")));
            }
        });

        assertThat(deploy().end()).isEqualTo(StackEnd.CREATED);
        assertThat(ears.heard).anyMatch(line -> line.startsWith("look failed: Could not look at stack 'shop-orders'"));
    }

    @Test
    void lostAnswersDoNothingTwice() {
        world.sandbox.faults().loseAnswer("cloudformation:CreateChangeSet", 1);
        world.sandbox.faults().loseAnswer("cloudformation:ExecuteChangeSet", 1);

        assertThat(deploy().end()).isEqualTo(StackEnd.CREATED);
        assertThat(world.cloud.listChangeSets(r -> r.stackName(NAME)).summaries())
                .hasSize(1);
    }

    @Test
    void whenTheTimeIsOverCloudFormationGoesOnAndIsFollowedLater() {
        faults.hold("Listener", Action.CREATE);
        StackFailedException failure = failure(new StackSettings(false, Duration.ofMinutes(1)));

        assertThat(failure.outcome().end()).isEqualTo(StackEnd.TIMED_OUT);
        assertThat(failure)
                .hasMessageContaining("is still in CREATE_IN_PROGRESS after 60 seconds. CloudFormation goes on.")
                .hasMessageContaining("Follow it: aws cloudformation describe-stack-events --stack-name shop-orders");
        faults.clear();
        assertThat(deploy().end()).isEqualTo(StackEnd.CREATED);
    }

    @Test
    void whoMayNotSeeTheEventsIsToldThatCloudFormationGoesOn() {
        world.sandbox.identities().addUser(Identities.CI, "ci", Set.of("cloudformation:DescribeStackEvents"));
        StackFailedException failure = failure();

        assertThat(failure.outcome().end()).isEqualTo(StackEnd.UNOBSERVED);
        assertThat(failure)
                .hasMessageContaining("CloudFormation goes on with stack 'shop-orders'")
                .hasMessageContaining("cloudformation:DescribeStackEvents");
    }

    @Test
    void anInterruptedWaitSaysThatCloudFormationGoesOn() {
        faults.hold("Listener", Action.CREATE);
        StackAccount impatient = StackAccount.of(world.session, world.clock, time -> {
            if (time.compareTo(Duration.ofSeconds(5)) >= 0) {
                throw new InterruptedException();
            }
            world.pass(time);
        });
        StackFailedException failure = catchThrowableOfType(
                StackFailedException.class, () -> impatient.deployer().execute(decide(), SETTINGS, ears));
        assertThat(Thread.interrupted()).isTrue();

        assertThat(failure.outcome().end()).isEqualTo(StackEnd.UNOBSERVED);
        assertThat(failure).hasMessageContaining("The wait was interrupted.");
        assertThat(ears.followUp.map(StackFollowUp::watch))
                .isEqualTo(Optional.of(
                        "aws cloudformation describe-stack-events --stack-name shop-orders --region eu-west-1"));
    }

    @Test
    void atMostOneLookInFiveSecondsAndInTenAfterAMinute() {
        faults.hold("Listener", Action.CREATE);
        world.sandbox.requestLog().clear();
        failure(new StackSettings(false, Duration.ofMinutes(3)));

        assertThat(world.sandbox.requestLog().operations().stream()
                        .filter("cloudformation:DescribeStackEvents"::equals))
                .hasSizeBetween(20, 26);
    }
}
