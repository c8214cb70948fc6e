package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

/** What a service had, and what it can go back to. */
class ServiceHistoryTest extends DeploymentScenario {

    @Test
    void tellsTheNewestFirstWithRevisionAndDigest() {
        ecs.begin(ecs.register(FakeEcs.shop(TWO)), ecs.clock.instant());
        ecs.succeed();

        assertThat(history().newest(service())).hasSize(2).first().satisfies(past -> {
            assertThat(past.succeeded()).isTrue();
            assertThat(past.statusInWords()).isEqualTo("successful");
            assertThat(past.revision()).get().hasToString("shop:2");
            assertThat(past.images()).singleElement().hasToString(TWO);
        });
    }

    @Test
    void goesBackToTheLastThatSucceededWithAnotherRevision() {
        ecs.begin(ecs.register(FakeEcs.shop(TWO)), ecs.clock.instant().plusSeconds(10));
        ecs.status(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        ecs.begin(ecs.register(FakeEcs.shop(THREE)), ecs.clock.instant().plusSeconds(20));
        ecs.succeed();
        ecs.begin(ecs.service.taskDefinition(), ecs.clock.instant().plusSeconds(30));
        ecs.succeed();

        PastDeployment last = history().lastSuccessBefore(service());

        assertThat(last.revision()).get().hasToString("shop:1");
        assertThat(last.images()).singleElement().hasToString(ONE);
    }

    @Test
    void duringAFailingDeploymentItIsTheOneThatRanBefore() {
        ecs.begin(ecs.register(FakeEcs.shop(TWO)), ecs.clock.instant());

        assertThat(history().lastSuccessBefore(service()).revision()).get().hasToString("shop:1");
    }

    @Test
    void withoutAnEarlierSuccessThereIsNothingToGoBackTo() {
        assertThatThrownBy(() -> history().lastSuccessBefore(service()))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("nothing to go back to")
                .hasMessageContaining("mvn deploy from its commit");
    }

    @Test
    void missingPermissionsAreNamed() {
        ecs.denying("ListServiceDeployments");

        assertThatThrownBy(() -> history().newest(service()))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("ecs:ListServiceDeployments");
    }

    private ServiceHistory history() {
        return new ServiceHistory(ecs);
    }

    private RunningService service() {
        return new Services(ecs).describe(EcsWorld.SHOP);
    }
}
