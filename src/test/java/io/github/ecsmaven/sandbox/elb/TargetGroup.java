package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.query.Xml;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A target group. Whoever registers a target carries out its checks and tells the result. Safe for use by several threads. */
public final class TargetGroup {
    /** What two target groups of the same name must share to be one. */
    record Settings(String name, String protocol, int port, String vpc, String targetType, HealthCheck healthCheck) {}

    private final String arn;
    private volatile Settings settings;
    private final Map<String, Target> targets = new LinkedHashMap<>();
    // API reference, "TargetGroupAttribute": the defaults.
    private final Map<String, String> attributes = new TreeMap<>(Map.of(
            "deregistration_delay.timeout_seconds", "300",
            "stickiness.enabled", "false",
            "load_balancing.cross_zone.enabled", "use_load_balancer_configuration"));
    private final List<String> forwardingLoadBalancers = new ArrayList<>();

    private String healthCheckPort = "traffic-port";

    TargetGroup(String arn, Settings settings) {
        this.arn = arn;
        this.settings = settings;
    }

    public String arn() {
        return arn;
    }

    /** What its targets are: {@code ip} or {@code instance}. */
    public String targetType() {
        return settings.targetType();
    }

    public HealthCheck healthCheck() {
        return settings.healthCheck();
    }

    /** Whether a listener of a load balancer forwards to it. */
    public synchronized boolean isInUse() {
        return !forwardingLoadBalancers.isEmpty();
    }

    /** Tells that checks go to a port of their own; they are carried out on the port of the traffic all the same. */
    public synchronized void tellHealthCheckPort(int port) {
        healthCheckPort = String.valueOf(port);
    }

    /** Sets an attribute that it has. */
    public synchronized void set(String attribute, String value) {
        if (attributes.replace(attribute, value) == null) {
            throw new IllegalArgumentException("no attribute " + attribute);
        }
    }

    synchronized Map<String, String> attributes() {
        return Map.copyOf(attributes);
    }

    /** Its targets are checked another way from now on. */
    void check(HealthCheck healthCheck) {
        settings = new Settings(
                settings.name(),
                settings.protocol(),
                settings.port(),
                settings.vpc(),
                settings.targetType(),
                healthCheck);
    }

    Settings settings() {
        return settings;
    }

    /** A listener of the load balancer forwards to it from now on. */
    synchronized void forwardedFrom(String loadBalancerArn) {
        forwardingLoadBalancers.add(loadBalancerArn);
    }

    /** One listener of the load balancer less forwards to it. */
    synchronized void noLongerForwardedFrom(String loadBalancerArn) {
        forwardingLoadBalancers.remove(loadBalancerArn);
    }

    synchronized List<String> loadBalancerArns() {
        return forwardingLoadBalancers.stream().distinct().toList();
    }

    /**
     * Takes a target up, which gets no connections before it passed a check, unless no other target has.
     *
     * @param id IP address or EC2 instance
     * @param address where it really is on this machine, when it is anywhere
     */
    public synchronized void register(String id, int port, @Nullable InetSocketAddress address) {
        targets.put(key(id, port), Target.initial(id, port, address));
    }

    /** The target passed a check. */
    public synchronized void pass(String id, int port) {
        change(id, port, target -> target.in(Target.State.HEALTHY));
    }

    /** The target missed as many checks as make it unhealthy; it is told how it missed the last. */
    public synchronized void fail(String id, int port, MissedCheck last) {
        change(id, port, target -> target.unhealthy(last));
    }

    /** The target gets no new connections; those that stand go on. */
    public synchronized void drain(String id, int port) {
        targets.computeIfPresent(key(id, port), (key, target) -> target.in(Target.State.DRAINING));
    }

    private void change(String id, int port, UnaryOperator<Target> change) {
        targets.computeIfPresent(
                key(id, port),
                (key, target) -> target.state() == Target.State.DRAINING ? target : change.apply(target));
    }

    /** The target is one no longer. */
    public synchronized void forget(String id, int port) {
        targets.remove(key(id, port));
    }

    private static String key(String id, int port) {
        return id + ":" + port;
    }

    /** The health of its targets in the API's words, the oldest first. */
    public synchronized List<String> states() {
        return targets().stream()
                .map(target -> target.shownState(isInUse()).word())
                .toList();
    }

    synchronized List<Target> targets() {
        return List.copyOf(targets.values());
    }

    /**
     * Where new connections go: to the healthy targets, and while there is none to all that are registered (Elastic Load Balancing user
     * guide, "Health checks for target groups"). What is nowhere on this machine is an address that does not resolve.
     */
    synchronized List<InetSocketAddress> addresses() {
        List<InetSocketAddress> healthy = addresses(Set.of(Target.State.HEALTHY));
        return healthy.isEmpty() ? addresses(Set.of(Target.State.INITIAL, Target.State.UNHEALTHY)) : healthy;
    }

    private List<InetSocketAddress> addresses(Set<Target.State> states) {
        return targets.values().stream()
                .filter(target -> states.contains(target.state()))
                .map(target -> Objects.requireNonNullElseGet(
                        target.address(), () -> InetSocketAddress.createUnresolved(target.id(), target.port())))
                .toList();
    }

    void write(Xml xml) {
        HealthCheck check = settings.healthCheck();
        boolean http = !check.path().isEmpty();
        xml.text("TargetGroupArn", arn)
                .text("TargetGroupName", settings.name())
                .text("Protocol", settings.protocol())
                .text("Port", settings.port())
                .text("VpcId", settings.vpc())
                .text("TargetType", settings.targetType())
                .text("IpAddressType", "ipv4")
                .text("HealthCheckEnabled", true)
                .text("HealthCheckProtocol", check.protocol())
                .text("HealthCheckPort", healthCheckPort)
                .text("HealthCheckIntervalSeconds", check.intervalSeconds())
                .text("HealthCheckTimeoutSeconds", check.timeoutSeconds())
                .text("HealthyThresholdCount", check.healthyThreshold())
                .text("UnhealthyThresholdCount", check.unhealthyThreshold());
        if (http) {
            xml.text("HealthCheckPath", check.path());
            xml.element("Matcher", matcher -> matcher.text("HttpCode", check.codes()));
        }
        if (!settings.protocol().equals("TCP")) {
            xml.text("ProtocolVersion", "HTTP1");
        }
        xml.texts("LoadBalancerArns", loadBalancerArns());
    }
}
