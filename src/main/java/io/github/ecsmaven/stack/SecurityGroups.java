package io.github.ecsmaven.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.stack.LoadBalancing.NewLoadBalancer;
import java.util.List;

/** Who may connect: anyone to the load balancer's ports, and the load balancer alone to the tasks, on their port. */
final class SecurityGroups {
    private static final int LONGEST_DESCRIPTION = 255;

    private final ServiceBlueprint blueprint;

    SecurityGroups(ServiceBlueprint blueprint) {
        this.blueprint = blueprint;
    }

    void addTo(Resources resources) {
        if (blueprint.createsLoadBalancerGroup()) {
            ArrayNode ingress = group(
                    resources,
                    Resources.LOAD_BALANCER_GROUP,
                    blueprint.names().loadBalancerGroup(),
                    "Requests to the load balancer of ");
            for (int port :
                    ((NewLoadBalancer) blueprint.loadBalancing()).listener().ports()) {
                ingress.add(tcp(port).put("CidrIp", "0.0.0.0/0"));
            }
        }
        if (blueprint.createsServiceGroup()) {
            ArrayNode ingress =
                    group(resources, Resources.SERVICE_GROUP, blueprint.names().serviceGroup(), "Tasks of ");
            for (JsonNode source : ofLoadBalancer()) {
                int port = blueprint.container().port().orElseThrow();
                ingress.add(tcp(port).set("SourceSecurityGroupId", source));
            }
        }
    }

    private ArrayNode group(Resources resources, String logicalId, String name, String purpose) {
        String description = StackNames.shortened(purpose + blueprint.service(), LONGEST_DESCRIPTION);
        ObjectNode properties = resources
                .add(logicalId, "AWS::EC2::SecurityGroup")
                .put("GroupName", name)
                .put("GroupDescription", description)
                .put("VpcId", blueprint.network().vpc().orElseThrow());
        return properties.putArray("SecurityGroupIngress");
    }

    private static ObjectNode tcp(int port) {
        return Intrinsics.object()
                .put("IpProtocol", "tcp")
                .put("FromPort", port)
                .put("ToPort", port);
    }

    /** Those that the load balancer has; none without one. */
    List<JsonNode> ofLoadBalancer() {
        if (blueprint.createsLoadBalancerGroup()) {
            return List.of(Intrinsics.attribute(Resources.LOAD_BALANCER_GROUP, "GroupId"));
        }
        List<String> existing = blueprint.loadBalancing() instanceof NewLoadBalancer created
                ? created.securityGroups()
                : BalancingRules.front(blueprint.loadBalancing())
                        .map(LoadBalancing.Front::securityGroups)
                        .orElse(List.of());
        return existing.stream().map(Intrinsics::text).toList();
    }

    /** Those that the tasks have. */
    List<JsonNode> ofTasks() {
        return blueprint.createsServiceGroup()
                ? List.of(Intrinsics.attribute(Resources.SERVICE_GROUP, "GroupId"))
                : blueprint.network().securityGroups().stream()
                        .map(Intrinsics::text)
                        .toList();
    }
}
