package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ecs.RevisionSelection.Reason;
import io.github.ecsmaven.sandbox.SdkClients;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.EcsClient;

/** Which revisions go after a deployment, and which stay. */
class OldRevisionsTest extends RevisionScenario {

    @Test
    void asManyOfTheNewestStayAsWereAskedFor() {
        deployed(2, 3, 4, 5, 6, 7);

        keep(3, 7);

        assertThat(active()).containsExactly("shop:7", "shop:6", "shop:5");
        assertThat(done).extracting(TaskDefinitionArn::name).containsExactly("shop:1", "shop:2", "shop:3", "shop:4");
        assertThat(complaints).isEmpty();
    }

    @Test
    void theOneToRollBackToStaysHoweverOldItIs() {
        registered(2, 3, 4);
        deploy("shop", register("shop", "shop:5"));

        keep(1, 5);

        assertThat(active()).containsExactly("shop:5", "shop:1");
        assertThat(reasons()).containsExactly("shop:1 ROLLBACK_TARGET", "shop:5 NEWEST");
        RunningService service = new Services(ecs).describe(new ServiceReference("prod", "shop"));
        assertThat(new ServiceHistory(ecs).lastSuccessBefore(service).revision())
                .get()
                .hasToString("shop:1");
    }

    @Test
    void oneThatWasRolledBackIsNoRollbackTarget() {
        ecs.updateService(r -> r.cluster("prod")
                .service("shop")
                .deploymentConfiguration(
                        c -> c.deploymentCircuitBreaker(b -> b.enable(true).rollback(true))));
        deploy("shop", register("shop", "crashing:2"));
        deploy("shop", register("shop", "shop:3"));

        keep(1, 3);

        assertThat(active()).containsExactly("shop:3", "shop:1");
    }

    @Test
    void whatOtherServicesRunAndWouldGoBackToStays() {
        deployed(2, 3, 4, 5, 6);
        serviceOf("worker", 2);
        deploy("worker", arn(3));
        serviceOf("paused", 4);
        ecs.updateService(r -> r.cluster("prod").service("paused").desiredCount(0));

        keep(1, 6);

        assertThat(reasons())
                .containsExactly(
                        "shop:2 ROLLBACK_TARGET",
                        "shop:3 IN_USE",
                        "shop:4 IN_USE",
                        "shop:5 ROLLBACK_TARGET",
                        "shop:6 NEWEST");
        assertThat(active()).containsExactly("shop:6", "shop:5", "shop:4", "shop:3", "shop:2");
    }

    @Test
    void bothRevisionsOfADeploymentInProgressStay() {
        deployed(2, 3, 4, 5);
        serviceOf("worker", 1);
        ecs.updateService(r -> r.cluster("prod").service("worker").taskDefinition("shop:2"));

        keep(1, 5);

        assertThat(reasons())
                .containsExactly("shop:1 IN_USE", "shop:2 IN_USE", "shop:4 ROLLBACK_TARGET", "shop:5 NEWEST");
    }

