package io.github.ecsmaven.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.stack.LoadBalancing.ExistingListener;
import io.github.ecsmaven.stack.LoadBalancing.ExistingLoadBalancer;
import io.github.ecsmaven.stack.LoadBalancing.ExistingTargetGroup;
import io.github.ecsmaven.stack.LoadBalancing.Front;
import io.github.ecsmaven.stack.LoadBalancing.HealthCheck;
import io.github.ecsmaven.stack.LoadBalancing.ListenerSettings;
import io.github.ecsmaven.stack.LoadBalancing.Rule;
import io.github.ecsmaven.stack.Network.Subnet;
import io.github.ecsmaven.stack.TaskBlueprint.ExecutionRole;
import io.github.ecsmaven.stack.TaskBlueprint.NetworkMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What does not go together is refused with the element that decides. */
class BlueprintRulesTest {
    private static final Scaling BY_REQUESTS = new Scaling(1, 2, new Scaling.Target.Requests(10));

    @TestFactory
    Stream<DynamicTest> refuses() {
        return Stream.of(
                refused("<cpu>512</cpu> and <memory>1024</memory>", it -> it.memory = "768"),
                refused("<cpu>", it -> it.cpu = "half"),
                refused("<memory>", it -> it.memory = "much"),
                refused("<platform>", it -> it.platform = Platform.parse("windows/amd64")),
                refused("<service>", it -> it.service = "or ders"),
                refused("<cluster>", it -> it.cluster = new ClusterChoice.Created("")),
                refused("<containerPort>", it -> it.port = Optional.empty()),
                refused("<containerPort>", it -> it.port = Optional.of(70_000)),
                refused("<containerSecrets>", it -> {
                    it.environment = Map.of("DB", "x");
                    it.secrets = Map.of("DB", new SecretOrigin("/db"));
                }),
                refused("<taskRole>", it -> it.taskRole = Optional.of("tasks")),
                refused("<executionRole>", it -> it.executionRole = new ExecutionRole.Existing("tasks")),
                refused("<logRetention>", it -> it.logGroup = new LogGroup.Created("/ecs/orders", 31)),
                refused("<logGroup>", it -> it.logGroup = new LogGroup.Existing("a b")),
                refused("<desiredCount>", it -> it.count = Optional.of(-1)),
                refused("<stackTags>", it -> it.tags.put("aws:mine", "x")),
                refused("<stackTags>", it -> {
                    for (int i = 0; i < 50; i++) {
                        it.tags.put("t" + i, "x");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusesOfTheNetwork() {
        return Stream.of(
                refused("<subnets>", it -> it.subnets = List.of()),
                refused("<vpc>", it -> it.vpc = Optional.of("default")),
                refused("<subnets>", it -> it.subnets = List.of(new Subnet("a", Optional.empty()))),
                refused("<securityGroups>", it -> it.securityGroups = List.of("web")),
                refused("<networkMode>", it -> it.networkMode = Optional.of(NetworkMode.BRIDGE)),
                refused("<networkMode>", it -> {
                    it.onInstances(NetworkMode.BRIDGE);
                    it.networkMode = Optional.empty();
                }),
                refused("<assignPublicIp>", it -> it.onInstances(NetworkMode.AWSVPC).publicIp = true),
                refused("<createCluster>", it -> {
                    it.onInstances(NetworkMode.AWSVPC);
                    it.cluster = new ClusterChoice.Created("shop");
                }),
                refused(
                        "<securityGroups>",
                        it -> it.onInstances(NetworkMode.HOST).securityGroups = List.of("sg-0a1b2c3d4e5f67890")),
                refused("<vpc>", it -> it.onInstances(NetworkMode.HOST).vpc = Optional.empty()));
    }

    @TestFactory
    Stream<DynamicTest> refusesOfALoadBalancer() {
        Front unknown = new Front(List.of(), Optional.empty(), Optional.empty());
        return Stream.of(
                refused("two Availability Zones", it -> it.subnets = Blueprints.subnets(1)),
                refused(
                        "eu-west-1a",
                        it -> it.subnets = List.of(
                                new Subnet("subnet-0d1e2f3a4b5c6d7ea", Optional.of("eu-west-1a")),
                                new Subnet("subnet-0d1e2f3a4b5c6d7eb", Optional.of("eu-west-1a")))),
                refused("<loadBalancer><healthCheckPath>", it -> new HealthCheck("health", 0)),
                refused("<loadBalancer><healthCheckGracePeriod>", it -> new HealthCheck("/", -1)),
                refused("<loadBalancer><certificate>", it -> listener("mine", 443, "a.example.com")),
                refused("<loadBalancer><port>", it -> listener(Blueprints.CERTIFICATE, 0, "a.example.com")),
                refused("<loadBalancer><host>", it -> listener(Blueprints.CERTIFICATE, 443, "https://a")),
                refused("<loadBalancer><priority>", it -> new Rule(0, List.of("a"), List.of())),
                refused("<loadBalancer><paths>", it -> new Rule(1, List.of(), List.of())),
                refused("<loadBalancer><paths>", it -> new Rule(1, List.of("a", "b", "c"), List.of("/d", "/e", "/f"))),
                refused(
                        "<loadBalancer><arn>",
                        it -> new ExistingLoadBalancer(
                                Blueprints.BALANCER_ARN.replace("/app/", "/net/"),
                                ListenerSettings.HTTP,
                                Blueprints.HEALTH,
                                unknown)),
                refused(
                        "<loadBalancer><listener>",
                        it -> new ExistingListener(
                                Blueprints.BALANCER_ARN, Blueprints.RULE, Blueprints.HEALTH, unknown)),
                refused(
                        "<loadBalancer><targetGroup>",
                        it -> new ExistingTargetGroup("old", Optional.empty(), 0, unknown)),
                refused(
                        "<loadBalancer><securityGroups>",
                        it -> it.balancing = new ExistingListener(
                                Blueprints.LISTENER_ARN, Blueprints.RULE, Blueprints.HEALTH, unknown)));
    }

    private static void listener(String certificate, int port, String host) {
        new ListenerSettings(Optional.of(certificate), Optional.of(port), Optional.of(host));
    }

    @TestFactory
    Stream<DynamicTest> refusesOfScalingAndCapacity() {
        return Stream.of(
                refused("<min>3</min>", it -> new Scaling(3, 2, new Scaling.Target.Cpu(50))),
                refused("<autoscaling><cpu>", it -> new Scaling.Target.Cpu(101)),
                refused("<autoscaling><requests>", it -> new Scaling.Target.Requests(0)),
                refused("<autoscaling><requests>", it -> {
                    it.balancing = new LoadBalancing.None();
                    it.scaling = Optional.of(BY_REQUESTS);
                }),
                refused("<loadBalancer><arn>", it -> {
                    it.balancing =
                            new ExistingTargetGroup(Blueprints.TARGETS_ARN, Optional.empty(), 0, Blueprints.FRONT);
                    it.scaling = Optional.of(BY_REQUESTS);
                }),
                refused("<desiredCount>", it -> {
                    it.count = Optional.of(2);
                    it.scaling = Optional.of(BY_REQUESTS);
                }),
                refused("<weight>", it -> providers("FARGATE", 1, 0)),
                refused("<capacityProviders>", it -> providers("FARGATE", 0, 1, "machines", 0, 1)),
                refused("<base>", it -> providers("FARGATE", 1, 1, "FARGATE_SPOT", 1, 1)),
                refused("<base>-1</base>", it -> providers("FARGATE", -1, 1)));
    }

    private static void providers(Object... parts) {
        new Capacity.Providers(Stream.iterate(0, i -> i < parts.length, i -> i + 3)
                .map(i -> new Capacity.Provider((String) parts[i], (int) parts[i + 1], (int) parts[i + 2]))
                .toList());
    }

    private static DynamicTest refused(String element, Consumer<Blueprints> change) {
        return DynamicTest.dynamicTest(element, () -> assertThatThrownBy(() -> {
                    Blueprints pieces = new Blueprints();
                    change.accept(pieces);
                    pieces.blueprint();
                })
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining(element));
    }

    @Test
    void aTaskOnInstancesMayHaveAnySize() {
        Blueprints pieces = new Blueprints().onInstances(NetworkMode.AWSVPC);
        pieces.memory = "768";
        assertThat(pieces.blueprint().task().memory()).isEqualTo("768");
    }

    @Test
    void aClusterMayBeNamedByItsArn() {
        ClusterChoice cluster = new ClusterChoice.Existing("arn:aws:ecs:eu-west-1:123456789012:cluster/shop");
        assertThat(cluster.name()).isEqualTo("shop");
    }

    @Test
    void valuesThatMayBeSecretAreInNoText() {
        Blueprints pieces = new Blueprints();
        pieces.environment = Map.of("TOKEN", "hunter2");
        assertThat(pieces.blueprint().toString()).contains("TOKEN").doesNotContain("hunter2");
    }
}
