package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** AWS::ElasticLoadBalancingV2::LoadBalancer. */
record LoadBalancerHandler(Services services) implements ResourceHandler {
    private static final String ATTRIBUTES = "LoadBalancerAttributes";
    private static final Map<String, String> SETTERS =
            Map.of("Subnets", "SetSubnets", "SecurityGroups", "SetSecurityGroups", "IpAddressType", "SetIpAddressType");

    private ElbKind elb() {
        return new ElbKind(services, "LoadBalancer");
    }

    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        String own = Handlers.text(properties, "Name", () -> name.of(32));
        if (elb().exists(own)) {
            throw Failures.alreadyExists(ResourceType.of("AWS::ElasticLoadBalancingV2::LoadBalancer"), own);
        }
        JsonNode created = services.elb(
                        "CreateLoadBalancer",
                        Handlers.without(properties, ATTRIBUTES).put("Name", own))
                .path("LoadBalancers")
                .path(0);
        String arn = created.path("LoadBalancerArn").asText();
        elb().setAttributes(arn, properties);
        Made made = Made.of(arn)
                .with("LoadBalancerArn", arn)
                .with("DNSName", created.path("DNSName").asText())
                .with(
                        "CanonicalHostedZoneID",
                        created.path("CanonicalHostedZoneId").asText())
                .with("LoadBalancerName", own)
                .with("LoadBalancerFullName", Handlers.tail(arn, ":loadbalancer/"));
        made.attributes().set("SecurityGroups", created.path("SecurityGroups"));
        return made;
    }

    @Override
    public boolean exists(ObjectNode properties) throws AwsError {
        return elb().exists(properties.path("Name").asText());
    }

    @Override
    public Made update(StackResource resource, ObjectNode wanted) throws AwsError {
        String arn = resource.physicalId();
        Set<String> changed = Properties.changed(resource.properties, wanted);
        for (String property : changed) {
            String setter = SETTERS.get(property);
            if (setter != null) {
                ObjectNode request = elb().request(arn);
                request.set(property, wanted.path(property));
                services.elb(setter, request);
            } else if (!property.equals("Tags") && !property.equals(ATTRIBUTES)) {
                throw AwsError.notImplemented("another " + property + " of a load balancer");
            }
        }
        if (changed.contains(ATTRIBUTES)) {
            elb().setAttributes(arn, wanted);
        }
        new ElbTags(services).change(arn, resource.properties, wanted);
        return new Made(arn, resource.attributes);
    }

    @Override
    public void delete(StackResource resource) throws AwsError {
        elb().delete(resource.physicalId());
    }

    @Override
    public Optional<ObjectNode> read(StackResource resource) throws AwsError {
        JsonNode found = elb().find(resource.physicalId());
        ObjectNode actual = Services.object();
        actual.set("Scheme", found.path("Scheme"));
        actual.set("Type", found.path("Type"));
        actual.set("Name", found.path("LoadBalancerName"));
        return Optional.of(actual);
    }
}
