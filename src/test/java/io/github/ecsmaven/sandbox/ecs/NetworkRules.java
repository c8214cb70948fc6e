package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Vpc;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What ECS refuses of the subnets and security groups of a request, which it looks up in EC2 and answers with EC2's sentence. */
final class NetworkRules {
    private NetworkRules() {}

    static void check(Vpc vpc, ObjectNode request) throws AwsError {
        List<String> subnets = named(request, "subnets");
        for (String subnet : subnets) {
            if (vpc.zone(subnet).isEmpty()) {
                throw EcsErrors.invalidParameter("Error retrieving subnet information for " + subnets
                        + ": The subnet ID '" + subnet + "' does not exist (ErrorCode: InvalidSubnetID.NotFound)");
            }
        }
        List<String> groups = named(request, "securityGroups");
        for (String group : groups) {
            if (!vpc.hasSecurityGroup(group)) {
                throw EcsErrors.invalidParameter("Error retrieving security group information for " + groups
                        + ": The security group '" + group + "' does not exist (ErrorCode: InvalidGroup.NotFound)");
            }
        }
        refuseSeveralVpcs(vpc, subnets, groups);
    }

    /** API reference, "AwsVpcConfiguration". */
    private static void refuseSeveralVpcs(Vpc vpc, List<String> subnets, List<String> groups) throws AwsError {
        Set<String> ofSubnets = new TreeSet<>();
        subnets.forEach(id -> vpc.subnet(id).ifPresent(subnet -> ofSubnets.add(subnet.vpc())));
        if (ofSubnets.size() > 1) {
            throw EcsErrors.invalidParameter("All specified subnets must be from the same VPC.");
        }
        Set<String> ofGroups = new TreeSet<>();
        groups.forEach(id -> vpc.securityGroup(id).ifPresent(group -> ofGroups.add(group.vpc())));
        if (ofGroups.size() > 1 || !ofGroups.isEmpty() && !ofSubnets.isEmpty() && !ofGroups.equals(ofSubnets)) {
            throw EcsErrors.invalidParameter("All specified security groups must be from the same VPC.");
        }
    }

    private static List<String> named(ObjectNode request, String member) {
        return Wire.list(request.path("networkConfiguration").path("awsvpcConfiguration"), member);
    }
}
