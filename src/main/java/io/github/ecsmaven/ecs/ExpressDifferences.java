package io.github.ecsmaven.ecs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayContainer;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceConfiguration;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceNetworkConfiguration;

/** Compares configurations of an Express service field by field, under the API's names. */
final class ExpressDifferences {
    private ExpressDifferences() {}

    /** Where a new service differs from nothing. */
    static List<FieldChange> ofNew(WantedExpress wanted) {
        Map<String, Object> after =
                tree(wanted.over(ExpressGatewayServiceConfiguration.builder().build()));
        after.put("infrastructureRoleArn", wanted.settings().infrastructureRole());
        return FieldChanges.between(Map.of(), after, Set.of());
    }

    /** Where what is wanted differs from what there is. */
    static List<FieldChange> between(ExpressGatewayServiceConfiguration current, WantedExpress wanted) {
        ExpressGatewayServiceConfiguration after = wanted.over(current);
        return FieldChanges.between(tree(comparable(current, after)), tree(after), Set.of());
    }

    /** What ECS adds and the POM does not name is no difference. */
    private static ExpressGatewayServiceConfiguration comparable(
            ExpressGatewayServiceConfiguration current, ExpressGatewayServiceConfiguration after) {
        ExpressGatewayServiceNetworkConfiguration wanted = after.networkConfiguration();
        ExpressGatewayServiceNetworkConfiguration there = current.networkConfiguration();
        if (wanted == null || there == null) {
            return current.toBuilder()
                    .networkConfiguration(wanted == null ? null : there)
                    .build();
        }
        boolean hasAll = there.securityGroups().containsAll(wanted.securityGroups());
        return current.toBuilder()
                .networkConfiguration(network -> network.subnets(there.subnets())
                        .securityGroups(hasAll ? wanted.securityGroups() : there.securityGroups()))
                .build();
    }

    private static Map<String, Object> tree(ExpressGatewayServiceConfiguration configuration) {
        Map<String, Object> tree = new TreeMap<>();
        put(tree, "executionRoleArn", configuration.executionRoleArn());
        put(tree, "taskRoleArn", configuration.taskRoleArn());
        put(tree, "cpu", configuration.cpu());
        put(tree, "memory", configuration.memory());
        put(tree, "healthCheckPath", configuration.healthCheckPath());
        Optional.ofNullable(configuration.scalingTarget())
                .ifPresent(scaling -> tree.put("scalingTarget", SdkTree.of(scaling)));
        Optional.ofNullable(configuration.networkConfiguration())
                .ifPresent(network -> tree.put("networkConfiguration", network(network)));
        Optional.ofNullable(configuration.primaryContainer())
                .ifPresent(container -> tree.put("primaryContainer", container(container)));
        return tree;
    }

    private static void put(Map<String, Object> tree, String name, String value) {
        if (value != null) {
            tree.put(name, value);
        }
    }

    private static Map<String, Object> network(ExpressGatewayServiceNetworkConfiguration network) {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("subnets", List.copyOf(new TreeSet<>(network.subnets())));
        if (!network.securityGroups().isEmpty()) {
            tree.put("securityGroups", List.copyOf(new TreeSet<>(network.securityGroups())));
        }
        return tree;
    }

    private static Map<String, Object> container(ExpressGatewayContainer container) {
        Map<String, Object> tree = SdkTree.of(container);
        tree.computeIfPresent("image", (name, image) -> new NormalImage((String) image));
        if (!container.environment().isEmpty()) {
            Map<String, Object> variables = new TreeMap<>();
            container.environment().forEach(it -> variables.put(it.name(), it.value() == null ? "" : it.value()));
            tree.put("environment", variables);
        }
        if (!container.secrets().isEmpty()) {
            Map<String, Object> secrets = new TreeMap<>();
            container.secrets().forEach(it -> secrets.put(it.name(), it.valueFrom()));
            tree.put("secrets", secrets);
        }
        return tree;
    }
}
