package io.github.ecsmaven.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.sandbox.cloudformation.StackFaults.Action;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Stacks that stick, what was changed beside them, and stacks that go. */
class StuckStackRemedyTest extends DeployerStory {
    @Test
    void whatSomebodyHasDeletedBesideTheStackIsNamed() {
        deploy();
        world.deleteLogGroup("/ecs/orders");
        pieces.logGroup = new LogGroup.Created("/ecs/orders", 7);
        StackFailedException failure = failure();

        assertThat(failure.problem())
                .contains(
                        "LogGroup (AWS::Logs::LogGroup) is UPDATE_FAILED",
                        "LogGroup (/ecs/orders) was deleted beside the stack.");
    }

    @Test
    void whatSomebodyHasChangedBesideTheStackIsNamedFieldByField() {
        deploy();
        world.retainLogs("/ecs/orders", 90);
        faults.fail("LogGroup", Action.UPDATE, "cannot be changed");
        faults.fail("LogGroup", Action.RESTORE, "nor back");
        pieces.logGroup = new LogGroup.Created("/ecs/orders", 7);

        assertThat(failure().problem())
                .contains("LogGroup (/ecs/orders) was changed beside the stack: RetentionInDays is 90 instead of");
    }

    @Test
    void whoMayNotLookForDriftIsTold() {
        deploy();
        world.deleteLogGroup("/ecs/orders");
        pieces.logGroup = new LogGroup.Created("/ecs/orders", 7);
        world.sandbox.identities().addUser(Identities.CI, "ci", Set.of("cloudformation:DetectStackResourceDrift"));

        assertThat(failure().problem())
                .contains("Whether somebody has changed LogGroup beside the stack is not known")
                .contains("cloudformation:DetectStackResourceDrift");
    }

    @Test
    void aRollbackThatFailsIsStuckWithItsRemedy() {
        deploy();
        crash("orders:2");
        faults.fail("Service", Action.RESTORE, "no way back");
        StackFailedException failure = failure();

        assertThat(failure.outcome().end()).isEqualTo(StackEnd.STUCK);
        assertThat(failure.remedy())
                .contains("aws cloudformation continue-update-rollback --stack-name shop-orders --region eu-west-1")
                .contains("--resources-to-skip Service");

        StackChange next = decide();
        assertThat(next).isInstanceOfSatisfying(StackChange.Stuck.class, stuck -> {
            assertThat(stuck.problem())
                    .startsWith("The stack 'shop-orders' is in UPDATE_ROLLBACK_FAILED")
                    .contains("Service (arn:", "is UPDATE_FAILED: Resource handler returned message: \"no way back\"");
            assertThat(stuck.remedy()).contains("continue-update-rollback");
        });
        assertThatThrownBy(this::deploy).hasMessageContaining("continue-update-rollback");
        world.cloud.continueUpdateRollback(r -> r.stackName(NAME));
        world.rest(NAME);
        pieces.image = ImageReference.parse("orders:3");
        assertThat(deploy().end()).isEqualTo(StackEnd.UPDATED);
    }

    @Test
    void aCreationWhoseRollbackFailsIsStuckUntilItIsRemoved() {
        crash("orders:1");
        faults.fail("LogGroup", Action.DELETE, "not this one");
        StackFailedException failure = failure();

        assertThat(failure.outcome().end()).isEqualTo(StackEnd.STUCK);
        assertThat(failure.remedy()).contains("mvn ecs:destroy");
        assertThat(decide()).isInstanceOfSatisfying(StackChange.Stuck.class, stuck -> assertThat(stuck.problem())
                .contains("ROLLBACK_FAILED", "LogGroup (/ecs/orders) is DELETE_FAILED", "not this one"));
        Removal removal = world.account.deployer().removal(NAME, OWNER).orElseThrow();
        assertThat(world.account.deployer().remove(removal, SETTINGS, ears).end())
                .isEqualTo(StackEnd.DELETED);
    }

    @Test
    void statesThatOthersBringAboutHaveTheirRemediesToo() {
        deploy();
        crash("orders:2");
        StackChange.Update update = (StackChange.Update) decide();
        world.cloud.executeChangeSet(
                r -> r.changeSetName(update.changeSet().id()).disableRollback(true));
        world.rest(NAME);

        assertThat(decide()).isInstanceOfSatisfying(StackChange.Stuck.class, stuck -> {
            assertThat(stuck.problem()).contains("UPDATE_FAILED");
            assertThat(stuck.remedy()).contains("aws cloudformation rollback-stack --stack-name shop-orders");
        });
    }

    @Test
    void aStackGoesWithAllThatItHas() {
        deploy();
        Removal removal = world.account.deployer().removal(NAME, OWNER).orElseThrow();
        assertThat(removal.goes())
                .extracting(StackResource::type)
                .contains("AWS::ECS::Cluster", "AWS::ECS::Service", "AWS::Logs::LogGroup", "AWS::IAM::Role");
        assertThat(world.account.deployer().remove(removal, SETTINGS, ears).end())
                .isEqualTo(StackEnd.DELETED);

        assertThat(world.ecs.listClusters().clusterArns()).isEmpty();
        assertThat(world.account.deployer().removal(NAME, OWNER)).isEmpty();
        assertThat(ears.heard).contains("LoadBalancer DELETE_COMPLETE").endsWith("ended: DELETED");
    }

    @Test
    void anOperationAtWorkIsFollowedBeforeTheStackGoes() {
        deploy();
        pieces.image = ImageReference.parse("orders:2");
        killed(decide());
        Removal removal = world.account.deployer().removal(NAME, OWNER).orElseThrow();

        assertThat(world.account.deployer().remove(removal, SETTINGS, ears).end())
                .isEqualTo(StackEnd.DELETED);
        assertThat(ears.heard).containsSubsequence("shop-orders UPDATE_COMPLETE", "shop-orders DELETE_COMPLETE");
    }

    @Test
    void whatCannotBeDeletedIsNamed() {
        deploy();
        faults.fail("ServiceSecurityGroup", Action.DELETE, "resource sg-1 has a dependent object");
        StackFailedException failure = failureOfRemoval();

        assertThat(failure.outcome().end()).isEqualTo(StackEnd.STUCK);
        assertThat(failure.problem())
                .contains("is in DELETE_FAILED", "ServiceSecurityGroup (sg-", "has a dependent object");
        assertThat(failure.remedy()).contains("--retain-resources ServiceSecurityGroup");
        assertThat(decide()).isInstanceOfSatisfying(StackChange.Stuck.class, stuck -> assertThat(stuck.remedy())
                .contains("mvn ecs:destroy -Decs.destroy=<service> again"));
        faults.clear();
        assertThat(world.account
                        .deployer()
                        .remove(world.account.deployer().removal(NAME, OWNER).orElseThrow(), SETTINGS, ears)
                        .end())
                .isEqualTo(StackEnd.DELETED);
    }
}