    @Test
    void whatASingleTaskRunsStays() {
        deployed(2, 3, 4);
        ecs.runTask(r -> r.cluster("prod")
                .taskDefinition("shop:2")
                .launchType("FARGATE")
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890"))));

        keep(1, 4);

        assertThat(reasons()).containsExactly("shop:2 IN_USE", "shop:3 ROLLBACK_TARGET", "shop:4 NEWEST");
    }

    @Test
    void whatSomebodyRegisteredMeanwhileAndTheDeployedOneStay() {
        deployed(2, 3, 4);
        registered(5, 6, 7);

        keep(1, 4);

        assertThat(active()).containsExactly("shop:7", "shop:6", "shop:5", "shop:4", "shop:3");
        assertThat(reasons())
                .containsExactly(
                        "shop:3 ROLLBACK_TARGET", "shop:4 IN_USE", "shop:5 NEWER", "shop:6 NEWER", "shop:7 NEWEST");
    }

    @Test
    void otherFamiliesAreNotTouched() {
        register("shopping", "shop:1");
        register("shopping", "shop:2");
        deployed(2, 3);

        keep(1, 3);

        assertThat(active("shopping")).hasSize(2);
    }

    @Test
    void oneCallIsEnoughWhereNothingIsTooMany() {
        deployed(2, 3);

        keep(3, 3);

        assertThat(sandbox.requestLog().operations()).containsExactly("ecs:ListTaskDefinitions");
        assertThat(done).isEmpty();
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DeploymentStatus.class,
            names = {"NOTHING_TO_DO", "SCALED", "NOT_PROVEN"})
    void withoutADeploymentThatSucceededNothingIsAskedOrDeregistered(DeploymentStatus status) {
        deployed(2, 3);

        deregister(ecs, outcome(status, 3), 1);

        assertThat(sandbox.requestLog().operations()).isEmpty();
        assertThat(active()).hasSize(3);
    }

    @Test
    void ofManyTheOldestGoAtAPaceAndTheOthersWithLaterDeployments() {
        for (int revision = 2; revision < 140; revision++) {
            register("shop", "shop:" + revision);
        }
        deploy("shop", register("shop", "shop:140"));

        keep(5, 140);

        assertThat(done)
                .hasSize(RevisionSelection.MOST)
                .startsWith(new TaskDefinitionArn(arn(2)))
                .endsWith(new TaskDefinitionArn(arn(31)));
        assertThat(pauses).hasSize(RevisionSelection.MOST - 1).containsOnly(Duration.ofSeconds(1));
        assertThat(selection.kept()).containsEntry(new TaskDefinitionArn(arn(32)), Reason.LATER);
        assertThat(selection.kept()).containsEntry(new TaskDefinitionArn(arn(1)), Reason.ROLLBACK_TARGET);

        keep(5, 140);

        assertThat(done).endsWith(new TaskDefinitionArn(arn(61)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecs:ListTaskDefinitions",
                "ecs:ListServices",
                "ecs:DescribeServices",
                "ecs:ListServiceDeployments",
                "ecs:DescribeServiceRevisions",
                "ecs:ListTasks",
                "ecs:DescribeTasks",
                "ecs:DeregisterTaskDefinition"
            })
    void aMissingPermissionIsNamedAndNothingIsDeregistered(String action) {
        deployed(2, 3, 4);
        sandbox.identities().addUser(LIMITED, "limited", Set.of(action));

        try (EcsClient limited = SdkClients.ecs(sandbox, SdkClients.user(LIMITED))) {
            deregister(limited, outcome(DeploymentStatus.SUCCEEDED, 4), 1);
        }

        assertThat(complaints).singleElement().satisfies(complaint -> assertThat(complaint)
                .hasMessageContaining("may not " + action)
                .hasMessageContaining("shop"));
        assertThat(active()).hasSize(4);
    }

    @Test
    void aFailureInTheMiddleLeavesTheOthersAndSaysWhatWasDone() {
        deployed(2, 3, 4, 5);
        meanwhile = () -> sandbox.faults().serverError("ecs:DeregisterTaskDefinition", 1);

        keep(1, 5);

        assertThat(done).extracting(TaskDefinitionArn::name).containsExactly("shop:1");
        assertThat(complaints).singleElement().satisfies(complaint -> assertThat(complaint.problem())
                .startsWith("Could not deregister shop:2"));
        assertThat(active()).containsExactly("shop:5", "shop:4", "shop:3", "shop:2");
    }

    @Test
    void anInterruptEndsItAndIsNotLost() {
        deployed(2, 3, 4, 5);
        meanwhile = () -> Thread.currentThread().interrupt();

        keep(1, 5);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).extracting(TaskDefinitionArn::name).containsExactly("shop:1");
    }
}
