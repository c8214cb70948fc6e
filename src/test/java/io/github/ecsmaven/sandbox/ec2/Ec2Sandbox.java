package io.github.ecsmaven.sandbox.ec2;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.Vpc.Subnet;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.QueryService;
import io.github.ecsmaven.sandbox.query.Xml;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sandbox's VPCs as EC2 describes them, and security groups (API reference, "DescribeSubnets", "CreateSecurityGroup" and their neighbours). */
public final class Ec2Sandbox implements QueryService {
    private final Vpc vpc;
    private final String account;
    private final Map<String, Action> actions;

    public Ec2Sandbox(Vpc vpc, String account) {
        this.vpc = vpc;
        this.account = account;
        SecurityGroupApi groups = new SecurityGroupApi(vpc, account);
        this.actions = Map.ofEntries(
                Map.entry("DescribeVpcs", this::vpcs),
                Map.entry("DescribeSubnets", this::subnets),
                Map.entry("DescribeRouteTables", this::routeTables),
                Map.entry("DescribeVpcEndpoints", this::endpoints),
                Map.entry("DescribeSecurityGroups", groups::describe),
                Map.entry("CreateSecurityGroup", groups::create),
                Map.entry("DeleteSecurityGroup", groups::delete),
                Map.entry("AuthorizeSecurityGroupIngress", form -> groups.authorize(form, true)),
                Map.entry("AuthorizeSecurityGroupEgress", form -> groups.authorize(form, false)),
                Map.entry("RevokeSecurityGroupIngress", form -> groups.revoke(form, true)),
                Map.entry("RevokeSecurityGroupEgress", form -> groups.revoke(form, false)),
                Map.entry("CreateTags", groups::tag),
                Map.entry("DeleteTags", groups::untag));
    }

    @FunctionalInterface
    private interface Action {
        Xml answer(QueryForm form) throws AwsError;
    }

    @Override
    public String signingName() {
        return "ec2";
    }

    @Override
    public String actionPrefix() {
        return "ec2";
    }

    @Override
    public String version() {
        return "2016-11-15";
    }

    @Override
    public Xml answer(QueryForm form, Caller caller) throws AwsError {
        String action = form.action();
        Action known = actions.get(action);
        if (known == null) {
            throw AwsError.notImplemented("ec2:" + action);
        }
        String resource = SecurityGroupApi.resource(action, form, account, vpc.region());
        require(caller, action, resource);
        if (action.equals("CreateSecurityGroup")
                && !form.itemStructures("TagSpecification").isEmpty()) {
            require(caller, "CreateTags", resource);
        }
        return known.answer(form);
    }

    private void require(Caller caller, String action, String resource) throws AwsError {
        if (!caller.isAllowed("ec2:" + action, resource, Map.of())) {
            throw denied("You are not authorized to perform this operation. User: " + caller.arn()
                    + " is not authorized to perform: ec2:" + action
                    + (resource.equals("*") ? "" : " on resource: " + resource)
                    + " because no identity-based policy allows the ec2:" + action + " action");
        }
    }

    private Xml vpcs(QueryForm form) throws AwsError {
        List<String> ids = form.items("VpcId");
        Filters filters = Filters.read(form, Set.of("vpc-id", "is-default", "isDefault"));
        form.refuseRest();
        for (String id : ids) {
            if (!vpc.ids().contains(id)) {
                throw AwsError.badRequest("InvalidVpcID.NotFound", "The vpc ID '" + id + "' does not exist");
            }
        }
        List<String> found = vpc.ids().stream()
                .filter(id -> ids.isEmpty() || ids.contains(id))
                .filter(id -> filters.fits("vpc-id", id)
                        && filters.fits("is-default", isDefault(id))
                        && filters.fits("isDefault", isDefault(id)))
                .toList();
        return new Xml().items("vpcSet", found, (xml, id) -> xml.text("vpcId", id)
                .text("ownerId", account)
                .text("state", "available")
                .text("cidrBlock", id.equals(Vpc.ID) ? "10.0.0.0/16" : "172.31.0.0/16")
                .text("instanceTenancy", "default")
                .text("isDefault", isDefault(id)));
    }

    private static String isDefault(String vpcId) {
        return String.valueOf(vpcId.equals(Vpc.DEFAULT_ID));
    }

