package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Optional;

/** AWS::EC2::SecurityGroup, with the rules that it declares itself. */
record SecurityGroupHandler(Services services) implements ResourceHandler {
    private static final String ANYWHERE = """
            [{"IpProtocol":"-1","CidrIp":"0.0.0.0/0"}]""";

    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        ObjectNode request = Services.object()
                .put("GroupName", Handlers.text(properties, "GroupName", () -> name.of(255)))
                .put("GroupDescription", properties.path("GroupDescription").asText());
        if (properties.has("VpcId")) {
            request.set("VpcId", properties.get("VpcId"));
        }
        tag(request, properties.path("Tags"));
        String id = services.ec2("CreateSecurityGroup", request).path("groupId").asText();
        authorize(id, true, properties.path("SecurityGroupIngress"));
        if (!properties.path("SecurityGroupEgress").isEmpty()) {
            revoke(id, false, anywhere());
            authorize(id, false, properties.path("SecurityGroupEgress"));
        }
        return Made.of(id)
                .with("GroupId", id)
                .with("Id", id)
                .with("VpcId", find(id).path("vpcId").asText());
    }

    private static JsonNode anywhere() {
        return JsonText.parse(ANYWHERE);
    }

    private static void tag(ObjectNode request, JsonNode tags) {
        if (!tags.isEmpty()) {
            ObjectNode specification = request.putArray("TagSpecification").addObject();
            specification.put("ResourceType", "security-group").set("Tag", tags);
        }
    }

    private JsonNode find(String id) throws AwsError {
        ObjectNode request = Services.object();
        request.putArray("GroupId").add(id);
        return services.ec2("DescribeSecurityGroups", request)
                .path("securityGroupInfo")
                .path(0);
    }

    private void authorize(String id, boolean ingress, JsonNode rules) throws AwsError {
        if (!rules.isEmpty()) {
            services.ec2(
                    "AuthorizeSecurityGroup" + (ingress ? "Ingress" : "Egress"),
                    SecurityGroupRuleHandler.permissions(id, rules));
        }
    }

    private void revoke(String id, boolean ingress, JsonNode rules) throws AwsError {
        if (!rules.isEmpty()) {
            services.ec2(
                    "RevokeSecurityGroup" + (ingress ? "Ingress" : "Egress"),
                    SecurityGroupRuleHandler.permissions(id, rules));
        }
    }

    private void exchange(String id, boolean ingress, JsonNode before, JsonNode after) throws AwsError {
        for (JsonNode rule : minus(after, before)) {
            unlessDone(() -> authorize(id, ingress, one(rule)), "InvalidPermission.Duplicate");
        }
        for (JsonNode rule : minus(before, after)) {
            unlessDone(() -> revoke(id, ingress, one(rule)), "InvalidPermission.NotFound");
        }
    }

    private static ArrayNode one(JsonNode rule) {
        return Services.object().putArray("rules").add(rule);
    }

    private interface Exchange {
        void carryOut() throws AwsError;
    }

    // What a failed update has or has not done is no obstacle to its rollback.
    private static void unlessDone(Exchange exchange, String done) throws AwsError {
        try {
            exchange.carryOut();
        } catch (AwsError e) {
            if (!e.code().equals(done)) {
                throw e;
            }
        }
    }

    private static ArrayNode minus(JsonNode some, JsonNode others) {
        ArrayNode rest = Services.object().putArray("rules");
        some.forEach(rule -> {
            boolean known = false;
            for (JsonNode other : others) {
                known |= other.equals(rule);
            }
            if (!known) {
                rest.add(rule);
            }
        });
        return rest;
    }

    @Override
    public Made update(StackResource resource, ObjectNode wanted) throws AwsError {
        String id = resource.physicalId();
        exchange(id, true, resource.properties.path("SecurityGroupIngress"), wanted.path("SecurityGroupIngress"));
        exchange(id, false, egress(resource.properties), egress(wanted));
        ArrayNode dropped = Handlers.droppedTags(resource.properties, wanted);
        ObjectNode request = Services.object();
        request.putArray("ResourceId").add(id);
        if (!dropped.isEmpty()) {
            ObjectNode untag = request.deepCopy();
            ArrayNode tags = untag.putArray("Tag");
            dropped.forEach(key -> tags.addObject().set("Key", key));
            services.ec2("DeleteTags", untag);
        }
        if (!Handlers.sameTags(resource.properties, wanted)
                && !wanted.path("Tags").isEmpty()) {
            services.ec2("CreateTags", (ObjectNode) request.set("Tag", wanted.path("Tags")));
        }
        return new Made(id, resource.attributes);
    }

    private static JsonNode egress(ObjectNode properties) {
        JsonNode own = properties.path("SecurityGroupEgress");
        return own.isEmpty() ? anywhere() : own;
    }

    @Override
    public void delete(StackResource resource) throws AwsError {
        services.ec2("DeleteSecurityGroup", Services.object().put("GroupId", resource.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(StackResource resource) throws AwsError {
        JsonNode found = find(resource.physicalId());
        ObjectNode actual = Services.object();
        actual.put("GroupDescription", found.path("groupDescription").asText());
        return Optional.of(actual);
    }
}
