package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.stack.LoadBalancing;
import io.github.ecsmaven.stack.LoadBalancing.Front;
import io.github.ecsmaven.stack.LoadBalancing.HealthCheck;
import io.github.ecsmaven.stack.LoadBalancing.ListenerSettings;
import io.github.ecsmaven.stack.LoadBalancing.Rule;
import io.github.ecsmaven.stack.Network.Subnet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code <loadBalancer>}. */
public final class LoadBalancerParameters {
    private static final int GRACE = 60;
    private static final Set<String> OF_HEALTH = Set.of("healthCheckPath", "healthCheckGracePeriod");
    private static final Set<String> OF_LISTENER = Set.of("certificate", "host", "port");

    private @Nullable String scheme;
    private @Nullable String healthCheckPath;
    private @Nullable Integer healthCheckGracePeriod;
    private @Nullable String certificate;
    private @Nullable String host;
    private @Nullable Integer port;
    private @Nullable List<String> subnets;
    private @Nullable List<String> securityGroups;
    private @Nullable String arn;
    private @Nullable String listener;
    private @Nullable String targetGroup;
    private @Nullable Integer priority;
    private @Nullable List<String> hosts;
    private @Nullable List<String> paths;

    /** What is taken that exists: a load balancer, a listener or a target group; empty where all is made, or nothing. */
    Optional<String> existing() {
        return Optional.ofNullable(targetGroup)
                .or(() -> Optional.ofNullable(listener))
                .or(() -> Optional.ofNullable(arn));
    }

    /** ARN of the certificate that a listener shall have. */
    Optional<String> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** Ids of the subnets that a new load balancer shall be in alone. */
    List<String> subnets() {
        return AbstractBuilderMojo.given(subnets);
    }

    /** Whether the service has no load balancer. */
    boolean isNone() {
        return scheme != null && scheme.equalsIgnoreCase("none");
    }

    /** Whether one is made, in subnets. */
    boolean isCreated() {
        return !isNone() && existing().isEmpty();
    }

    /**
     * How requests come to the service.
     *
     * @param front tells of an existing load balancer, listener or target group what AWS knows of it
     * @throws ActionableException when an element has a value that it cannot have, or they contradict each other
     */
    LoadBalancing toLoadBalancing(Function<String, Front> front) {
        refuseUnusedElements();
        if (isNone()) {
            return new LoadBalancing.None();
        }
        HealthCheck health = new HealthCheck(healthCheckPath == null ? "/" : healthCheckPath, grace());
        ListenerSettings settings =
                new ListenerSettings(certificate(), Optional.ofNullable(port), Optional.ofNullable(host));
        if (targetGroup != null) {
            return new LoadBalancing.ExistingTargetGroup(
                    targetGroup, Optional.ofNullable(arn), grace(), known(front, targetGroup));
        }
        if (listener != null) {
            return new LoadBalancing.ExistingListener(listener, rule(), health, known(front, listener));
        }
        if (arn != null) {
            return new LoadBalancing.ExistingLoadBalancer(arn, settings, health, known(front, arn));
        }
        return new LoadBalancing.NewLoadBalancer(
                settings,
                health,
                isInternal(),
                subnets().stream().map(id -> new Subnet(id, Optional.empty())).toList(),
                AbstractBuilderMojo.given(securityGroups));
    }

    private int grace() {
        return healthCheckGracePeriod == null ? GRACE : healthCheckGracePeriod;
    }

    private boolean isInternal() {
        String wanted = scheme == null ? "internet-facing" : scheme;
        if (!wanted.equals("internet-facing") && !wanted.equals("internal")) {
            throw new ActionableException(
                    "<loadBalancer><scheme> is '" + wanted + "', and it can be internet-facing, internal or none.",
                    "Correct <loadBalancer><scheme> (-Decs.loadBalancer.scheme).");
        }
        return wanted.equals("internal");
    }

    private Rule rule() {
        if (priority == null) {
            throw new ActionableException(
                    "<loadBalancer><listener> is set without <priority>, so it is unclear where its rule goes.",
                    "Set <loadBalancer><priority> (-Decs.loadBalancer.priority) to a number from 1 to 50000 that no other"
                            + " rule of the listener has.");
        }
        return new Rule(priority, AbstractBuilderMojo.given(hosts), AbstractBuilderMojo.given(paths));
    }

    /** What the user says of it counts. */
    private Front known(Function<String, Front> front, String existing) {
        List<String> groups = AbstractBuilderMojo.given(securityGroups);
        Front found = front.apply(existing);
        return groups.isEmpty() ? found : new Front(groups, found.dnsName(), found.url());
    }

    private void refuseUnusedElements() {
        if (isNone()) {
            refuseAll("<loadBalancer><scheme>none</scheme> makes no load balancer", Set.of("scheme"));
        } else if (targetGroup != null) {
            refuseAll(
                    "<loadBalancer><targetGroup> takes a target group as it is",
                    Set.of("targetGroup", "arn", "healthCheckGracePeriod", "securityGroups"));
        } else if (listener != null) {
            refuseAll(
                    "<loadBalancer><listener> takes a listener as it is",
                    Set.of(
                            "listener",
                            "priority",
                            "hosts",
                            "paths",
                            "healthCheckPath",
                            "healthCheckGracePeriod",
                            "securityGroups"));
        } else if (arn != null) {
            refuseAll("<loadBalancer><arn> takes a load balancer as it is", with("arn", "securityGroups"));
        } else {
            refuseAll(
                    "A load balancer of the service's own sends it all requests",
                    with("scheme", "subnets", "securityGroups"));
        }
    }

    private static Set<String> with(String... more) {
        return java.util.stream.Stream.of(OF_HEALTH, OF_LISTENER, Set.of(more))
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    private void refuseAll(String why, Set<String> butFor) {
        String useless = given().entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .filter(element -> !butFor.contains(element))
                .map(element -> "<loadBalancer><" + element + ">")
                .collect(Collectors.joining(", "));
        if (!useless.isEmpty()) {
            throw new ActionableException(
                    why + ", so " + useless + (useless.contains(",") ? " do" : " does") + " nothing.",
                    "Take out one or the other.");
        }
    }

    private Map<String, Boolean> given() {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("scheme", scheme != null);
        given.put("healthCheckPath", healthCheckPath != null);
        given.put("healthCheckGracePeriod", healthCheckGracePeriod != null);
        given.put("certificate", certificate != null);
        given.put("host", host != null);
        given.put("port", port != null);
        given.put("subnets", !subnets().isEmpty());
        given.put("securityGroups", !AbstractBuilderMojo.given(securityGroups).isEmpty());
        given.put("arn", arn != null);
        given.put("listener", listener != null);
        given.put("targetGroup", targetGroup != null);
        given.put("priority", priority != null);
        given.put("hosts", !AbstractBuilderMojo.given(hosts).isEmpty());
        given.put("paths", !AbstractBuilderMojo.given(paths).isEmpty());
        return given;
    }
}
