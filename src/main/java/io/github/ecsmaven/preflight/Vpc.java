package io.github.ecsmaven.preflight;

import io.github.ecsmaven.aws.AwsReads;
import io.github.ecsmaven.aws.QueryAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Ways out of the subnets of a VPC (EC2 API reference, "DescribeSubnets", "DescribeRouteTables", "DescribeVpcEndpoints"; VPC user guide,
 * "Subnet route tables": a subnet without a table of its own has the main one).
 */
record Vpc(List<QueryAnswer> routeTables, List<QueryAnswer> endpoints) {
    private static final String ANYWHERE = "0.0.0.0/0";
    private static final String ANYWHERE_IPV6 = "::/0";

    /** A subnet, the VPC that it is in, and the account that owns it. */
    record Subnet(String id, String vpc, String owner) {}

    /**
     * What a subnet's routes lead to.
     *
     * @param toInternet whether tasks reach the internet
     * @param elsewhere whether there are routes to other networks, which may lead on
     * @param reason why they do not reach it
     */
    record Exit(boolean toInternet, boolean elsewhere, String reason) {}

    static List<Subnet> subnets(AwsReads reads, List<String> ids) {
        return reads.describeAll("DescribeSubnets", "subnetSet", Map.of("subnet-id", ids)).stream()
                .map(one -> new Subnet(
                        one.own("subnetId").orElse(""),
                        one.own("vpcId").orElse(""),
                        one.own("ownerId").orElse("")))
                .toList();
    }

    static Vpc of(AwsReads reads, String id) {
        return new Vpc(
                reads.describeAll("DescribeRouteTables", "routeTableSet", Map.of("vpc-id", List.of(id))),
                reads.describeAll("DescribeVpcEndpoints", "vpcEndpointSet", Map.of("vpc-id", List.of(id))));
    }

    Exit exit(Subnet subnet, boolean publicIp) {
        List<QueryAnswer> routes =
                table(subnet).map(table -> table.list("routeSet")).orElse(List.of());
        List<QueryAnswer> outwards = routes.stream()
                .filter(route -> route.own("destinationCidrBlock")
                        .filter(ANYWHERE::equals)
                        .isPresent())
                .toList();
        boolean open = outwards.stream().anyMatch(route -> isActive(route) && (publicIp || !isInternetGateway(route)));
        boolean elsewhere = routes.stream().anyMatch(route -> isActive(route) && leadsElsewhere(route));
        return new Exit(open, elsewhere, reason(outwards));
    }

    private static String reason(List<QueryAnswer> outwards) {
        if (outwards.isEmpty()) {
            return "no route leads out";
        }
        return outwards.stream().anyMatch(Vpc::isActive)
                ? "the way out is an internet gateway, and tasks get no public address"
                : "the way out is a black hole, for what it led to is gone";
    }

    private static boolean isActive(QueryAnswer route) {
        return route.own("state").filter("blackhole"::equals).isEmpty();
    }

    private static boolean isInternetGateway(QueryAnswer route) {
        return route.own("gatewayId").filter(id -> id.startsWith("igw-")).isPresent();
    }

    /** By peering, a transit gateway, a VPN and the like; by IPv6, which registries answer too. */
    private static boolean leadsElsewhere(QueryAnswer route) {
        if (route.own("destinationIpv6CidrBlock").filter(ANYWHERE_IPV6::equals).isPresent()) {
            return true;
        }
        Predicate<String> local = id -> id.equals("local") || id.startsWith("igw-") || id.startsWith("vpce-");
        return route.own("gatewayId").filter(local).isEmpty();
    }

    private Optional<QueryAnswer> table(Subnet subnet) {
        Optional<QueryAnswer> own = routeTables.stream()
                .filter(table -> table.list("associationSet").stream()
                        .anyMatch(one ->
                                one.own("subnetId").filter(subnet.id()::equals).isPresent()))
                .findFirst();
        return own.or(() -> routeTables.stream()
                .filter(table -> table.list("associationSet").stream()
                        .anyMatch(one -> one.own("main").filter("true"::equals).isPresent()))
                .findFirst());
    }

    /** @param name region and service, such as {@code eu-west-1.s3} */
    boolean hasEndpoint(String name, Subnet subnet) {
        String table = table(subnet).flatMap(it -> it.own("routeTableId")).orElse("");
        return endpoints.stream()
                .filter(one -> one.own("serviceName")
                        .filter(it -> it.endsWith("." + name))
                        .isPresent())
                .filter(one ->
                        one.own("state").filter("available"::equalsIgnoreCase).isPresent())
                .anyMatch(one ->
                        one.own("vpcEndpointType").filter("Gateway"::equals).isEmpty()
                                || tables(one).contains(table));
    }

    private static List<String> tables(QueryAnswer endpoint) {
        return endpoint.texts("routeTableIdSet");
    }
}
