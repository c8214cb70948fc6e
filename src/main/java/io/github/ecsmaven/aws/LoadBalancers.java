package io.github.ecsmaven.aws;

import io.github.ecsmaven.ActionableException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import software.amazon.awssdk.core.exception.SdkException;

/** Finds the address under which a load balancer serves a target group (Elastic Load Balancing API, version 2015-12-01). */
public final class LoadBalancers {
    private static final String SERVICE = "elasticloadbalancing";
    private static final String VERSION = "2015-12-01";
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("https", 443, "http", 80);
    // Nobody waits longer than this at the end of a deployment for a line that is only nice to have.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AwsSession session;
    private final Duration patience;

    /** Load balancers of the session's account and region. */
    public LoadBalancers(AwsSession session) {
        this(session, PATIENCE);
    }

    LoadBalancers(AwsSession session, Duration patience) {
        this.session = session;
        this.patience = patience;
    }

    /**
     * The URL of the first load balancer that forwards to the target group: HTTPS before HTTP, the port left out where it is the
     * scheme's own. Listeners that forward to the group by default count before those whose rules may. Empty when there is none, when its
     * listeners speak neither, when AWS does not let us look, and when it takes longer than five seconds: the address is a courtesy, not a
     * verdict.
     */
    public Optional<URI> urlOf(String targetGroupArn) {
        FutureTask<Optional<URI>> look = new FutureTask<>(() -> look(targetGroupArn));
        Thread thread = new Thread(look, "ecs-load-balancer");
        thread.setDaemon(true);
        thread.start();
        try {
            return look.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot look for the load balancer of " + targetGroupArn, e.getCause());
        }
    }

    private Optional<URI> look(String targetGroupArn) {
        try {
            Document groups = call("DescribeTargetGroups", Map.of("TargetGroupArns.member.1", targetGroupArn));
            return elements(groups, "LoadBalancerArns").stream()
                    .flatMap(arns -> members(arns).stream())
                    .map(arn -> urlOfLoadBalancer(arn.getTextContent().trim(), targetGroupArn))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (SdkException | ActionableException e) {
            return Optional.empty();
        }
    }

    private Optional<URI> urlOfLoadBalancer(String arn, String targetGroupArn) {
        Document balancers = call("DescribeLoadBalancers", Map.of("LoadBalancerArns.member.1", arn));
        Document listeners = call("DescribeListeners", Map.of("LoadBalancerArn", arn));
        Optional<String> name = SignedQuery.first(balancers, "DNSName");
        return elements(listeners, "Listeners").stream()
                .flatMap(list -> members(list).stream())
                .filter(listener -> DEFAULT_PORTS.containsKey(scheme(listener)))
                .min(Comparator.comparing((Element listener) -> !forwardsTo(listener, targetGroupArn))
                        .thenComparing(listener -> !scheme(listener).equals("https"))
                        .thenComparing(listener -> !isDefaultPort(listener)))
                .flatMap(listener -> name.map(host -> url(host, listener)));
    }

    private static boolean forwardsTo(Element listener, String targetGroupArn) {
        return list(listener.getElementsByTagNameNS("*", "TargetGroupArn")).stream()
                .anyMatch(arn -> arn.getTextContent().trim().equals(targetGroupArn));
    }

    private static URI url(String host, Element listener) {
        return URI.create(
                scheme(listener) + "://" + host + (isDefaultPort(listener) ? "" : ":" + text(listener, "Port")) + "/");
    }

    private static boolean isDefaultPort(Element listener) {
        return String.valueOf(DEFAULT_PORTS.get(scheme(listener))).equals(text(listener, "Port"));
    }

    private static String scheme(Element listener) {
        return text(listener, "Protocol").toLowerCase(Locale.ROOT);
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagNameNS("*", name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().trim();
    }

    private static List<Element> elements(Document document, String name) {
        return list(document.getElementsByTagNameNS("*", name));
    }

    private static List<Element> members(Element parent) {
        return list(parent.getChildNodes()).stream()
                .filter(child -> "member".equals(child.getLocalName()))
                .toList();
    }

    private static List<Element> list(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private Document call(String action, Map<String, String> parameters) {
        Map<String, String> form = new HashMap<>(parameters);
        form.put("Action", action);
        form.put("Version", VERSION);
        return session.query(SERVICE, form);
    }
}
