package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.stack.LoadBalancing.ExistingListener;
import io.github.ecsmaven.stack.LoadBalancing.ExistingLoadBalancer;
import io.github.ecsmaven.stack.LoadBalancing.ExistingTargetGroup;
import io.github.ecsmaven.stack.LoadBalancing.ListenerSettings;
import io.github.ecsmaven.stack.LoadBalancing.NewLoadBalancer;
import io.github.ecsmaven.stack.TaskBlueprint.ExecutionRole;
import io.github.ecsmaven.stack.TaskBlueprint.NetworkMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What can be there and what can be made, in pairs: the templates that are kept as golden files. */
final class Combinations {
    private record Choice(String name, Consumer<Blueprints> change) {}

    private static final List<List<Choice>> FACTORS = List.of(
            List.of(
                    balancing("http", Blueprints.created(ListenerSettings.HTTP)),
                    balancing("https", Blueprints.created(Blueprints.HTTPS)),
                    balancing(
                            "internal",
                            new NewLoadBalancer(
                                    new ListenerSettings(Optional.empty(), Optional.of(8000), Optional.empty()),
                                    Blueprints.HEALTH,
                                    true,
                                    Blueprints.subnets(3),
                                    List.of(Vpc.DEFAULT_SECURITY_GROUP))),
                    balancing("plain", new LoadBalancing.None()),
                    balancing(
                            "balancer",
                            new ExistingLoadBalancer(
                                    Blueprints.BALANCER_ARN, Blueprints.HTTPS, Blueprints.HEALTH, Blueprints.FRONT)),
                    balancing(
                            "listener",
                            new ExistingListener(
                                    Blueprints.LISTENER_ARN, Blueprints.RULE, Blueprints.HEALTH, Blueprints.FRONT)),
                    balancing(
                            "targets",
                            new ExistingTargetGroup(
                                    Blueprints.TARGETS_ARN,
                                    Optional.of(Blueprints.BALANCER_ARN),
                                    30,
                                    Blueprints.FRONT))),
            List.of(
                    choice("fargate", it -> {}),
                    choice(
                            "spot",
                            it -> it.capacity = new Capacity.Providers(List.of(
                                    new Capacity.Provider("FARGATE", 1, 0),
                                    new Capacity.Provider("FARGATE_SPOT", 0, 3)))),
                    choice("ec2", it -> instances(it, NetworkMode.AWSVPC)),
                    choice("bridge", it -> instances(it, NetworkMode.BRIDGE)),
                    choice("host", it -> instances(it, NetworkMode.HOST)),
                    choice("providers", it -> {
                        instances(it, NetworkMode.AWSVPC);
                        it.capacity = new Capacity.Providers(List.of(new Capacity.Provider("machines", 0, 1)));
                    })),
            List.of(
                    choice("one", it -> {}),
                    choice("count", it -> it.count = Optional.of(2)),
                    choice("cpu", it -> it.scaling = Optional.of(new Scaling(2, 8, new Scaling.Target.Cpu(60)))),
                    choice(
                            "requests",
                            it -> it.scaling = Optional.of(new Scaling(1, 4, new Scaling.Target.Requests(1000))))),
            List.of(
                    choice("newcluster", it -> {}),
                    choice("cluster", it -> it.cluster = new ClusterChoice.Existing("shop"))),
            List.of(
                    choice("newlog", it -> it.logGroup = new LogGroup.Created("/ecs/orders", 7)),
                    choice("log", it -> it.logGroup = new LogGroup.Existing("/apps/orders"))),
            List.of(
                    choice("newrole", it -> {}),
                    choice("role", it -> it.executionRole = new ExecutionRole.Existing(Blueprints.ROLE))),
            List.of(
                    choice("newgroup", it -> {}),
                    choice("group", it -> it.securityGroups = List.of(Vpc.DEFAULT_SECURITY_GROUP))),
            List.of(choice("bare", it -> {}), choice("dressed", Combinations::dress)));

    private Combinations() {}

    private static Choice choice(String name, Consumer<Blueprints> change) {
        return new Choice(name, change);
    }

    private static Choice balancing(String name, LoadBalancing balancing) {
        return choice(name, it -> it.balancing = balancing);
    }

    private static void instances(Blueprints it, NetworkMode mode) {
        it.capacity = new Capacity.Ec2();
        it.networkMode = Optional.of(mode);
        it.publicIp = false;
    }

    private static void dress(Blueprints it) {
        it.taskRole = Optional.of(Blueprints.ROLE);
        it.environment = new TreeMap<>(Map.of("LOG_LEVEL", "debug", "QUOTE", "\"a\" \\ ü"));
        it.secrets = new TreeMap<>(Map.of(
                "DB", new SecretOrigin(Blueprints.SECRET + ":password::"),
                "KEY", new SecretOrigin("/shop/key")));
        it.command = Optional.of(List.of("java", "-jar", "orders.jar"));
        it.platform = Platform.parse("linux/arm64");
    }

    /** By the names of what was chosen. */
    static Map<String, ServiceBlueprint> all() {
        Map<String, ServiceBlueprint> all = new LinkedHashMap<>();
        for (int[] row : pairwise().rows()) {
            all.put(name(row), of(row).blueprint());
        }
        return all;
    }

    static Pairwise pairwise() {
        return new Pairwise(FACTORS.stream().map(List::size).toList(), Combinations::goTogether);
    }

    private static boolean goTogether(int[] row) {
        try {
            of(row).blueprint();
            return true;
        } catch (ActionableException e) {
            return false;
        }
    }

    private static Blueprints of(int[] row) {
        Blueprints pieces = new Blueprints();
        for (int factor = 0; factor < row.length; factor++) {
            FACTORS.get(factor).get(row[factor]).change().accept(pieces);
        }
        return pieces;
    }

    private static String name(int[] row) {
        List<String> names = new ArrayList<>();
        for (int factor = 0; factor < row.length; factor++) {
            names.add(FACTORS.get(factor).get(row[factor]).name());
        }
        return String.join("-", names);
    }
}
