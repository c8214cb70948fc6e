package io.github.ecsmaven.elb;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsSession;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import software.amazon.awssdk.core.exception.SdkException;

/** Finds the address under which a load balancer serves a target group (Elastic Load Balancing API, version 2015-12-01). */
public final class LoadBalancers {
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("https", 443, "http", 80);
    // Nobody waits longer than this at the end of a deployment for a line that is only nice to have.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ElbQuery elb;

    /** Load balancers of the session's account and region. */
    public LoadBalancers(AwsSession session) {
        this(session, PATIENCE);
    }

    LoadBalancers(AwsSession session, Duration patience) {
        this.elb = new ElbQuery(session, patience);
    }

    /**
     * The URL of the first load balancer that forwards to the target group: HTTPS before HTTP, the port left out where it is the
     * scheme's own. Listeners that forward to the group by default count before those whose rules may. Empty when there is none, when its
     * listeners speak neither, when AWS does not let us look, and when it takes longer than five seconds: the address is a courtesy, not a
     * verdict.
     */
    public Optional<URI> urlOf(String targetGroupArn) {
        try {
            return elb.within(() -> look(targetGroupArn));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot look for the load balancer of " + targetGroupArn, e.getCause());
        }
    }

    private Optional<URI> look(String targetGroupArn) {
        try {
            Document groups = elb.call("DescribeTargetGroups", Map.of("TargetGroupArns.member.1", targetGroupArn));
            return Elements.members(groups, "LoadBalancerArns").stream()
                    .map(arn -> urlOfLoadBalancer(arn.getTextContent().trim(), targetGroupArn))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (SdkException | ActionableException e) {
            return Optional.empty();
        }
    }

    private Optional<URI> urlOfLoadBalancer(String arn, String targetGroupArn) {
        Document balancers = elb.call("DescribeLoadBalancers", Map.of("LoadBalancerArns.member.1", arn));
        Document listeners = elb.call("DescribeListeners", Map.of("LoadBalancerArn", arn));
        Optional<String> name = Elements.members(balancers, "LoadBalancers").stream()
                .findFirst()
                .flatMap(balancer -> Elements.text(balancer, "DNSName"));
        return Elements.members(listeners, "Listeners").stream()
                .filter(listener -> DEFAULT_PORTS.containsKey(scheme(listener)))
                .min(Comparator.comparing((Element listener) -> !forwardsTo(listener, targetGroupArn))
                        .thenComparing(listener -> !scheme(listener).equals("https"))
                        .thenComparing(listener -> !isDefaultPort(listener)))
                .flatMap(listener -> name.map(host -> url(host, listener)));
    }

    private static boolean forwardsTo(Element listener, String targetGroupArn) {
        return Elements.inside(listener, "TargetGroupArn").stream()
                .anyMatch(arn -> arn.getTextContent().trim().equals(targetGroupArn));
    }

    private static URI url(String host, Element listener) {
        return URI.create(
                scheme(listener) + "://" + host + (isDefaultPort(listener) ? "" : ":" + port(listener)) + "/");
    }

    private static boolean isDefaultPort(Element listener) {
        return String.valueOf(DEFAULT_PORTS.get(scheme(listener))).equals(port(listener));
    }

    private static String scheme(Element listener) {
        return Elements.text(listener, "Protocol").orElse("").toLowerCase(Locale.ROOT);
    }

    private static String port(Element listener) {
        return Elements.text(listener, "Port").orElse("");
    }
}
