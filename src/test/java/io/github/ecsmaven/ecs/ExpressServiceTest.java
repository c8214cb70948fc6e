package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.sandbox.ecs.ExpressWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of an Express service: decided first, carried out after, followed to a true verdict. */
class ExpressServiceTest extends ExpressScenario {

    @Test
    void makesTheServiceAndAnswersWhereItIs() {
        ExpressOutcome outcome = deploy(ONE);

        assertThat(outcome.deployment().status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(outcome.deployment().confirmedDigest()).contains(new Digest("sha256:" + "1".repeat(64)));
        assertThat(outcome.serviceArn()).isEqualTo("arn:aws:ecs:eu-west-1:123456789012:service/default/orders");
        assertThat(outcome.url()).hasValueSatisfying(url -> assertThat(url).hasScheme("https"));
        assertThat(outcome.container()).isEqualTo("Main");
        assertThat(listener.heard).hasSize(2).last().isEqualTo("outcome SUCCEEDED");
    }

    @Test
    void aNewServiceIsToldFieldByField() {
        ExpressChange change = decide(wanted(ONE, withEnvironment(Map.of("DB_URL", "jdbc:secret"))));

        assertThat(change).isInstanceOf(ExpressChange.Create.class);
        assertThat(change.calls()).containsExactly("ecs:CreateExpressGatewayService");
        assertThat(change.fields())
                .extracting(FieldChange::path)
                .contains("healthCheckPath", "primaryContainer.containerPort", "primaryContainer.environment.DB_URL");
        assertThat(change.fields()).asString().doesNotContain("jdbc:secret");
    }

    @Test
    void theSamePomAgainDoesNothing() {
        deploy(ONE);

        ExpressChange change = decide(wanted(ONE));
        ExpressOutcome outcome = execute(change, false);

        assertThat(change).isInstanceOf(ExpressChange.Nothing.class);
        assertThat(change.calls()).isEmpty();
        assertThat(outcome.deployment().status()).isEqualTo(DeploymentStatus.NOTHING_TO_DO);
        assertThat(outcome.url()).isPresent();
    }

    @Test
    void anotherImageIsAnUpdateByOneCall() {
        deploy(ONE);

        ExpressChange change = decide(wanted(TWO));
        ExpressOutcome outcome = execute(change, false);

        assertThat(change.calls()).containsExactly("ecs:UpdateExpressGatewayService");
        assertThat(change.fields()).extracting(FieldChange::path).containsExactly("primaryContainer.image");
        assertThat(outcome.deployment().status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(outcome.deployment().previous()).hasToString("default-orders:1");
        assertThat(outcome.deployment().revision()).hasToString("default-orders:2");
    }

    @Test
    void aVariableThatIsTakenOutOfThePomGoes() {
        deploy(wanted(ONE, withEnvironment(Map.of("LOG_LEVEL", "debug"))));

        ExpressChange change = decide(wanted(ONE));
        execute(change, false);

        assertThat(change.fields())
                .hasToString("[FieldChange[path=primaryContainer.environment.LOG_LEVEL, kind=REMOVED, "
                        + "before=Optional.empty, after=Optional.empty]]");
        assertThat(decide(wanted(ONE))).isInstanceOf(ExpressChange.Nothing.class);
    }

    @Test
    void aVersionThatWasRolledBackIsNoSuccess() {
        world.crashes("orders:2");
        deploy(ONE);

        DeploymentFailedException failure = failing(TWO);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
        assertThat(failure).hasMessageContaining("back to default-orders:1");
        assertThat(new ExpressServices(ecs).find(ORDERS).orElseThrow().url()).isPresent();
    }

    @Test
    void aVersionThatWasRolledBackIsTriedAgain() {
        world.crashes("orders:2");
        deploy(ONE);
        failing(TWO);

        assertThat(decide(wanted(TWO))).isInstanceOf(ExpressChange.Update.class);
        assertThat(decide(wanted(ONE))).isInstanceOf(ExpressChange.Nothing.class);
    }

    @Test
    void aFirstVersionThatFailsIsExplainedAndCanSimplyBeCorrected() {
        world.crashes("orders:1");

        DeploymentFailedException failure = failing(ONE);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(failure.stoppedTasks()).isNotEmpty();
        assertThat(decide(wanted(ONE)))
                .isInstanceOfSatisfying(ExpressChange.Redeploy.class, redeploy -> assertThat(redeploy.reason())
                        .isEqualTo(ServiceChange.Reason.FAILED));
        assertThat(deploy(TWO).deployment().status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }

    @Test
    void aDeploymentThatAKilledRunHasBegunIsFollowed() {
        ecs.createExpressGatewayService(wanted(ONE).creation());

        ExpressChange change = decide(wanted(ONE));

        assertThat(change).isInstanceOf(ExpressChange.Follow.class);
        assertThat(execute(change, false).deployment().status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }

    @Test
    void aServiceThatItsOwnCallHasMadeIsFollowedThoughTheCallIsRefusedWhenRepeated() {
        ExpressChange change = decide(wanted(ONE));
        ecs.createExpressGatewayService(wanted(ONE).creation());

        assertThat(execute(change, false).deployment().status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }

    @Test
    void aServiceThatSomebodyElseHasMadeMeanwhileIsNotTakenForThatOfItsOwnCall() {
        ExpressChange change = decide(wanted(ONE));
        ecs.createExpressGatewayService(wanted(TWO).creation());

        assertThatThrownBy(() -> execute(change, false))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("service 'orders' in cluster 'default' is there by now")
                .hasMessageContaining("mvn deploy again")
                .hasMessageNotContaining("nothing was changed");
    }

    @Test
    void rolesThatWereJustMadeAreWaitedFor() {
        world.unknownRole = 3;

        assertThat(execute(decide(wanted(ONE)), true).deployment().status()).isEqualTo(DeploymentStatus.SUCCEEDED);
    }

    @Test
    void anInfrastructureRoleThatEcsMayNotAssumeIsNamedWithItsTrustPolicy() {
        world.unknownRole = 1;

        assertThat(refused(wanted(ONE)))
                .hasMessageContaining("ECS cannot act with the infrastructure role " + ExpressWorld.INFRASTRUCTURE_ROLE)
                .hasMessageContaining("ecs.amazonaws.com");
    }

    @Test
    void anotherInfrastructureRoleIsRefused() {
        deploy(ONE);
        ExpressSettings plain = settings();
        ExpressSettings other = new ExpressSettings(
                plain.healthCheckPath(),
                plain.containerPort(),
                plain.cpu(),
                plain.memory(),
                plain.executionRole(),
                "arn:aws:iam::123456789012:role/other",
                plain.taskRole(),
                plain.subnets(),
                plain.securityGroups(),
                plain.scaling(),
                plain.environment(),
                plain.secrets(),
                plain.command());

        assertThat(refused(wanted(ONE, other)))
                .hasMessageContaining("which ECS cannot change")
                .hasMessageContaining("-Decs.destroy=orders");
    }

    @Test
    void aServiceThatIsNoExpressServiceIsLeftAlone() {
        world.sandbox.seedCluster("default");
        world.sandbox.seedService(
                "default",
                "orders",
                """
                {"family":"orders","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"256","memory":"512",
                 "containerDefinitions":[{"name":"app","image":"orders:1"}]}""",
                1);

        assertThat(refused(wanted(ONE))).hasMessageContaining("is no Express service");
    }

    @Test
    void aClusterThatIsNotThereIsNamed() {
        WantedExpress elsewhere = new WantedExpress(
                new ServiceReference("shop", "orders"), settings(), wanted(ONE).image(), TAGS);

        assertThat(refused(elsewhere)).hasMessageContaining("Express Mode makes none but the one named default");
    }

    @Test
    void eachMissingPermissionIsNamed() {
        for (String action :
                List.of("ecs:CreateExpressGatewayService", "ecs:DescribeServices", "ecs:TagResource", "iam:PassRole")) {
            denying(action);

            assertThat(refused(wanted(ONE)))
                    .hasMessageContaining("may not " + action)
                    .hasMessageContaining("\"Action\": \"" + action + "\"");
        }
    }

    @Test
    void thePermissionToPassTheInfrastructureRoleIsForEcsItself() {
        denying("iam:PassRole");

        assertThat(refused(wanted(ONE)))
                .hasMessageContaining(ExpressWorld.INFRASTRUCTURE_ROLE)
                .hasMessageContaining("\"iam:PassedToService\": \"ecs.amazonaws.com\"");
    }

    @Test
    void anUpdateWithoutItsPermissionIsNamedToo() {
        deploy(ONE);
        denying("ecs:UpdateExpressGatewayService");

        assertThat(refused(wanted(TWO))).hasMessageContaining("may not ecs:UpdateExpressGatewayService");
        denying("ecs:DescribeExpressGatewayService");
        assertThat(refused(wanted(TWO))).hasMessageContaining("may not ecs:DescribeExpressGatewayService");
    }

    @Test
    void removesTheServiceAfterSayingWhatGoes() {
        deploy(ONE);
        List<String> statuses = new ArrayList<>();

        ExpressRemoval.Removed removed = removal().find(ORDERS, OWNER).orElseThrow();
        removal().remove(removed, statuses::add);

        assertThat(removed.goes()).anySatisfy(line -> assertThat(line).startsWith("load balancer arn:"));
        assertThat(removed.calls()).containsExactly("ecs:DeleteExpressGatewayService");
        assertThat(statuses).containsExactly("DRAINING", "INACTIVE");
        assertThat(removal().find(ORDERS, OWNER)).isEmpty();
        assertThat(decide(wanted(ONE))).isInstanceOf(ExpressChange.Create.class);
    }

    @Test
    void aServiceWithoutOurTagIsNeverDeleted() {
        execute(
                new ExpressChange.Create(
                        new WantedExpress(ORDERS, settings(), wanted(ONE).image(), Map.of())),
                false);

        assertThatThrownBy(() -> removal().find(ORDERS, OWNER))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("does not have the tag ecs-maven-plugin:service=default/orders");
        assertThat(new ExpressServices(ecs).find(ORDERS)).isPresent();
    }

    @Test
    void aServiceThatIsBeingDeletedIsWaitedForByThePerson() {
        String arn = deploy(ONE).serviceArn();
        ecs.deleteExpressGatewayService(request -> request.serviceArn(arn));

        assertThat(refused(wanted(ONE))).hasMessageContaining("is being deleted (DRAINING)");
    }

    @Test
    void whatEcsAddsIsNoDifference() {
        ExpressSettings plain = settings();
        deploy(ONE);

        assertThat(decide(wanted(
                        ONE,
                        new ExpressSettings(
                                plain.healthCheckPath(),
                                plain.containerPort(),
                                Optional.of(".25 vCPU"),
                                Optional.of("0.5 GB"),
                                plain.executionRole(),
                                plain.infrastructureRole(),
                                plain.taskRole(),
                                plain.subnets(),
                                plain.securityGroups(),
                                new ExpressScaling(
                                        Optional.of(1),
                                        Optional.empty(),
                                        Optional.of(ExpressScaling.Metric.AVERAGE_CPU),
                                        Optional.empty()),
                                plain.environment(),
                                plain.secrets(),
                                plain.command()))))
                .isInstanceOf(ExpressChange.Nothing.class);
    }
}
