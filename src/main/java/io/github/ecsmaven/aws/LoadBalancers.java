package io.github.ecsmaven.aws;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import software.amazon.awssdk.core.exception.SdkException;

/** Finds the address under which a load balancer serves a target group (Elastic Load Balancing API, version 2015-12-01). */
public final class LoadBalancers {
    private static final String SERVICE = "elasticloadbalancing";
    private static final String VERSION = "2015-12-01";
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("https", 443, "http", 80);

    private final AwsSession session;

    /** Load balancers of the session's account and region. */
    public LoadBalancers(AwsSession session) {
        this.session = session;
    }

    /**
     * The URL of the first load balancer that forwards to the target group: HTTPS before HTTP, the port left out where it is the
     * scheme's own. Empty when there is none, when its listeners speak neither, and when AWS does not let us look: the address is a
     * courtesy, not a verdict.
     */
    public Optional<URI> urlOf(String targetGroupArn) {
        try {
            Document groups = call("DescribeTargetGroups", Map.of("TargetGroupArns.member.1", targetGroupArn));
            return elements(groups, "LoadBalancerArns").stream()
                    .flatMap(arns -> members(arns).stream())
                    .map(arn -> urlOfLoadBalancer(arn.getTextContent().trim()))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (SdkException e) {
            return Optional.empty();
        }
    }

    private Optional<URI> urlOfLoadBalancer(String arn) {
        Document balancers = call("DescribeLoadBalancers", Map.of("LoadBalancerArns.member.1", arn));
        Document listeners = call("DescribeListeners", Map.of("LoadBalancerArn", arn));
        Optional<String> name = SignedQuery.first(balancers, "DNSName");
        return elements(listeners, "Listeners").stream()
                .flatMap(list -> members(list).stream())
                .filter(listener -> DEFAULT_PORTS.containsKey(scheme(listener)))
                .max(Comparator.comparing(LoadBalancers::scheme))
                .flatMap(listener -> name.map(host -> url(host, listener)));
    }

    private static URI url(String host, Element listener) {
        String scheme = scheme(listener);
        int port = Integer.parseInt(text(listener, "Port"));
        boolean usual = DEFAULT_PORTS.getOrDefault(scheme, 0) == port;
        return URI.create(scheme + "://" + host + (usual ? "" : ":" + port) + "/");
    }

    private static String scheme(Element listener) {
        return text(listener, "Protocol").toLowerCase(java.util.Locale.ROOT);
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
