package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.SecurityGroup;
import io.github.ecsmaven.sandbox.elb.LoadBalancer.Settings;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The actions on load balancers (API reference, "CreateLoadBalancer" and its neighbours). */
final class LoadBalancerApi {
    private static final String WHOSE = "The load balancer";
    private static final Set<String> SCHEMES = Set.of("internet-facing", "internal");

    private final ElbSandbox elb;

    LoadBalancerApi(ElbSandbox elb) {
        this.elb = elb;
    }

    Xml create(QueryForm form, Caller caller) throws AwsError {
        Settings wanted = new Settings(
                form.required("Name"),
                form.optional("Type").orElse("application"),
                form.optional("Scheme").orElse("internet-facing"),
                form.list("Subnets"),
                form.list("SecurityGroups"));
        Map<String, String> tags = TagApi.read(form);
        refuseOtherAddresses(form);
        form.refuseRest();
        ElbErrors.require(
                caller,
                "elasticloadbalancing:CreateLoadBalancer",
                elb.arns.loadBalancer(wanted.type(), wanted.name(), "*"));
        TagApi.require(caller, tags, elb.arns.loadBalancer(wanted.type(), wanted.name(), "*"));
        check(wanted);
        LoadBalancer created = existing(wanted).orElseGet(() -> add(wanted));
        elb.tags.putIfAbsent(created.arn(), tags);
        return new Xml()
                .members("LoadBalancers", List.of(created), (xml, one) -> one.write(xml, "provisioning", elb.vpc));
    }

    private static void refuseOtherAddresses(QueryForm form) throws AwsError {
        if (!form.optional("IpAddressType").orElse("ipv4").equals("ipv4")) {
            throw AwsError.notImplemented("load balancers of another address type than ipv4");
        }
    }

    Xml setSubnets(QueryForm form, Caller caller) throws AwsError {
        List<String> subnets = form.list("Subnets");
        LoadBalancer balancer = changed(form, caller, "SetSubnets");
        Settings before = balancer.settings();
        checkSubnets(new Settings(before.name(), before.type(), before.scheme(), subnets, before.securityGroups()));
        put(balancer.with(subnets, before.securityGroups()));
        return new Xml().members("AvailabilityZones", subnets, (xml, subnet) -> xml.text(
                        "ZoneName", elb.vpc.zone(subnet).orElseThrow())
                .text("SubnetId", subnet));
    }

    Xml setSecurityGroups(QueryForm form, Caller caller) throws AwsError {
        List<String> groups = form.list("SecurityGroups");
        LoadBalancer balancer = changed(form, caller, "SetSecurityGroups");
        checkSecurityGroups(balancer.settings().subnets(), groups);
        put(balancer.with(balancer.settings().subnets(), groups));
        return new Xml().texts("SecurityGroupIds", groups);
    }

    private LoadBalancer changed(QueryForm form, Caller caller, String action) throws AwsError {
        String arn = form.required("LoadBalancerArn");
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:" + action, arn);
        return find(elb, arn);
    }

    private void put(LoadBalancer changed) {
        elb.loadBalancers.put(changed.arn(), changed);
    }

    private void check(Settings wanted) throws AwsError {
        ElbArns.checkName(WHOSE, wanted.name());
        if (wanted.name().startsWith("internal-")) {
            throw ElbErrors.validation("The load balancer name cannot begin with 'internal-'");
        }
        if (!Set.of("application", "network").contains(wanted.type())) {
            throw AwsError.notImplemented("load balancers of type " + wanted.type());
        }
        if (!SCHEMES.contains(wanted.scheme())) {
            throw ElbErrors.of(
                    "InvalidScheme",
                    "Load balancer scheme '" + wanted.scheme() + "' must be one of " + "'internet-facing, internal'");
        }
        checkSubnets(wanted);
        checkSecurityGroups(wanted.subnets(), wanted.securityGroups());
    }

    private void checkSecurityGroups(List<String> subnets, List<String> groups) throws AwsError {
        for (String group : groups) {
            SecurityGroup found = elb.vpc
                    .securityGroup(group)
                    .orElseThrow(() ->
                            ElbErrors.of("InvalidSecurityGroup", "The security group '" + group + "' does not exist"));
            boolean elsewhere = subnets.stream()
                    .flatMap(subnet -> elb.vpc.subnet(subnet).stream())
                    .anyMatch(subnet -> !subnet.vpc().equals(found.vpc()));
            if (elsewhere) {
                throw ElbErrors.of("InvalidConfigurationRequest", "One or more security groups are invalid");
            }
        }
    }

