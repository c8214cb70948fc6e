package io.github.ecsmaven.sandbox.ec2;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.QueryService;
import io.github.ecsmaven.sandbox.query.Xml;
import java.util.List;

/**
 * The sandbox's VPC as EC2 describes it (API reference, "DescribeSubnets", "DescribeRouteTables", "DescribeVpcEndpoints"), by the filters
 * {@code subnet-id} and {@code vpc-id}.
 */
public final class Ec2Sandbox implements QueryService {
    private final Vpc vpc;
    private final String account;

    public Ec2Sandbox(Vpc vpc, String account) {
        this.vpc = vpc;
        this.account = account;
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
        if (!List.of("DescribeSubnets", "DescribeRouteTables", "DescribeVpcEndpoints")
                .contains(action)) {
            throw AwsError.notImplemented("ec2:" + action);
        }
        List<String> wanted = filter(form, action.equals("DescribeSubnets") ? "subnet-id" : "vpc-id");
        form.refuseRest();
        if (!caller.isAllowed("ec2:" + action)) {
            throw denied("You are not authorized to perform this operation. User: " + caller.arn()
                    + " is not authorized to perform: ec2:" + action
                    + " because no identity-based policy allows the ec2:" + action + " action");
        }
        if (action.equals("DescribeSubnets")) {
            return subnets(wanted);
        }
        boolean ours = wanted.contains(Vpc.ID);
        return action.equals("DescribeRouteTables") ? routeTables(ours) : endpoints(ours);
    }

    private static List<String> filter(QueryForm form, String name) throws AwsError {
        List<QueryForm> filters = form.itemStructures("Filter");
        if (filters.size() != 1 || !filters.get(0).required("Name").equals(name)) {
            throw AwsError.notImplemented("filters other than one by " + name);
        }
        return filters.get(0).items("Value");
    }

    private Xml subnets(List<String> ids) {
        List<String> found = vpc.subnets().stream().filter(ids::contains).toList();
        return new Xml().items("subnetSet", found, (xml, id) -> xml.text("subnetId", id)
                .text("state", "available")
                .text("vpcId", Vpc.ID)
                .text("availabilityZone", vpc.zone(id).orElseThrow())
                .text("ownerId", vpc.isShared(id) ? Vpc.OTHER_ACCOUNT : account));
    }

    private Xml routeTables(boolean ours) {
        return new Xml().items("routeTableSet", ours ? vpc.routeTables() : List.of(), (xml, table) -> xml.text(
                        "routeTableId", table.id())
                .text("vpcId", Vpc.ID)
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

    private Xml endpoints(boolean ours) {
        return new Xml().items("vpcEndpointSet", ours ? vpc.endpoints() : List.of(), (xml, endpoint) -> xml.text(
                        "vpcEndpointId", endpoint.id())
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
