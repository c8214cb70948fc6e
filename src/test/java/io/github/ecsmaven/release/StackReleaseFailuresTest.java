package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ecs.DeploymentFailedException;
import io.github.ecsmaven.ecs.DeploymentStatus;
import io.github.ecsmaven.sandbox.cloudformation.StackFaults.Action;
import io.github.ecsmaven.stack.StackEnd;
import io.github.ecsmaven.stack.StackFailedException;
import org.junit.jupiter.api.Test;

/** Stacks and deployments that end badly or too early, and what the next run makes of them. */
class StackReleaseFailuresTest extends ReleaseStory {
    @Test
    void aFirstCreationThatFailsIsExplainedByTasksAndLogsAndCanSimplyBeRunAgain() {
        crash("orders:1");
        StackFailedException failure = failure();

        assertThat(failure.outcome().end()).isEqualTo(StackEnd.CREATION_FAILED);
        assertThat(failure.problem())
                .startsWith("The stack 'shop-orders' could not be created. To fix: ")
                .contains("Service (AWS::ECS::Service) is CREATE_FAILED")
                .contains("CloudFormation took back all that it had made, and the stack was deleted.")
                .contains("no database at db.local");
        assertThat(failure.remedy()).isEqualTo("Correct the cause and run mvn deploy again.");
        assertThat(failure).hasCauseInstanceOf(DeploymentFailedException.class);
        assertThat(world.cloud.describeStacks().stacks()).isEmpty();

        image("orders:2");
        assertThat(deploy().stack().end()).isEqualTo(StackEnd.CREATED);
    }

    @Test
    void anUpdateThatFailsIsExplainedByTasksAndLogs() {
        deploy();
        crash("orders:2");
        StackFailedException failure = failure();

        assertThat(failure.outcome().end()).isEqualTo(StackEnd.ROLLED_BACK);
        assertThat(failure.problem())
                .startsWith(
                        "The update of stack 'shop-orders' failed, and CloudFormation brought back what was. To fix: ")
                .contains("no database at db.local");
        assertThat(failure.getCause())
                .isInstanceOfSatisfying(DeploymentFailedException.class, inside -> assertThat(inside.status())
                        .isEqualTo(DeploymentStatus.ROLLED_BACK));
        assertThat(service().taskDefinition()).endsWith("orders:1");
        assertThat(ears.heard).endsWith("shop-orders UPDATE_ROLLBACK_COMPLETE");
    }

    @Test
    void aStackThatFailsForSomethingElseIsToldByThat() {
        faults.hold("Service", Action.CREATE);
        faults.fail("ServiceSecurityGroup", Action.CREATE, "too many groups");
        StackFailedException failure = failure();

        assertThat(failure.problem())
                .contains("ServiceSecurityGroup (AWS::EC2::SecurityGroup) is CREATE_FAILED", "too many groups");
        assertThat(failure).hasNoCause();
    }

    @Test
    void aStackThatIsCancelledWhileItsDeploymentGoesWellIsAFailure() {
        deploy();
        heard.clear();
        image("orders:2");
        faults.hold("Service", Action.UPDATE);
        boolean[] once = {true};
        world.meanwhile(time -> {
            if (once[0] && heard.contains("waiting")) {
                once[0] = false;
                world.cloud.cancelUpdateStack(r -> r.stackName(NAME));
                faults.clear();
            }
        });
        StackFailedException failure = failure();

        assertThat(failure.outcome().end()).isEqualTo(StackEnd.ROLLED_BACK);
        assertThat(service().taskDefinition()).endsWith("orders:1");
    }

    @Test
    void aRunThatWasKilledIsPickedUpWithTheDeploymentInside() {
        faults.hold("Service", Action.CREATE);
        killed();
        faults.clear();
        StackReleaseOutcome outcome = deploy();

        assertThat(outcome.stack().end()).isEqualTo(StackEnd.CREATED);
        assertThat(outcome.deployment()).isPresent();
        assertThat(decisions)
                .extracting(it -> it.stack().getClass().getSimpleName())
                .containsExactly("Follow", "Nothing");
    }

    @Test
    void aRunThatWasKilledAndFailsIsExplainedToo() {
        deploy();
        crash("orders:2");
        killed();

        assertThat(failure().problem()).contains("failed, and CloudFormation brought back what was");
    }
}
