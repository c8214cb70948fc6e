package io.github.ecsmaven.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.stack.LoadBalancing.ExistingListener;
import io.github.ecsmaven.stack.LoadBalancing.ExistingLoadBalancer;
import io.github.ecsmaven.stack.LoadBalancing.ExistingTargetGroup;
import io.github.ecsmaven.stack.LoadBalancing.HealthCheck;
import io.github.ecsmaven.stack.LoadBalancing.ListenerSettings;
import io.github.ecsmaven.stack.LoadBalancing.NewLoadBalancer;
import io.github.ecsmaven.stack.LoadBalancing.Rule;
import io.github.ecsmaven.stack.Network.Subnet;
import java.util.List;
import java.util.Optional;

/** Load balancer, target group, listeners and rule. */
final class Balancer {
    // Of the policies with TLS 1.3 the one that still speaks 1.2 (Elastic Load Balancing, "Security policies").
    private static final String SSL_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";
    private static final int INTERVAL = 10;
    private static final int TIMEOUT = 5;
    private static final int HEALTHY = 2;
    private static final int DEREGISTRATION_DELAY = 30;
    private static final String HTTP = "HTTP";
    private static final String HTTPS = "HTTPS";

    private final ServiceBlueprint blueprint;

    Balancer(ServiceBlueprint blueprint) {
        this.blueprint = blueprint;
    }

    void addTo(Resources resources) {
        LoadBalancing balancing = blueprint.loadBalancing();
        if (balancing instanceof NewLoadBalancer created) {
            addLoadBalancer(resources, created);
            addTargetGroup(resources, created.health());
            addListeners(resources, Intrinsics.ref(Resources.LOAD_BALANCER), created.listener());
        } else if (balancing instanceof ExistingLoadBalancer there) {
            addTargetGroup(resources, there.health());
            addListeners(resources, Intrinsics.text(there.arn()), there.listener());
        } else if (balancing instanceof ExistingListener there) {
            addTargetGroup(resources, there.health());
            addRule(resources, there);
        }
    }

    private void addLoadBalancer(Resources resources, NewLoadBalancer created) {
        ObjectNode properties = resources
                .add(Resources.LOAD_BALANCER, "AWS::ElasticLoadBalancingV2::LoadBalancer")
                .put("Name", blueprint.names().loadBalancer(created.internal()))
                .put("Type", "application")
                .put("Scheme", created.internal() ? "internal" : "internet-facing");
        List<Subnet> subnets = created.subnets().isEmpty() ? blueprint.network().subnets() : created.subnets();
        properties.set(
                "Subnets", Intrinsics.texts(subnets.stream().map(Subnet::id).toList()));
        properties.set("SecurityGroups", Intrinsics.array(new SecurityGroups(blueprint).ofLoadBalancer()));
    }

    private void addTargetGroup(Resources resources, HealthCheck health) {
        String type = blueprint.task().isAwsvpc() ? "ip" : "instance";
        int port = blueprint.container().port().orElseThrow();
        String vpc = blueprint.network().vpc().orElseThrow();
        ObjectNode properties = resources
                .add(Resources.TARGET_GROUP, "AWS::ElasticLoadBalancingV2::TargetGroup")
                .put("Name", blueprint.names().targetGroup(type + port + vpc))
                .put("VpcId", vpc)
                .put("TargetType", type)
                .put("Protocol", HTTP)
                .put("Port", port)
                .put("HealthCheckPath", health.path())
                .put("HealthCheckIntervalSeconds", INTERVAL)
                .put("HealthCheckTimeoutSeconds", TIMEOUT)
                .put("HealthyThresholdCount", HEALTHY);
        properties
                .putArray("TargetGroupAttributes")
                .add(Intrinsics.pair("deregistration_delay.timeout_seconds", String.valueOf(DEREGISTRATION_DELAY)));
    }

    private static void addListeners(Resources resources, JsonNode loadBalancer, ListenerSettings settings) {
        ObjectNode listener =
                listener(resources, Resources.LISTENER, loadBalancer, settings.number(), settings.isHttps());
        settings.certificate().ifPresent(arn -> {
            listener.put("SslPolicy", SSL_POLICY);
            listener.putArray("Certificates").addObject().put("CertificateArn", arn);
        });
        listener.putArray("DefaultActions").add(forward());
        if (settings.redirects()) {
            ObjectNode action = listener(resources, Resources.REDIRECT, loadBalancer, 80, false)
                    .putArray("DefaultActions")
                    .addObject()
                    .put("Type", "redirect");
            action.putObject("RedirectConfig")
                    .put("Protocol", HTTPS)
                    .put("Port", String.valueOf(settings.number()))
                    .put("StatusCode", "HTTP_301");
        }
    }

    private static ObjectNode listener(
            Resources resources, String logicalId, JsonNode loadBalancer, int port, boolean https) {
        ObjectNode properties = resources.add(logicalId, "AWS::ElasticLoadBalancingV2::Listener");
        properties.set("LoadBalancerArn", loadBalancer);
        return properties.put("Protocol", https ? HTTPS : HTTP).put("Port", port);
    }

    private static ObjectNode forward() {
        ObjectNode action = Intrinsics.object().put("Type", "forward");
        action.set("TargetGroupArn", Intrinsics.ref(Resources.TARGET_GROUP));
        return action;
    }

    private static void addRule(Resources resources, ExistingListener there) {
        Rule rule = there.rule();
        ObjectNode properties = resources
                .add(Resources.RULE, "AWS::ElasticLoadBalancingV2::ListenerRule")
                .put("ListenerArn", there.arn())
                .put("Priority", rule.priority());
        ArrayNode conditions = properties.putArray("Conditions");
        condition(conditions, "host-header", "HostHeaderConfig", rule.hosts());
        condition(conditions, "path-pattern", "PathPatternConfig", rule.paths());
        properties.putArray("Actions").add(forward());
    }

    private static void condition(ArrayNode conditions, String field, String config, List<String> values) {
        if (!values.isEmpty()) {
            ObjectNode condition = conditions.addObject().put("Field", field);
            condition.putObject(config).set("Values", Intrinsics.texts(values));
        }
    }

    /** Whose targets the tasks are. */
    Optional<JsonNode> targetGroup() {
        if (!blueprint.loadBalancing().isThere()) {
            return Optional.empty();
        }
        return Optional.of(
                blueprint.loadBalancing() instanceof ExistingTargetGroup there
                        ? Intrinsics.text(there.arn())
                        : Intrinsics.ref(Resources.TARGET_GROUP));
    }

    int graceSeconds() {
        LoadBalancing balancing = blueprint.loadBalancing();
        if (balancing instanceof NewLoadBalancer created) {
            return created.health().graceSeconds();
        }
        if (balancing instanceof ExistingLoadBalancer there) {
            return there.health().graceSeconds();
        }
        return balancing instanceof ExistingListener there
                ? there.health().graceSeconds()
                : ((ExistingTargetGroup) balancing).graceSeconds();
    }
}
