package io.github.ecsmaven.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.stack.LoadBalancing.ExistingLoadBalancer;
import io.github.ecsmaven.stack.LoadBalancing.Front;
import io.github.ecsmaven.stack.LoadBalancing.ListenerSettings;
import io.github.ecsmaven.stack.LoadBalancing.NewLoadBalancer;
import io.github.ecsmaven.stack.Network.Subnet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The template's outputs; those of what is not there are left out. */
final class Outputs {
    private final ServiceBlueprint blueprint;

    Outputs(ServiceBlueprint blueprint) {
        this.blueprint = blueprint;
    }

    ObjectNode json() {
        Map<StackOutput, JsonNode> values = new EnumMap<>(StackOutput.class);
        url().ifPresent(value -> values.put(StackOutput.URL, value));
        values.put(StackOutput.SERVICE, Intrinsics.ref(Resources.SERVICE));
        values.put(StackOutput.CLUSTER, EcsService.cluster(blueprint));
        values.put(StackOutput.TASK_DEFINITION, Intrinsics.ref(Resources.TASK_DEFINITION));
        values.put(StackOutput.LOG_GROUP, Tasks.logGroup(blueprint.task()));
        dnsName().ifPresent(value -> values.put(StackOutput.LOAD_BALANCER, value));
        new Balancer(blueprint).targetGroup().ifPresent(value -> values.put(StackOutput.TARGET_GROUP, value));
        putFound(blueprint.network(), values);
        ObjectNode outputs = Intrinsics.object();
        values.forEach((output, value) -> outputs.putObject(output.key())
                .put("Description", output.description())
                .set("Value", value));
        return outputs;
    }

    private static void putFound(Network network, Map<StackOutput, JsonNode> values) {
        if (network.found()) {
            network.vpc().ifPresent(vpc -> values.put(StackOutput.VPC, Intrinsics.text(vpc)));
            String ids = network.subnets().stream().map(Subnet::id).collect(Collectors.joining(","));
            values.put(StackOutput.SUBNETS, Intrinsics.text(ids));
        }
    }

    private Optional<Front> front() {
        return BalancingRules.front(blueprint.loadBalancing());
    }

    private Optional<JsonNode> dnsName() {
        return blueprint.loadBalancing() instanceof NewLoadBalancer
                ? Optional.of(Intrinsics.attribute(Resources.LOAD_BALANCER, "DNSName"))
                : front().flatMap(Front::dnsName).map(Intrinsics::text);
    }

    private Optional<JsonNode> url() {
        Optional<JsonNode> known = front().flatMap(Front::url).map(Intrinsics::text);
        return known.isPresent() ? known : listener().flatMap(this::url);
    }

    private Optional<ListenerSettings> listener() {
        if (blueprint.loadBalancing() instanceof NewLoadBalancer created) {
            return Optional.of(created.listener());
        }
        return blueprint.loadBalancing() instanceof ExistingLoadBalancer there
                ? Optional.of(there.listener())
                : Optional.empty();
    }

    private Optional<JsonNode> url(ListenerSettings listener) {
        if (listener.host().isPresent()) {
            return Optional.of(
                    Intrinsics.text(listener.scheme() + listener.host().get() + listener.path()));
        }
        return dnsName()
                .map(name -> name.isTextual()
                        ? Intrinsics.text(listener.scheme() + name.asText() + listener.path())
                        : Intrinsics.sub(listener.scheme() + "${LoadBalancer.DNSName}" + listener.path()));
    }
}
