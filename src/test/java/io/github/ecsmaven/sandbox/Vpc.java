package io.github.ecsmaven.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The only VPC of the account: what lies in it exists, every other subnet and security group does not. */
public final class Vpc {
    public static final String ID = "vpc-0a1b2c3d4e5f67890";

    /** In the region's Availability Zone a. */
    public static final String SUBNET_A = "subnet-0a1b2c3d4e5f67890";

    /** In the region's Availability Zone b. */
    public static final String SUBNET_B = "subnet-1a2b3c4d5e6f78901";

    public static final String SECURITY_GROUP = "sg-0a1b2c3d4e5f67890";

    /** Whose the shared subnets are. */
    public static final String OTHER_ACCOUNT = "210987654321";

    /** Its main route table, which subnets have that have none of their own. */
    public static final String MAIN_ROUTES = "rtb-0a1b2c3d4e5f67890";

    /**
     * Where packets go.
     *
     * @param destination CIDR block
     * @param target {@code local}, {@code igw-…}, {@code nat-…}, {@code tgw-…} or {@code pcx-…}
     * @param active whether the target is there
     */
    public record Route(String destination, String target, boolean active) {
        private static final Map<String, String> KINDS =
                Map.of("nat", "natGatewayId", "tgw", "transitGatewayId", "pcx", "vpcPeeringConnectionId");

        /** The element of EC2's answer that names the target. */
        public String targetKind() {
            return KINDS.getOrDefault(target.replaceFirst("-.*", ""), "gatewayId");
        }
    }

    /** @param associations ids of subnets; an empty one makes it the main table */
    public record RouteTable(String id, List<Route> routes, List<String> associations) {}

    /** @param routeTables those of a gateway endpoint; none for an interface endpoint */
    public record VpcEndpoint(String id, String service, List<String> routeTables) {}

    private final Map<String, String> zones = new ConcurrentHashMap<>();
    private final Set<String> shared = ConcurrentHashMap.newKeySet();
    private final Map<String, RouteTable> routeTables = new ConcurrentSkipListMap<>();
    private final List<VpcEndpoint> endpoints = new CopyOnWriteArrayList<>();
    private final Set<String> securityGroups = ConcurrentHashMap.newKeySet();

    /** With two subnets, one security group, and a NAT gateway that leads out. */
    public Vpc(String region) {
        addSubnet(SUBNET_A, region + "a");
        addSubnet(SUBNET_B, region + "b");
        addSecurityGroup(SECURITY_GROUP);
        leads(MAIN_ROUTES, List.of(""), new Route("0.0.0.0/0", "nat-0a1b2c3d4e5f67890", true));
    }

    /**
     * Makes a route table, or replaces it; traffic of the VPC itself always stays there.
     *
     * @param subnets whose table it is; an empty id makes it the main table
     */
    public void leads(String table, List<String> subnets, Route... outwards) {
        List<Route> routes = new ArrayList<>();
        routes.add(new Route("10.0.0.0/16", "local", true));
        routes.addAll(List.of(outwards));
        routeTables.put(table, new RouteTable(table, List.copyOf(routes), List.copyOf(subnets)));
    }

    /**
     * Makes a VPC endpoint.
     *
     * @param service such as {@code com.amazonaws.eu-west-1.ecr.dkr}
     * @param tables route tables of a gateway endpoint; none for an interface endpoint
     */
    public void addEndpoint(String service, String... tables) {
        endpoints.add(new VpcEndpoint("vpce-" + (endpoints.size() + 1), service, List.of(tables)));
    }

    /** Another account shares the subnet. */
    public void share(String subnet) {
        shared.add(subnet);
    }

    public boolean isShared(String subnet) {
        return shared.contains(subnet);
    }

    public Set<String> subnets() {
        return new TreeSet<>(zones.keySet());
    }

    public List<RouteTable> routeTables() {
        return List.copyOf(routeTables.values());
    }

    public List<VpcEndpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /** @param zone such as {@code eu-west-1c} */
    public void addSubnet(String id, String zone) {
        zones.put(id, zone);
    }

    public void addSecurityGroup(String id) {
        securityGroups.add(id);
    }

    /** The Availability Zone of a subnet; empty for one that does not exist. */
    public Optional<String> zone(String subnet) {
        return Optional.ofNullable(zones.get(subnet));
    }

    public boolean hasSecurityGroup(String id) {
        return securityGroups.contains(id);
    }
}
