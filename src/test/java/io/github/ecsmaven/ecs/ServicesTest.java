package io.github.ecsmaven.ecs;

import static io.github.ecsmaven.ecs.FakeEcs.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ecsmaven.ActionableException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;

class ServicesTest {
    private final FakeEcs ecs = FakeEcs.running(FakeEcs.shop("shop:1"));
    private final Services services = new Services(ecs);

    @Test
    void describesAnActiveService() {
        ecs.change(it -> it.loadBalancers(lb -> lb.targetGroupArn("arn:tg"), lb -> lb.loadBalancerName("old-elb"))
                .deploymentConfiguration(configuration -> configuration.bakeTimeInMinutes(5)));

        RunningService service = services.describe(SHOP);

        assertThat(service.taskDefinition()).hasToString("shop:1");
        assertThat(service.desiredCount()).isEqualTo(2);
        assertThat(service.targetGroupArns()).containsExactly("arn:tg");
        assertThat(service.classicLoadBalancers()).containsExactly("old-elb");
        assertThat(service.bakeTime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(service.runsOnFargate()).isTrue();
    }

    @Test
    void refusesAMissingCluster() {
        refuses(new ServiceReference("pord", "shop"), it -> assertThat(it)
                .hasMessageContaining("no ECS cluster 'pord'")
                .hasMessageContaining("<cluster>")
                .hasMessageContaining("aws ecs list-clusters"));
    }

    @Test
    void refusesAMissingService() {
        refuses(new ServiceReference("prod", "shpo"), it -> assertThat(it)
                .hasMessageContaining("no service 'shpo' in cluster 'prod'")
                .hasMessageContaining("<service>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INACTIVE", "DRAINING"})
    void refusesAServiceThatIsBeingDeleted(String status) {
        ecs.change(it -> it.status(status));

        refuses(SHOP, it -> assertThat(it).hasMessageContaining("is " + status));
    }

    @Test
    void refusesAServiceOfCodeDeploy() {
        ecs.change(it -> it.deploymentController(c -> c.type(DeploymentControllerType.CODE_DEPLOY)));

        refuses(SHOP, it -> assertThat(it)
                .hasMessageContaining("AWS CodeDeploy")
                .hasMessageContaining("--deployment-controller type=ECS"));
    }

    @Test
    void refusesAServiceOfAnExternalController() {
        ecs.change(it -> it.deploymentController(c -> c.type(DeploymentControllerType.EXTERNAL)));

        refuses(SHOP, it -> assertThat(it).hasMessageContaining("EXTERNAL").hasMessageContaining("task sets"));
    }

    @Test
    void namesTheMissingPermission() {
        ecs.denying("DescribeServices");

        refuses(SHOP, it -> assertThat(it)
                .hasMessageContaining("ecs:DescribeServices")
                .hasMessageContaining("assumed-role/ci/job"));
    }

    @Test
    void understandsArnsAsNames() {
        ServiceReference service =
                new ServiceReference(FakeEcs.HERE + "cluster/prod", FakeEcs.HERE + "service/prod/shop");

        assertThat(service).hasToString("service 'shop' in cluster 'prod'");
        assertThatIllegalArgumentException().isThrownBy(() -> new ServiceReference("prod", " "));
    }

    private void refuses(ServiceReference reference, Consumer<ActionableException> expectation) {
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> services.describe(reference))
                .satisfies(expectation);
    }
}
