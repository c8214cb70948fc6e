package io.github.ecsmaven.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The only VPC of the account: what lies in it exists, every other subnet and security group does not. */
public final class Vpc {
    public static final String ID = "vpc-0a1b2c3d4e5f67890";

    /** In the region's Availability Zone a. */
    public static final String SUBNET_A = "subnet-0a1b2c3d4e5f67890";

    /** In the region's Availability Zone b. */
    public static final String SUBNET_B = "subnet-1a2b3c4d5e6f78901";

    public static final String SECURITY_GROUP = "sg-0a1b2c3d4e5f67890";

    private final Map<String, String> zones = new ConcurrentHashMap<>();
    private final Set<String> securityGroups = ConcurrentHashMap.newKeySet();

    /** With two subnets and one security group. */
    public Vpc(String region) {
        addSubnet(SUBNET_A, region + "a");
        addSubnet(SUBNET_B, region + "b");
        addSecurityGroup(SECURITY_GROUP);
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