    private Xml subnets(QueryForm form) throws AwsError {
        List<String> ids = form.items("SubnetId");
        Filters filters = Filters.read(
                form,
                Set.of(
                        "subnet-id",
                        "vpc-id",
                        "state",
                        "default-for-az",
                        "map-public-ip-on-launch",
                        "availability-zone"));
        form.refuseRest();
        for (String id : ids) {
            if (vpc.subnet(id).isEmpty()) {
                throw AwsError.badRequest("InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
            }
        }
        List<Subnet> found = vpc.subnets().stream()
                .map(id -> vpc.subnet(id).orElseThrow())
                .filter(subnet -> ids.isEmpty() || ids.contains(subnet.id()))
                .filter(subnet -> filters.fits("subnet-id", subnet.id())
                        && filters.fits("vpc-id", subnet.vpc())
                        && filters.fits("state", "available")
                        && filters.fits("default-for-az", isDefault(subnet.vpc()))
                        && filters.fits("map-public-ip-on-launch", String.valueOf(subnet.publicIp()))
                        && filters.fits("availability-zone", subnet.zone()))
                .toList();
        return new Xml().items("subnetSet", found, (xml, subnet) -> xml.text("subnetId", subnet.id())
                .text("state", "available")
                .text("vpcId", subnet.vpc())
                .text("cidrBlock", subnet.cidr())
                .text("availabilityZone", subnet.zone())
                .text("defaultForAz", isDefault(subnet.vpc()))
                .text("mapPublicIpOnLaunch", subnet.publicIp())
                .text("ownerId", vpc.isShared(subnet.id()) ? Vpc.OTHER_ACCOUNT : account));
    }

    private Xml routeTables(QueryForm form) throws AwsError {
        Filters filters = Filters.one(form, "vpc-id");
        form.refuseRest();
        List<Vpc.RouteTable> found = vpc.routeTables().stream()
                .filter(table -> filters.fits("vpc-id", table.vpc()))
                .toList();
        return new Xml().items("routeTableSet", found, (xml, table) -> xml.text("routeTableId", table.id())
                .text("vpcId", table.vpc())
                .items("routeSet", table.routes(), (route, one) -> {
                    route.text(
                            one.destination().contains(":") ? "destinationIpv6CidrBlock" : "destinationCidrBlock",
                            one.destination());
                    route.text(one.targetKind(), one.target());
                    route.text("state", one.active() ? "active" : "blackhole");
                    route.text("origin", one.target().equals("local") ? "CreateRouteTable" : "CreateRoute");
                })
                .items("associationSet", table.associations(), (association, one) -> {
                    association.text("routeTableId", table.id()).text("main", one.isEmpty());
                    if (!one.isEmpty()) {
                        association.text("subnetId", one);
                    }
                }));
    }

    private Xml endpoints(QueryForm form) throws AwsError {
        Filters filters = Filters.one(form, "vpc-id");
        form.refuseRest();
        List<Vpc.VpcEndpoint> found = filters.fits("vpc-id", Vpc.ID) ? vpc.endpoints() : List.of();
        return new Xml().items("vpcEndpointSet", found, (xml, endpoint) -> xml.text("vpcEndpointId", endpoint.id())
                .text("vpcEndpointType", endpoint.routeTables().isEmpty() ? "Interface" : "Gateway")
                .text("vpcId", Vpc.ID)
                .text("serviceName", endpoint.service())
                .text("state", "available")
                .element("routeTableIdSet", set -> endpoint.routeTables().forEach(id -> set.text("item", id))));
    }

    /** EC2 has no element around the result (EC2 API reference, "Query requests"). */
    @Override
    public Xml envelope(String action, Xml result, String requestId) {
        return new Xml().element(action + "Response", response -> response.text("requestId", requestId)
                .raw(result));
    }

    @Override
    public Xml refusal(AwsError error, String requestId) {
        return new Xml().element("Response", response -> response.element(
                        "Errors",
                        errors -> errors.element(
                                "Error", it -> it.text("Code", error.code()).text("Message", error.message())))
                .text("RequestID", requestId));
    }

    @Override
    public AwsError denied(String message) {
        return new AwsError(403, "UnauthorizedOperation", message);
    }
}