    private void checkSubnets(Settings wanted) throws AwsError {
        Set<String> zones = new HashSet<>();
        for (String subnet : wanted.subnets()) {
            zones.add(elb.vpc
                    .zone(subnet)
                    .orElseThrow(
                            () -> ElbErrors.of("SubnetNotFound", "The subnet ID '" + subnet + "' does not exist")));
        }
        if (zones.size() < wanted.subnets().size()) {
            throw ElbErrors.of(
                    "InvalidConfigurationRequest",
                    "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
        }
        if (wanted.subnets().isEmpty()) {
            throw ElbErrors.validation("At least one subnet must be specified");
        }
        if (wanted.type().equals("application") && wanted.subnets().size() < 2) {
            throw ElbErrors.validation("At least two subnets in two different Availability Zones must be specified");
        }
    }

    private Optional<LoadBalancer> existing(Settings wanted) throws AwsError {
        Optional<LoadBalancer> found = named(wanted.name());
        if (found.filter(other -> !other.settings().equals(wanted)).isPresent()) {
            throw ElbErrors.of(
                    "DuplicateLoadBalancerName",
                    "A load balancer with the same name '" + wanted.name() + "' exists, but with different settings");
        }
        return found;
    }

    private Optional<LoadBalancer> named(String name) {
        return elb.loadBalancers.values().stream()
                .filter(one -> one.settings().name().equals(name))
                .findFirst();
    }

    private LoadBalancer add(Settings wanted) {
        String arn = elb.arns.loadBalancer(wanted.type(), wanted.name(), ElbArns.newId());
        LoadBalancer created = new LoadBalancer(arn, wanted, elb.clock.instant());
        elb.loadBalancers.put(arn, created);
        return created;
    }

    Xml describe(QueryForm form, Caller caller) throws AwsError {
        List<String> arns = form.list("LoadBalancerArns");
        List<String> names = form.list("Names");
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:DescribeLoadBalancers");
        if (!arns.isEmpty() && !names.isEmpty()) {
            throw ElbErrors.validation("Load balancer names and load balancer ARNs cannot be specified together");
        }
        for (String arn : arns) {
            find(elb, arn);
        }
        for (String name : names) {
            if (named(name).isEmpty()) {
                throw notFound("Load balancers '[" + name + "]' not found");
            }
        }
        List<LoadBalancer> found = elb.loadBalancers.values().stream()
                .filter(one -> arns.isEmpty() || arns.contains(one.arn()))
                .filter(one -> names.isEmpty() || names.contains(one.settings().name()))
                .toList();
        return new Xml().members("LoadBalancers", found, (xml, one) -> one.write(xml, "active", elb.vpc));
    }

    static LoadBalancer find(ElbSandbox elb, String arn) throws AwsError {
        ElbArns.check("loadbalancer", "load balancer", arn);
        LoadBalancer found = elb.loadBalancers.get(arn);
        if (found == null) {
            throw notFound("One or more load balancers not found");
        }
        return found;
    }

    private static AwsError notFound(String message) {
        return ElbErrors.of("LoadBalancerNotFound", message);
    }

    /** Its listeners go with it; of one that is not there nothing is said (API reference, "DeleteLoadBalancer"). */
    Xml delete(QueryForm form, Caller caller) throws AwsError {
        String arn = form.required("LoadBalancerArn");
        form.refuseRest();
        ElbArns.check("loadbalancer", "load balancer", arn);
        ElbErrors.require(caller, "elasticloadbalancing:DeleteLoadBalancer", arn);
        if (elb.attributes.isProtected(arn)) {
            throw ElbErrors.of(
                    "OperationNotPermitted",
                    "Load balancer '" + arn + "' cannot be deleted because deletion protection is enabled");
        }
        elb.listeners.values().removeIf(listener -> {
            boolean goes = listener.loadBalancer.arn().equals(arn);
            if (goes) {
                listener.close();
                elb.tags.remove(listener.arn);
            }
            return goes;
        });
        elb.loadBalancers.remove(arn);
        elb.tags.remove(arn);
        return new Xml();
    }
}
