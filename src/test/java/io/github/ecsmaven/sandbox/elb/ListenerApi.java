package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.elb.Listener.Settings;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The actions on listeners (API reference, "CreateListener" and its neighbours). */
final class ListenerApi {
    private static final Set<String> OF_APPLICATIONS = Set.of("HTTP", "HTTPS");
    private static final Pattern CERTIFICATE =
            Pattern.compile("arn:[^:]+:(acm:[^:]+:[0-9]{12}:certificate|iam::[0-9]{12}:server-certificate)/.+");
    private static final int HIGHEST_PRIVILEGED = 1023;

    // What a listener gets that names no policy (API reference, "CreateListener").
    private static final String DEFAULT_POLICY = "ELBSecurityPolicy-2016-08";

    private final ElbSandbox elb;

    ListenerApi(ElbSandbox elb) {
        this.elb = elb;
    }

    Xml create(QueryForm form, Caller caller) throws AwsError {
        String balancerArn = form.required("LoadBalancerArn");
        String protocol = form.required("Protocol");
        int port = form.number("Port", 1, 65535)
                .orElseThrow(() -> ElbErrors.validation("A listener port must be specified"));
        ListenerAction action = ListenerAction.read(form.structures("DefaultActions"), elb);
        String certificate = certificate(form).orElse(null);
        String policy = form.optional("SslPolicy").orElse(DEFAULT_POLICY);
        Map<String, String> tags = TagApi.read(form);
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:CreateListener", balancerArn);
        TagApi.require(caller, tags, elb.arns.listener(balancerArn, "*"));
        LoadBalancer balancer = LoadBalancerApi.find(elb, balancerArn);
        checkProtocol(balancer, protocol);
        checkCertificate(protocol, certificate);
        checkFit(balancer, action);
        refuseSecond(balancer, port);
        Listener created = open(balancer, new Settings(protocol, port, certificate, policy, action));
        elb.listeners.put(created.arn, created);
        elb.tags.put(created.arn, tags);
        return new Xml().members("Listeners", List.of(created), (xml, one) -> one.write(xml));
    }

    private static Optional<String> certificate(QueryForm form) throws AwsError {
        List<QueryForm> certificates = form.structures("Certificates");
        return certificates.isEmpty()
                ? Optional.empty()
                : Optional.of(certificates.get(0).required("CertificateArn"));
    }

    /** What is left out stays (API reference, "ModifyListener"). */
    Xml modify(QueryForm form, Caller caller) throws AwsError {
        String arn = form.required("ListenerArn");
        Optional<String> wantedProtocol = form.optional("Protocol");
        Optional<Integer> wantedPort = form.number("Port", 1, 65535);
        List<QueryForm> actions = form.structures("DefaultActions");
        ListenerAction wanted = actions.isEmpty() ? null : ListenerAction.read(actions, elb);
        Optional<String> certificate = certificate(form);
        Optional<String> policy = form.optional("SslPolicy");
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:ModifyListener", arn);
        Listener listener = find(arn);
        Settings now = listener.settings;
        String protocol = wantedProtocol.orElse(now.protocol());
        int port = wantedPort.orElse(now.port());
        if (elb.opensPorts() && (port != now.port() || !protocol.equals(now.protocol()))) {
            throw AwsError.notImplemented("another port or protocol of a listener that takes connections");
        }
        if (port != now.port()) {
            refuseSecond(listener.loadBalancer, port);
        }
        String effective = protocol.equals("HTTPS") ? certificate.orElse(now.certificate()) : certificate.orElse(null);
        checkProtocol(listener.loadBalancer, protocol);
        checkCertificate(protocol, effective);
        ListenerAction action = wanted == null ? now.action() : wanted;
        checkFit(listener.loadBalancer, action);
        listener.modify(new Settings(protocol, port, effective, policy.orElse(String.valueOf(now.policy())), action));
        return new Xml().members("Listeners", List.of(listener), (xml, one) -> one.write(xml));
    }

    private static void checkProtocol(LoadBalancer balancer, String protocol) throws AwsError {
        if (balancer.isApplication() && !OF_APPLICATIONS.contains(protocol)) {
            throw ElbErrors.validation("Listener protocol '" + protocol + "' must be one of 'HTTPS, HTTP'");
        }
        if (!balancer.isApplication() && OF_APPLICATIONS.contains(protocol)) {
            throw ElbErrors.validation("Listener protocol '" + protocol + "' must be one of 'UDP, TCP, TCP_UDP, TLS'");
        }
        if (!balancer.isApplication() && !protocol.equals("TCP")) {
            throw AwsError.notImplemented("listeners of protocol " + protocol);
        }
    }

    private static void checkCertificate(String protocol, @Nullable String certificate) throws AwsError {
        if (protocol.equals("HTTPS") && certificate == null) {
            throw ElbErrors.validation("A certificate must be specified for HTTPS listeners");
        }
        if (!protocol.equals("HTTPS") && certificate != null) {
            throw ElbErrors.validation("A certificate cannot be specified for " + protocol + " listeners");
        }
        if (certificate != null && !CERTIFICATE.matcher(certificate).matches()) {
            throw ElbErrors.of("CertificateNotFound", "Certificate '" + certificate + "' not found");
        }
    }

