package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Optional;

/** AWS::EC2::SecurityGroupIngress and AWS::EC2::SecurityGroupEgress: one rule of a group. */
record SecurityGroupRuleHandler(Services services, boolean ingress) implements ResourceHandler {
    private String direction() {
        return ingress ? "Ingress" : "Egress";
    }

    /** The rules of a template as EC2's requests have them. */
    static ObjectNode permissions(String group, JsonNode rules) throws AwsError {
        ObjectNode request = Services.object().put("GroupId", group);
        ArrayNode permissions = request.putArray("IpPermissions");
        for (JsonNode rule : rules) {
            permissions.add(permission(rule));
        }
        return request;
    }

    private static ObjectNode permission(JsonNode rule) throws AwsError {
        ObjectNode permission = Services.object();
        for (String member : new String[] {"IpProtocol", "FromPort", "ToPort"}) {
            if (rule.has(member)) {
                permission.set(member, rule.get(member));
            }
        }
        String description = rule.path("Description").asText("");
        ObjectNode peer = Services.object();
        if (rule.has("CidrIp")) {
            peer.set("CidrIp", rule.get("CidrIp"));
            permission.putArray("IpRanges").add(peer);
        } else if (rule.has("CidrIpv6")) {
            peer.set("CidrIpv6", rule.get("CidrIpv6"));
            permission.putArray("Ipv6Ranges").add(peer);
        } else if (rule.has("SourceSecurityGroupId") || rule.has("DestinationSecurityGroupId")) {
            boolean source = rule.has("SourceSecurityGroupId");
            peer.set("GroupId", rule.get(source ? "SourceSecurityGroupId" : "DestinationSecurityGroupId"));
            permission.putArray("Groups").add(peer);
        } else {
            throw AwsError.notImplemented(
                    "rules of security groups with another peer than CidrIp, CidrIpv6 or a group");
        }
        if (!description.isEmpty()) {
            peer.put("Description", description);
        }
        return permission;
    }

    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        if (!properties.has("GroupId")) {
            throw AwsError.notImplemented("rules of security groups by name");
        }
        JsonNode rules = Services.object().putArray("rules").add(properties);
        String id = services.ec2(
                        "AuthorizeSecurityGroup" + direction(),
                        permissions(properties.path("GroupId").asText(), rules))
                .path("securityGroupRuleSet")
                .path(0)
                .path("securityGroupRuleId")
                .asText();
        return Made.of(id).with("Id", id);
    }

    @Override
    public Made update(StackResource resource, ObjectNode wanted) throws AwsError {
        throw AwsError.notImplemented("another description of a rule of a security group");
    }

    @Override
    public void delete(StackResource resource) throws AwsError {
        ObjectNode request = Services.object()
                .put("GroupId", resource.properties.path("GroupId").asText());
        request.putArray("SecurityGroupRuleId").add(resource.physicalId());
        services.ec2("RevokeSecurityGroup" + direction(), request);
    }

    @Override
    public Optional<ObjectNode> read(StackResource resource) throws AwsError {
        ObjectNode request = Services.object();
        request.putArray("GroupId").add(resource.properties.path("GroupId").asText());
        JsonNode group = services.ec2("DescribeSecurityGroups", request)
                .path("securityGroupInfo")
                .path(0);
        for (JsonNode permission : group.path(ingress ? "ipPermissions" : "ipPermissionsEgress")) {
            if (permission
                            .path("ipProtocol")
                            .asText()
                            .equals(resource.properties.path("IpProtocol").asText())
                    && permission
                            .path("fromPort")
                            .asText("")
                            .equals(resource.properties.path("FromPort").asText(""))) {
                return Optional.of(Services.object());
            }
        }
        return Optional.empty();
    }
}
