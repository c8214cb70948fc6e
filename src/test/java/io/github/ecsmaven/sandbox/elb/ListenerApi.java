package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The actions on listeners (API reference, "CreateListener" and its neighbours). */
final class ListenerApi {
    private static final Set<String> OF_APPLICATIONS = Set.of("HTTP", "HTTPS");
    private static final Pattern CERTIFICATE =
            Pattern.compile("arn:[^:]+:(acm:[^:]+:[0-9]{12}:certificate|iam::[0-9]{12}:server-certificate)/.+");
    private static final int HIGHEST_PRIVILEGED = 1023;

    private final ElbSandbox elb;

    ListenerApi(ElbSandbox elb) {
        this.elb = elb;
    }

    Xml create(QueryForm form, Caller caller) throws AwsError {
        String balancerArn = form.required("LoadBalancerArn");
        String protocol = form.required("Protocol");
        int port = form.number("Port", 1, 65535)
                .orElseThrow(() -> ElbErrors.validation("A listener port must be specified"));
        String groupArn = forwardedTo(form);
        List<QueryForm> certificates = form.structures("Certificates");
        String certificate = certificates.isEmpty() ? null : certificates.get(0).required("CertificateArn");
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:CreateListener", balancerArn);
        LoadBalancer balancer = LoadBalancerApi.find(elb, balancerArn);
        checkProtocol(balancer, protocol);
        checkCertificate(protocol, certificate);
        TargetGroup group = TargetGroupApi.find(elb, groupArn);
        checkFit(balancer, group);
        refuseSecond(balancer, port);
        Listener created = open(balancer, protocol, port, certificate, group);
        elb.listeners.put(created.arn(), created);
        return new Xml().members("Listeners", List.of(created), (xml, one) -> one.write(xml));
    }

    /** The one target group of the one default action, in either of the two ways to say so. */
    private static String forwardedTo(QueryForm form) throws AwsError {
        List<QueryForm> actions = form.structures("DefaultActions");
        if (actions.size() != 1) {
            throw ElbErrors.validation("A listener must have one default action");
        }
        QueryForm action = actions.get(0);
        String type = action.required("Type");
        if (!type.equals("forward")) {
            throw AwsError.notImplemented("listeners' actions of type " + type);
        }
        Optional<QueryForm> forward = action.structure("ForwardConfig");
        if (forward.isEmpty()) {
            return action.required("TargetGroupArn");
        }
        List<QueryForm> groups = forward.get().structures("TargetGroups");
        if (groups.size() != 1) {
            throw AwsError.notImplemented("actions that forward to several target groups");
        }
        String arn = groups.get(0).required("TargetGroupArn");
        if (!action.optional("TargetGroupArn").orElse(arn).equals(arn)) {
            throw ElbErrors.of(
                    "InvalidLoadBalancerAction", "TargetGroupArn and ForwardConfig must name the same target group");
        }
        return arn;
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

    private static void checkFit(LoadBalancer balancer, TargetGroup group) throws AwsError {
        boolean forApplications = OF_APPLICATIONS.contains(group.settings().protocol());
        if (forApplications != balancer.isApplication()) {
            throw ElbErrors.of(
                    "InvalidConfigurationRequest",
                    "The target group '" + group.arn() + "' has protocol '"
                            + group.settings().protocol() + "', which a load balancer of type '"
                            + balancer.settings().type() + "' does not support");
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
            if (other.port() == port && other.loadBalancer().arn().equals(balancer.arn())) {
                throw ElbErrors.of(
                        "DuplicateListener",
                        "A listener already exists on this port for this load balancer '" + balancer.arn() + "'");
            }
        }
    }

    private Listener open(
            LoadBalancer balancer, String protocol, int port, @Nullable String certificate, TargetGroup group)
            throws AwsError {
        TcpForwarder forwarder = elb.opensPorts() ? bind(protocol, port, group) : null;
        group.forwardedFrom(balancer.arn());
        return new Listener(
                elb.arns.listener(balancer.arn(), ElbArns.newId()),
                balancer,
                protocol,
                port,
                certificate,
                group,
                forwarder);
    }

    private static TcpForwarder bind(String protocol, int port, TargetGroup group) throws AwsError {
        if (protocol.equals("HTTPS")) {
            throw AwsError.notImplemented("HTTPS listeners that take connections, since it holds no certificates");
        }
        if (port <= HIGHEST_PRIVILEGED) {
            throw AwsError.notImplemented("a listener on port " + port
                    + ": its listeners are ports of 127.0.0.1, so choose one above " + HIGHEST_PRIVILEGED);
        }
        try {
            return protocol.equals("TCP")
                    ? TcpForwarder.tcp(port, group::addresses)
                    : TcpForwarder.http(port, group::addresses);
        } catch (IOException e) {
            throw AwsError.notImplemented("a listener on port " + port + ": its listeners are ports of 127.0.0.1, and"
                    + " this one cannot be opened (" + e.getMessage() + ")");
        }
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
                .filter(one -> arns.isEmpty()
                        ? one.loadBalancer().arn().equals(balancer.orElseThrow())
                        : arns.contains(one.arn()))
                .toList();
        return new Xml().members("Listeners", found, (xml, one) -> one.write(xml));
    }

    private Listener find(String arn) throws AwsError {
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
        return new Xml();
    }
}
