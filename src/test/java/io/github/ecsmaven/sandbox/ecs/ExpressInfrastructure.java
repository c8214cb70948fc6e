package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.elb.ElbSandbox;
import io.github.ecsmaven.sandbox.logs.LogsSandbox;
import io.github.ecsmaven.sandbox.sts.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What ECS makes for Express services with the rights of their infrastructure role: load balancer, listener, target group, log group, scaling
 * (Developer Guide, "Resources created by Amazon ECS Express Mode services"). Services of the same subnets share a load balancer; instead of a rule
 * for a host on one HTTPS listener each has a listener of its own, since the sandbox serves no HTTPS, and the endpoint of one that takes
 * connections is a port of 127.0.0.1. Security groups, alarms and certificates are not made.
 */
public final class ExpressInfrastructure {
    private static final String SCHEME = "internet-facing";

    private final ElbSandbox elb;
    private final LogsSandbox logs;
    private final Vpc vpc;
    private final String region;
    private final Roles roles;
    private final Scaling scaling;
    private final Map<String, String> loadBalancers = new LinkedHashMap<>();
    private int listeners;

    public ExpressInfrastructure(
            ElbSandbox elb, LogsSandbox logs, Vpc vpc, String region, Roles roles, Scaling scaling) {
        this.elb = elb;
        this.logs = logs;
        this.vpc = vpc;
        this.region = region;
        this.roles = roles;
        this.scaling = scaling;
    }

    /** With the load balancers, log groups, scaling and roles of a sandbox. */
    static ExpressInfrastructure in(Sandbox sandbox) {
        Roles roles = role -> {
            if (!sandbox.identities().trusts(role, Trust.ECS)) {
                throw cannotAssume(role);
            }
            return new Caller(
                    new Arns(sandbox.account(), sandbox.region()).session(role, "ECSExpressGateway"),
                    sandbox.account(),
                    sandbox.identities().deniedActions(role));
        };
        return new ExpressInfrastructure(
                sandbox.elb(),
                sandbox.logs(),
                sandbox.vpc(),
                sandbox.region(),
                roles,
                (operation, request, caller) ->
                        sandbox.service("application-autoscaling").call(operation, request, caller));
    }

    // What the provider of Terraform retries (resource aws_ecs_express_gateway_service); the API reference names the
    // exception only.
    static AwsError cannotAssume(String role) {
        return AwsError.badRequest("AccessDeniedException", "Cannot assume role " + role + ".");
    }

    /** Answers who acts with a role. */
    @FunctionalInterface
    public interface Roles {
        /** @throws AwsError when the role is not there or does not trust ecs.amazonaws.com */
        Caller assume(String role) throws AwsError;
    }

    /** Application Auto Scaling. */
    @FunctionalInterface
    public interface Scaling {
        void call(String operation, ObjectNode request, Caller caller) throws AwsError;
    }

    /** What there is for a service. */
    record Made(
            String loadBalancer,
            String listener,
            String targetGroup,
            String endpoint,
            String accessType,
            String logGroup) {}

    /** The caller with the rights of a role. */
    Caller assume(String role) throws AwsError {
        return roles.assume(role);
    }

    /** The subnets of a service that names none. */
    List<String> defaultSubnets() throws AwsError {
        List<String> there = Vpc.DEFAULT_SUBNETS.stream()
                .filter(id -> vpc.subnet(id).isPresent())
                .toList();
        if (there.isEmpty()) {
            throw EcsErrors.invalidParameter("No default VPC found. Specify subnets in the network configuration.");
        }
        return there;
    }

    Made create(Service service, ObjectNode configuration, String logGroup, Caller role) throws AwsError {
        List<String> subnets = Wire.list(configuration.path("networkConfiguration"), "subnets");
        String balancer = loadBalancer(subnets, role);
        String group = call(
                Map.of(
                        "Action", "CreateTargetGroup",
                        "Name", "ecs-gateway-tg-" + Arns.newHex().substring(0, 12),
                        "Protocol", "HTTP",
                        "Port", "80",
                        "TargetType", "ip",
                        "VpcId", vpc.subnet(subnets.get(0)).orElseThrow().vpc(),
                        "HealthCheckPath", configuration.path("healthCheckPath").asText(),
                        "HealthCheckIntervalSeconds", "10",
                        "HealthyThresholdCount", "2"),
                "TargetGroupArn",
                role);
        int port = elb.opensPorts() ? freePort() : 8000 + ++listeners;
        String listener = call(
                Map.of(
                        "Action",
                        "CreateListener",
                        "LoadBalancerArn",
                        balancer,
                        "Protocol",
                        "HTTP",
                        "Port",
                        Integer.toString(port),
                        "DefaultActions.member.1.Type",
                        "forward",
                        "DefaultActions.member.1.TargetGroupArn",
                        group),
                "ListenerArn",
                role);
        logs.seedGroup(logGroup);
        scale(service, configuration, role);
        return new Made(balancer, listener, group, endpoint(service, port), "PUBLIC", logGroup);
    }

