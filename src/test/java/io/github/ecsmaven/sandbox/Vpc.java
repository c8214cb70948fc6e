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
import java.util.function.Predicate;

/**
 * The VPCs of the account: what lies in them exists, every other subnet and security group does not. One is there from the start beside the default
 * VPC of a new account, whose subnets are public.
 */
public final class Vpc {
    public static final String ID = "vpc-0a1b2c3d4e5f67890";

    /** In the region's Availability Zone a. */
    public static final String SUBNET_A = "subnet-0a1b2c3d4e5f67890";

    /** In the region's Availability Zone b. */
    public static final String SUBNET_B = "subnet-1a2b3c4d5e6f78901";

    public static final String SECURITY_GROUP = "sg-0a1b2c3d4e5f67890";

    /** The default VPC of the account. */
    public static final String DEFAULT_ID = "vpc-0d1e2f3a4b5c6d7e8";

    /** Its subnets, one in each of the Availability Zones a, b and c. */
    public static final List<String> DEFAULT_SUBNETS =
            List.of("subnet-0d1e2f3a4b5c6d7ea", "subnet-0d1e2f3a4b5c6d7eb", "subnet-0d1e2f3a4b5c6d7ec");

    /** The group that whatever names none gets in the default VPC. */
    public static final String DEFAULT_SECURITY_GROUP = "sg-0d1e2f3a4b5c6d7e8";

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
    public record RouteTable(String id, String vpc, List<Route> routes, List<String> associations) {}

    /** @param publicIp whether instances get a public address that ask for none */
    public record Subnet(String id, String vpc, String zone, String cidr, boolean publicIp) {
        boolean isIn(String vpcId) {
            return vpc.equals(vpcId);
        }
    }

    /** @param routeTables those of a gateway endpoint; none for an interface endpoint */
    public record VpcEndpoint(String id, String service, List<String> routeTables) {}

    private final String region;
    private final Map<String, Subnet> subnets = new ConcurrentSkipListMap<>();
    private final Set<String> shared = ConcurrentHashMap.newKeySet();
    private final Map<String, RouteTable> routeTables = new ConcurrentSkipListMap<>();
    private final List<VpcEndpoint> endpoints = new CopyOnWriteArrayList<>();
    private final Map<String, SecurityGroup> securityGroups = new ConcurrentSkipListMap<>();
    private final List<Predicate<String>> securityGroupUsers = new CopyOnWriteArrayList<>();

    /** With two subnets, one security group, and a NAT gateway that leads out. */
    public Vpc(String region) {
        this.region = region;
        addSubnet(SUBNET_A, region + "a");
        addSubnet(SUBNET_B, region + "b");
        addSecurityGroup(SECURITY_GROUP);
        leads(MAIN_ROUTES, List.of(""), new Route("0.0.0.0/0", "nat-0a1b2c3d4e5f67890", true));
        addDefault(region);
    }

    // Amazon VPC user guide, "Default VPC components".
    private void addDefault(String region) {
        for (int i = 0; i < DEFAULT_SUBNETS.size(); i++) {
            String id = DEFAULT_SUBNETS.get(i);
            String zone = region + "abc".charAt(i);
            subnets.put(id, new Subnet(id, DEFAULT_ID, zone, "172.31." + 16 * i + ".0/20", true));
        }
        securityGroups.put(
                DEFAULT_SECURITY_GROUP,
                new SecurityGroup(DEFAULT_SECURITY_GROUP, "default", "default VPC security group", DEFAULT_ID));
        routeTables.put(
                "rtb-0d1e2f3a4b5c6d7e8",
                new RouteTable(
                        "rtb-0d1e2f3a4b5c6d7e8",
                        DEFAULT_ID,
                        List.of(
                                new Route("172.31.0.0/16", "local", true),
                                new Route("0.0.0.0/0", "igw-0d1e2f3a4b5c6d7e8", true)),
                        List.of("")));
    }

    public String region() {
        return region;
    }

    /** The default VPC and what lies in it is gone, as in accounts that were tidied up. */
    public void removeDefault() {
        subnets.values().removeIf(subnet -> subnet.vpc().equals(DEFAULT_ID));
        routeTables.values().removeIf(table -> table.vpc().equals(DEFAULT_ID));
        securityGroups.remove(DEFAULT_SECURITY_GROUP);
    }

    /** Ids of the VPCs that there are. */
    public Set<String> ids() {
        Set<String> ids = new TreeSet<>(Set.of(ID));
        subnets.values().forEach(subnet -> ids.add(subnet.vpc()));
        return ids;
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
        routeTables.put(table, new RouteTable(table, ID, List.copyOf(routes), List.copyOf(subnets)));
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
        return new TreeSet<>(subnets.keySet());
    }

    public Optional<Subnet> subnet(String id) {
        return Optional.ofNullable(subnets.get(id));
    }

    /** The Availability Zones that have subnets. */
    public Set<String> zones() {
        Set<String> zones = new TreeSet<>();
        subnets.values().forEach(subnet -> zones.add(subnet.zone()));
        return zones;
    }

    public List<RouteTable> routeTables() {
        return List.copyOf(routeTables.values());
    }

    public List<VpcEndpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /** @param zone such as {@code eu-west-1c} */
    public void addSubnet(String id, String zone) {
        subnets.put(id, new Subnet(id, ID, zone, "10.0." + subnets.size() + ".0/24", false));
    }

    public void addSecurityGroup(String id) {
        securityGroups.put(id, new SecurityGroup(id, "group-" + id, "a group", ID));
    }

    /** The Availability Zone of a subnet; empty for one that does not exist. */
    public Optional<String> zone(String subnet) {
        return subnet(subnet).map(Subnet::zone);
    }

    public boolean hasSecurityGroup(String id) {
        return securityGroups.containsKey(id);
    }

    public Optional<SecurityGroup> securityGroup(String id) {
        return Optional.ofNullable(securityGroups.get(id));
    }

    public List<SecurityGroup> securityGroups() {
        return List.copyOf(securityGroups.values());
    }

    public void add(SecurityGroup group) {
        securityGroups.put(group.id(), group);
    }

    public void removeSecurityGroup(String id) {
        securityGroups.remove(id);
    }

    /** Names somebody who may have network interfaces in a security group. */
    public void securityGroupsAreUsedBy(Predicate<String> user) {
        securityGroupUsers.add(user);
    }

    /** Whether the group cannot be deleted: something is in it, or a rule of another group names it. */
    public boolean isInUse(String securityGroup) {
        return securityGroupUsers.stream().anyMatch(user -> user.test(securityGroup))
                || securityGroups.values().stream()
                        .anyMatch(other -> !other.id().equals(securityGroup) && other.names(securityGroup));
    }
}
