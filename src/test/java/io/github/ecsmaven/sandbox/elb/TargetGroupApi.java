package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.elb.TargetGroup.Settings;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The actions on target groups (API reference, "CreateTargetGroup" and its neighbours). */
final class TargetGroupApi {
    private static final Set<String> PROTOCOLS = Set.of("HTTP", "HTTPS", "TCP");
    private static final Set<String> TARGET_TYPES = Set.of("ip", "instance");

    private final ElbSandbox elb;

    TargetGroupApi(ElbSandbox elb) {
        this.elb = elb;
    }

    Xml create(QueryForm form, Caller caller) throws AwsError {
        String name = form.required("Name");
        String protocol = implemented("protocol", form.required("Protocol"), PROTOCOLS);
        int port = form.number("Port", 1, 65535).orElseThrow(() -> ElbErrors.validation("A port must be specified"));
        String vpc = form.optional("VpcId").orElseThrow(() -> ElbErrors.validation("A VPC ID must be specified"));
        String targetType =
                implemented("target type", form.optional("TargetType").orElse("instance"), TARGET_TYPES);
        HealthCheck healthCheck = HealthCheckSettings.read(form, protocol, elb.opensPorts());
        Map<String, String> tags = TagApi.read(form);
        for (String[] only : new String[][] {{"ProtocolVersion", "HTTP1"}, {"IpAddressType", "ipv4"}}) {
            if (!form.optional(only[0]).orElse(only[1]).equals(only[1])) {
                throw AwsError.notImplemented("target groups whose " + only[0] + " is not " + only[1]);
            }
        }
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:CreateTargetGroup", elb.arns.targetGroup(name, "*"));
        TagApi.require(caller, tags, elb.arns.targetGroup(name, "*"));
        ElbArns.checkName("Target group", name);
        if (!elb.vpc.ids().contains(vpc)) {
            throw ElbErrors.validation("The VPC ID '" + vpc + "' is not found");
        }
        Settings wanted = new Settings(name, protocol, port, vpc, targetType, healthCheck);
        TargetGroup created = existing(wanted).orElseGet(() -> add(wanted));
        elb.tags.putIfAbsent(created.arn(), tags);
        return new Xml().members("TargetGroups", List.of(created), (xml, one) -> one.write(xml));
    }

    /** What is left out of its health check stays (API reference, "ModifyTargetGroup"). */
    Xml modify(QueryForm form, Caller caller) throws AwsError {
        String arn = form.required("TargetGroupArn");
        ElbErrors.require(caller, "elasticloadbalancing:ModifyTargetGroup", arn);
        TargetGroup group = find(elb, arn);
        group.check(HealthCheckSettings.merge(form, group, elb.opensPorts()));
        form.refuseRest();
        return new Xml().members("TargetGroups", List.of(group), (xml, one) -> one.write(xml));
    }

    private static String implemented(String what, String value, Set<String> known) throws AwsError {
        if (!known.contains(value)) {
            throw AwsError.notImplemented("target groups of " + what + " " + value);
        }
        return value;
    }

    private Optional<TargetGroup> existing(Settings wanted) throws AwsError {
        Optional<TargetGroup> found = named(wanted.name());
        if (found.filter(other -> !other.settings().equals(wanted)).isPresent()) {
            throw ElbErrors.of(
                    "DuplicateTargetGroupName",
                    "A target group with the same name '" + wanted.name() + "' exists, but with different settings");
        }
        return found;
    }

    private Optional<TargetGroup> named(String name) {
        return elb.targetGroups.values().stream()
                .filter(one -> one.settings().name().equals(name))
                .findFirst();
    }

    private TargetGroup add(Settings wanted) {
        TargetGroup created = new TargetGroup(elb.arns.targetGroup(wanted.name(), ElbArns.newId()), wanted);
        elb.targetGroups.put(created.arn(), created);
        return created;
    }

    Xml describe(QueryForm form, Caller caller) throws AwsError {
        Optional<String> loadBalancer = form.optional("LoadBalancerArn");
        List<String> arns = form.list("TargetGroupArns");
        List<String> names = form.list("Names");
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:DescribeTargetGroups");
        if (Stream.of(loadBalancer.isPresent(), !arns.isEmpty(), !names.isEmpty())
                        .filter(given -> given)
                        .count()
                > 1) {
            throw ElbErrors.validation(
                    "Only one of target group names, target group ARNs and a load balancer ARN can be specified");
        }
        if (loadBalancer.isPresent()) {
            LoadBalancerApi.find(elb, loadBalancer.get());
        }
        for (String arn : arns) {
            find(elb, arn);
        }
        for (String name : names) {
            named(name).orElseThrow(TargetGroupApi::notFound);
        }
        List<TargetGroup> found = elb.targetGroups.values().stream()
                .filter(one -> loadBalancer.isEmpty() || one.loadBalancerArns().contains(loadBalancer.get()))
                .filter(one -> arns.isEmpty() || arns.contains(one.arn()))
                .filter(one -> names.isEmpty() || names.contains(one.settings().name()))
                .toList();
        return new Xml().members("TargetGroups", found, (xml, one) -> one.write(xml));
    }

    Xml describeAttributes(QueryForm form, Caller caller) throws AwsError {
        String arn = form.required("TargetGroupArn");
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:DescribeTargetGroupAttributes");
        return new Xml().members("Attributes", find(elb, arn).attributes().entrySet(), (xml, one) -> xml.text(
                        "Key", one.getKey())
                .text("Value", one.getValue()));
    }

    static TargetGroup find(ElbSandbox elb, String arn) throws AwsError {
        ElbArns.check("targetgroup", "target group", arn);
        return elb.find(arn).orElseThrow(TargetGroupApi::notFound);
    }

    private static AwsError notFound() {
        return ElbErrors.of("TargetGroupNotFound", "One or more target groups not found");
    }

    Xml describeHealth(QueryForm form, Caller caller) throws AwsError {
        String arn = form.required("TargetGroupArn");
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:DescribeTargetHealth");
        TargetGroup group = find(elb, arn);
        boolean inUse = group.isInUse();
        return new Xml().members("TargetHealthDescriptions", group.targets(), (xml, one) -> one.write(xml, inUse));
    }

    /** Of one that is not there nothing is said: the API reference names ResourceInUse as the only error. */
    Xml delete(QueryForm form, Caller caller) throws AwsError {
        String arn = form.required("TargetGroupArn");
        form.refuseRest();
        ElbArns.check("targetgroup", "target group", arn);
        ElbErrors.require(caller, "elasticloadbalancing:DeleteTargetGroup", arn);
        if (elb.find(arn).filter(TargetGroup::isInUse).isPresent()) {
            throw ElbErrors.of(
                    "ResourceInUse", "Target group '" + arn + "' is currently in use by a listener or a rule");
        }
        elb.targetGroups.remove(arn);
        elb.tags.remove(arn);
        return new Xml();
    }
}
