package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where tasks are.
 *
 * @param vpc id of the VPC
 * @param subnets in that VPC; a load balancer that names none is in these too
 * @param securityGroups ids of those that tasks have; when empty the stack makes one
 * @param assignPublicIp whether tasks have public addresses
 * @param found whether the subnets were looked up, since none are named
 */
public record Network(
        Optional<String> vpc,
        List<Subnet> subnets,
        List<String> securityGroups,
        boolean assignPublicIp,
        boolean found) {
    /** For tasks that share the network of their instance. */
    public static final Network OF_INSTANCE = new Network(Optional.empty(), List.of(), List.of(), false, false);

    private static final Pattern VPC = Pattern.compile("vpc-[0-9a-f]{8,17}");
    private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-f]{8,17}");
    private static final Pattern GROUP = Pattern.compile("sg-[0-9a-f]{8,17}");

    /** @throws ActionableException when an id is none */
    public Network {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        vpc.ifPresent(Network::requireVpc);
        securityGroups.forEach(group -> requireGroup(group, "<securityGroups>"));
    }

    private static void requireVpc(String id) {
        if (!VPC.matcher(id).matches()) {
            throw new ActionableException(
                    "<vpc> is '" + id + "', which is no id of a VPC.",
                    "Set <vpc> (-Decs.vpc) to an id such as vpc-0a1b2c3d4e5f67890, or leave it out for the default VPC.");
        }
    }

    static void requireGroup(String id, String element) {
        if (!GROUP.matcher(id).matches()) {
            throw new ActionableException(
                    element + " names '" + id + "', which is no id of a security group.",
                    "Write ids such as sg-0a1b2c3d4e5f67890, or leave " + element + " out to have a group made.");
        }
    }

    /**
     * A subnet.
     *
     * @param id such as {@code subnet-0a1b2c3d4e5f67890}
     * @param zone name or id of its Availability Zone, where it is known
     */
    public record Subnet(String id, Optional<String> zone) {
        /** @throws ActionableException when the id is none */
        public Subnet {
            if (!SUBNET.matcher(id).matches()) {
                throw new ActionableException(
                        "<subnets> names '" + id + "', which is no id of a subnet.",
                        "Write ids such as subnet-0a1b2c3d4e5f67890, or leave <subnets> out for the default VPC's public"
                                + " subnets.");
            }
        }
    }
}
