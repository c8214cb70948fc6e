package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.query.Xml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A listener with its default action and rules. */
final class Listener {
    final String arn;
    final LoadBalancer loadBalancer;
    /** By priority. */
    final List<ListenerRule> rules = new ArrayList<>();

    volatile Settings settings;

    /** The real port, where ports are opened. */
    private final @Nullable TcpForwarder forwarder;

    /**
     * What can be modified.
     *
     * @param certificate ARN, with HTTPS only
     * @param policy of security, with HTTPS only
     */
    record Settings(
            String protocol, int port, @Nullable String certificate, @Nullable String policy, ListenerAction action) {}

    Listener(String arn, LoadBalancer loadBalancer, Settings settings, @Nullable TcpForwarder forwarder) {
        this.arn = arn;
        this.loadBalancer = loadBalancer;
        this.settings = settings;
        this.forwarder = forwarder;
        use(settings.action());
    }

    private void use(ListenerAction action) {
        action.target().ifPresent(group -> group.forwardedFrom(loadBalancer.arn()));
    }

    private void leave(ListenerAction action) {
        action.target().ifPresent(group -> group.noLongerForwardedFrom(loadBalancer.arn()));
    }

    synchronized void modify(Settings other) {
        use(other.action());
        leave(settings.action());
        settings = other;
    }

    synchronized void add(ListenerRule rule) {
        use(rule.action);
        rules.add(rule);
        sort();
    }

    synchronized void modify(ListenerRule rule, ListenerAction action) {
        use(action);
        leave(rule.action);
        rule.action = action;
    }

    synchronized void remove(ListenerRule rule) {
        leave(rule.action);
        rules.remove(rule);
    }

    synchronized void sort() {
        rules.sort(Comparator.comparing(rule -> rule.priority));
    }

    /** What is done with a request of that host and path. */
    synchronized ListenerAction actionFor(String host, String path) {
        return rules.stream()
                .filter(rule -> rule.fits(host, path))
                .map(rule -> rule.action)
                .findFirst()
                .orElse(settings.action());
    }

    /** Takes no new connections. */
    synchronized void close() {
        leave(settings.action());
        rules.forEach(rule -> leave(rule.action));
        rules.clear();
        if (forwarder != null) {
            forwarder.close();
        }
    }

    void write(Xml xml) {
        Settings now = settings;
        xml.text("ListenerArn", arn)
                .text("LoadBalancerArn", loadBalancer.arn())
                .text("Port", now.port())
                .text("Protocol", now.protocol());
        if (now.certificate() != null) {
            xml.text("SslPolicy", String.valueOf(now.policy()))
                    .members("Certificates", List.of(now.certificate()), (one, it) -> one.text("CertificateArn", it));
        }
        xml.members("DefaultActions", List.of(now.action()), (xmlOfAction, action) -> action.write(xmlOfAction));
    }
}