    /** Whether the load balancer can do that. */
    void checkFit(LoadBalancer balancer, ListenerAction action) throws AwsError {
        if (action.target().isEmpty()) {
            if (!balancer.isApplication()) {
                throw ElbErrors.of("InvalidLoadBalancerAction", "A network load balancer's listeners can only forward");
            }
            return;
        }
        TargetGroup group = action.target().get();
        boolean forApplications = OF_APPLICATIONS.contains(group.settings().protocol());
        if (forApplications != balancer.isApplication()) {
            throw ElbErrors.of(
                    "InvalidConfigurationRequest",
                    "The target group '" + group.arn() + "' has protocol '"
                            + group.settings().protocol() + "', which a load balancer of type '"
                            + balancer.settings().type() + "' does not support");
        }
        if (!group.settings().vpc().equals(balancer.vpc(elb.vpc))) {
            throw ElbErrors.of(
                    "InvalidConfigurationRequest",
                    "The target group '" + group.arn() + "' is not in the VPC of the load balancer '" + balancer.arn()
                            + "'");
        }
        if (group.loadBalancerArns().stream().anyMatch(other -> !other.equals(balancer.arn()))) {
            throw ElbErrors.of(
                    "TargetGroupAssociationLimit",
                    "The following target groups cannot be associated with more than one load balancer: "
                            + group.arn());
        }
    }

    private void refuseSecond(LoadBalancer balancer, int port) throws AwsError {
        for (Listener other : elb.listeners.values()) {
            if (other.settings.port() == port && other.loadBalancer.arn().equals(balancer.arn())) {
                throw ElbErrors.of(
                        "DuplicateListener",
                        "A listener already exists on this port for this load balancer '" + balancer.arn() + "'");
            }
        }
    }

    private Listener open(LoadBalancer balancer, Settings settings) throws AwsError {
        AtomicReference<Listener> opened = new AtomicReference<>();
        TcpForwarder forwarder = elb.opensPorts() ? bind(settings.protocol(), settings.port(), opened) : null;
        Listener listener =
                new Listener(elb.arns.listener(balancer.arn(), ElbArns.newId()), balancer, settings, forwarder);
        opened.set(listener);
        return listener;
    }

    private static TcpForwarder bind(String protocol, int port, AtomicReference<Listener> opened) throws AwsError {
        if (protocol.equals("HTTPS")) {
            throw AwsError.notImplemented("HTTPS listeners that take connections, since it holds no certificates");
        }
        int real = ListenerPorts.of(port);
        if (real <= HIGHEST_PRIVILEGED) {
            throw AwsError.notImplemented("a listener on port " + port
                    + ": its listeners are ports of 127.0.0.1, so choose one above " + HIGHEST_PRIVILEGED);
        }
        try {
            return protocol.equals("TCP")
                    ? TcpForwarder.tcp(real, () -> addresses(opened.get()))
                    : TcpForwarder.http(real, () -> addresses(opened.get()), () -> routing(opened.get()));
        } catch (IOException e) {
            throw AwsError.notImplemented("a listener on port " + port + ": its listeners are ports of 127.0.0.1, and"
                    + " this one cannot be opened (" + e.getMessage() + ")");
        }
    }

    private static List<InetSocketAddress> addresses(@Nullable Listener listener) {
        return listener == null
                ? List.of()
                : listener.settings
                        .action()
                        .target()
                        .map(TargetGroup::addresses)
                        .orElse(List.of());
    }

    /** Requests are looked at only where that makes a difference. */
    private static Optional<HttpRouting> routing(@Nullable Listener listener) {
        boolean plain = listener == null
                || listener.rules.isEmpty()
                        && listener.settings.action().target().isPresent();
        return plain ? Optional.empty() : Optional.of(new HttpRouting(listener::actionFor));
    }

    Xml describe(QueryForm form, Caller caller) throws AwsError {
        Optional<String> balancer = form.optional("LoadBalancerArn");
        List<String> arns = form.list("ListenerArns");
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:DescribeListeners");
        if (balancer.isPresent() != arns.isEmpty()) {
            throw ElbErrors.validation("You must specify either listener ARNs or a load balancer ARN");
        }
        if (balancer.isPresent()) {
            LoadBalancerApi.find(elb, balancer.get());
        }
        for (String arn : arns) {
            find(arn);
        }
        List<Listener> found = elb.listeners.values().stream()
                .filter(one ->
                        arns.isEmpty() ? one.loadBalancer.arn().equals(balancer.orElseThrow()) : arns.contains(one.arn))
                .toList();
        return new Xml().members("Listeners", found, (xml, one) -> one.write(xml));
    }

    Listener find(String arn) throws AwsError {
        ElbArns.check("listener", "listener", arn);
        Listener found = elb.listeners.get(arn);
        if (found == null) {
            throw ElbErrors.of("ListenerNotFound", "One or more listeners not found");
        }
        return found;
    }

    Xml delete(QueryForm form, Caller caller) throws AwsError {
        String arn = form.required("ListenerArn");
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:DeleteListener", arn);
        Listener listener = find(arn);
        listener.close();
        elb.listeners.remove(arn);
        elb.tags.remove(arn);
        return new Xml();
    }
}
