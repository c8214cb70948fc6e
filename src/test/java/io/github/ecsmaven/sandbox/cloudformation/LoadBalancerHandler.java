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

    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        String own = Handlers.text(properties, "Name", () -> name.of(32));
        if (exists(own)) {
            throw Failures.alreadyExists(ResourceType.of("AWS::ElasticLoadBalancingV2::LoadBalancer"), own);
        }
        JsonNode created = services.elb(
                        "CreateLoadBalancer",
                        Handlers.without(properties, ATTRIBUTES).put("Name", own))
                .path("LoadBalancers")
                .path(0);
        String arn = created.path("LoadBalancerArn").asText();
        setAttributes(arn, properties);
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
        return exists(properties.path("Name").asText());
    }

    private boolean exists(String name) throws AwsError {
        ObjectNode request = Services.object();
        request.putArray("Names").add(name);
        try {
            services.elb("DescribeLoadBalancers", request);
            return true;
        } catch (AwsError e) {
            if (Failures.isNotFound(e)) {
                return false;
            }
            throw e;
        }
    }

    private void setAttributes(String arn, ObjectNode properties) throws AwsError {
        if (!properties.path(ATTRIBUTES).isEmpty()) {
            ObjectNode request = Services.object().put("LoadBalancerArn", arn);
            request.set("Attributes", properties.path(ATTRIBUTES));
            services.elb("ModifyLoadBalancerAttributes", request);
        }
    }

    @Override
    public Made update(StackResource resource, ObjectNode wanted) throws AwsError {
        String arn = resource.physicalId();
        Set<String> changed = Properties.changed(resource.properties, wanted);
        for (String property : changed) {
            String setter = SETTERS.get(property);
            if (setter != null) {
                ObjectNode request = Services.object().put("LoadBalancerArn", arn);
                request.set(property, wanted.path(property));
                services.elb(setter, request);
            } else if (!property.equals("Tags") && !property.equals(ATTRIBUTES)) {
                throw AwsError.notImplemented("another " + property + " of a load balancer");
            }
        }
        if (changed.contains(ATTRIBUTES)) {
            setAttributes(arn, wanted);
        }
        new ElbTags(services).change(arn, resource.properties, wanted);
        return new Made(arn, resource.attributes);
    }

    @Override
    public void delete(StackResource resource) throws AwsError {
        services.elb("DeleteLoadBalancer", Services.object().put("LoadBalancerArn", resource.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(StackResource resource) throws AwsError {
        ObjectNode request = Services.object();
        request.putArray("LoadBalancerArns").add(resource.physicalId());
        JsonNode found = services.elb("DescribeLoadBalancers", request)
                .path("LoadBalancers")
                .path(0);
        ObjectNode actual = Services.object();
        actual.set("Scheme", found.path("Scheme"));
        actual.set("Type", found.path("Type"));
        actual.set("Name", found.path("LoadBalancerName"));
        return Optional.of(actual);
    }
}