    // Without a scheme, as the API's answers mostly have it.
    private String endpoint(Service service, int port) {
        String name = service.name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return elb.opensPorts()
                ? "http://127.0.0.1:" + port
                : name.substring(0, Math.min(2, name.length())) + "-" + Arns.newHex() + ".ecs." + region + ".on.aws";
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String loadBalancer(List<String> subnets, Caller role) throws AwsError {
        String key = String.join(" ", subnets);
        String known = loadBalancers.get(key);
        if (known != null) {
            return known;
        }
        Map<String, String> fields = new LinkedHashMap<>(Map.of(
                "Action",
                "CreateLoadBalancer",
                "Name",
                "ecs-express-gateway-alb-" + Arns.newHex().substring(0, 8),
                "Type",
                "application",
                "Scheme",
                SCHEME));
        for (int i = 0; i < subnets.size(); i++) {
            fields.put("Subnets.member." + (i + 1), subnets.get(i));
        }
        String arn = call(fields, "LoadBalancerArn", role);
        loadBalancers.put(key, arn);
        return arn;
    }

    /** Makes what is there fit another configuration. */
    void update(Service service, Made made, ObjectNode configuration, Caller role) throws AwsError {
        call(
                Map.of(
                        "Action", "ModifyTargetGroup",
                        "TargetGroupArn", made.targetGroup(),
                        "HealthCheckPath", configuration.path("healthCheckPath").asText()),
                "TargetGroupArn",
                role);
        scale(service, configuration, role);
    }

    void restore(Service service, Made made, ObjectNode configuration, Caller role) {
        try {
            update(service, made, configuration, role);
        } catch (AwsError e) {
            service.say(service.createdAt, "could not restore its load balancing: " + e.message());
        }
    }

    private void scale(Service service, ObjectNode configuration, Caller role) throws AwsError {
        JsonNode target = configuration.path("scalingTarget");
        scaling.call(
                "RegisterScalableTarget",
                resource(service)
                        .put("MinCapacity", target.path("minTaskCount").asInt())
                        .put("MaxCapacity", target.path("maxTaskCount").asInt()),
                role);
    }

    private static ObjectNode resource(Service service) {
        return Wire.object()
                .put("ServiceNamespace", "ecs")
                .put("ResourceId", "service/" + service.cluster.name + "/" + service.name)
                .put("ScalableDimension", "ecs:service:DesiredCount");
    }

    /** The log group stays: the API reference does not name it among what is removed. */
    void remove(Service service, ExpressService express) {
        Made made = express.made;
        Caller role = new Caller("arn:aws:sts::000000000000:assumed-role/ecs/express", "000000000000", Set.of());
        try {
            scaling.call("DeregisterScalableTarget", resource(service), role);
            call(Map.of("Action", "DeleteListener", "ListenerArn", made.listener()), "", role);
            call(Map.of("Action", "DeleteTargetGroup", "TargetGroupArn", made.targetGroup()), "", role);
            if (isUnused(made.loadBalancer(), role)) {
                call(Map.of("Action", "DeleteLoadBalancer", "LoadBalancerArn", made.loadBalancer()), "", role);
                loadBalancers.values().remove(made.loadBalancer());
            }
        } catch (AwsError e) {
            // Somebody has removed it by hand.
            service.say(service.createdAt, "could not remove its load balancing: " + e.message());
        }
    }

    private boolean isUnused(String loadBalancer, Caller role) throws AwsError {
        return !elb.call(
                        Map.of("Action", "DescribeListeners", "Version", "2015-12-01", "LoadBalancerArn", loadBalancer),
                        role)
                .toString()
                .contains("<ListenerArn>");
    }

    private String call(Map<String, String> fields, String wanted, Caller caller) throws AwsError {
        String answer = elb.call(fields, caller).toString();
        int start = answer.indexOf("<" + wanted + ">") + wanted.length() + 2;
        return wanted.isEmpty() ? "" : answer.substring(start, answer.indexOf("</", start));
    }
}
