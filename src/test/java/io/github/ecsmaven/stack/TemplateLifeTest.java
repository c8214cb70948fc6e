package io.github.ecsmaven.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.stack.LoadBalancing.ExistingListener;
import io.github.ecsmaven.stack.LoadBalancing.ExistingLoadBalancer;
import io.github.ecsmaven.stack.LoadBalancing.ExistingTargetGroup;
import io.github.ecsmaven.stack.LoadBalancing.Front;
import io.github.ecsmaven.stack.LoadBalancing.ListenerSettings;
import io.github.ecsmaven.stack.TaskBlueprint.ExecutionRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.ecs.model.Service;

/** The templates carried out by the sandbox's CloudFormation. */
class TemplateLifeTest {
    private final StackWorld world = new StackWorld();
    private final Blueprints pieces = new Blueprints();

    @BeforeEach
    void keepASecret() {
        pieces.secrets = Map.of("KEY", new SecretOrigin("/shop/key"));
        world.sandbox.ssm().seedParameter("/shop/key");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Stack created(String name) {
        Stack stack = world.create(name, pieces.blueprint());
        assertThat(stack.stackStatusAsString()).as(world.events(name)).isEqualTo("CREATE_COMPLETE");
        return stack;
    }

    private Service service(String name) {
        return world.ecs
                .describeServices(r -> r.cluster("shop").services(name))
                .services()
                .get(0);
    }

    private void another(String service) {
        pieces.service = service;
        pieces.logGroup = LogGroup.of(service);
        pieces.cluster = new ClusterChoice.Existing("shop");
    }

    @Test
    void everythingIsMadeChangedAndRemovedAgain() {
        pieces.scaling = Optional.of(new Scaling(2, 4, new Scaling.Target.Requests(1000)));
        Stack stack = created("shop-orders");
        assertThat(StackWorld.outputs(stack))
                .containsEntry("Url", "http://127.0.0.1/")
                .containsEntry("Cluster", "shop")
                .containsEntry("LogGroup", "/ecs/orders")
                .containsKeys("ServiceArn", "TaskDefinitionArn", "LoadBalancerDnsName", "TargetGroupArn");
        assertThat(service("orders").healthCheckGracePeriodSeconds()).isEqualTo(60);

        pieces.image = ImageReference.parse("orders:2");
        assertThat(world.update("shop-orders", pieces.blueprint()).stackStatusAsString())
                .as(world.events("shop-orders"))
                .isEqualTo("UPDATE_COMPLETE");
        assertThat(service("orders").taskDefinition()).endsWith("orders:2");

        assertThat(world.delete("shop-orders").stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
        assertThat(world.sandbox.logs().hasGroup("/ecs/orders")).isFalse();
    }

    @Test
    void anotherPortIsAnotherTargetGroupWhileTheOldOneIsThere() {
        created("shop-orders");
        String before = world.physicalId("shop-orders", "TargetGroup");
        pieces.port = Optional.of(9090);

        assertThat(world.update("shop-orders", pieces.blueprint()).stackStatusAsString())
                .as(world.events("shop-orders"))
                .isEqualTo("UPDATE_COMPLETE");
        assertThat(world.physicalId("shop-orders", "TargetGroup")).isNotEqualTo(before);
        assertThat(service("orders").loadBalancers().get(0).containerPort()).isEqualTo(9090);
    }

    @Test
    void aCertificateMakesHttpsAndARedirect() {
        pieces.balancing = Blueprints.created(Blueprints.HTTPS);
        Stack stack = created("shop-orders");

        assertThat(StackWorld.outputs(stack)).containsEntry("Url", "https://orders.example.com/");
        assertThat(world.physicalId("shop-orders", "RedirectListener")).contains(":listener/app/shop-orders/");
    }

    @Test
    void aPlainServiceOnSpotNeedsNoLoadBalancer() {
        pieces.balancing = new LoadBalancing.None();
        pieces.port = Optional.empty();
        pieces.count = Optional.of(3);
        pieces.capacity = new Capacity.Providers(List.of(new Capacity.Provider("FARGATE_SPOT", 0, 1)));
        created("shop-orders");

        assertThat(service("orders").runningCount()).isEqualTo(3);
        assertThat(service("orders").loadBalancers()).isEmpty();
    }

    @Test
    void otherServicesShareWhatIsThere() {
        created("shop-orders");
        String balancer = world.physicalId("shop-orders", "LoadBalancer");
        Front front = new Front(
                List.of(world.physicalId("shop-orders", "LoadBalancerSecurityGroup")),
                Optional.of("127.0.0.1"),
                Optional.empty());

        another("carts");
        pieces.balancing = new ExistingListener(
                world.physicalId("shop-orders", "Listener"), Blueprints.RULE, Blueprints.HEALTH, front);
        pieces.scaling = Optional.of(new Scaling(1, 2, new Scaling.Target.Requests(10)));
        created("shop-carts");

        another("stock");
        pieces.balancing = new ExistingLoadBalancer(
                balancer,
                new ListenerSettings(Optional.empty(), Optional.of(8000), Optional.empty()),
                Blueprints.HEALTH,
                front);
        pieces.scaling = Optional.empty();
        assertThat(StackWorld.outputs(created("shop-stock"))).containsEntry("Url", "http://127.0.0.1:8000/");

        String role = world.physicalId("shop-orders", "ExecutionRole");
        another("prices");
        pieces.executionRole = new ExecutionRole.Existing("arn:aws:iam::123456789012:role/" + role);
        pieces.logGroup = new LogGroup.Existing("/ecs/orders");
        pieces.balancing =
                new ExistingTargetGroup(world.physicalId("shop-stock", "TargetGroup"), Optional.of(balancer), 0, front);
        created("shop-prices");
        assertThat(service("prices").runningCount()).isEqualTo(1);
    }
}
