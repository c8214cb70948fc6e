package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Optional;
import java.util.Set;

/** AWS::ElasticLoadBalancingV2::TargetGroup. */
record TargetGroupHandler(Services services) implements ResourceHandler {
    private static final String ATTRIBUTES = "TargetGroupAttributes";
    private static final Set<String> CHANGEABLE = Set.of(
            "HealthCheckIntervalSeconds",
            "HealthCheckPath",
            "HealthCheckPort",
            "HealthCheckProtocol",
            "HealthCheckTimeoutSeconds",
            "HealthyThresholdCount",
            "UnhealthyThresholdCount",
            "HealthCheckEnabled",
            "Matcher");

    private ElbKind elb() {
        return new ElbKind(services, "TargetGroup");
    }

    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        String own = Handlers.text(properties, "Name", () -> name.of(32));
        if (elb().exists(own)) {
            throw Failures.alreadyExists(ResourceType.of("AWS::ElasticLoadBalancingV2::TargetGroup"), own);
        }
        ObjectNode request = Handlers.without(properties, ATTRIBUTES).put("Name", own);
        String arn = services.elb("CreateTargetGroup", request)
                .path("TargetGroups")
                .path(0)
                .path("TargetGroupArn")
                .asText();
        elb().setAttributes(arn, properties);
        Made made = Made.of(arn)
                .with("TargetGroupArn", arn)
                .with("TargetGroupName", own)
                .with("TargetGroupFullName", "targetgroup/" + Handlers.tail(arn, ":targetgroup/"));
        made.attributes().putArray("LoadBalancerArns");
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
            if (!CHANGEABLE.contains(property) && !Set.of("Tags", ATTRIBUTES).contains(property)) {
                throw AwsError.notImplemented("another " + property + " of a target group");
            }
        }
        ObjectNode request = Handlers.only(wanted, CHANGEABLE);
        if (changed.stream().anyMatch(CHANGEABLE::contains)) {
            services.elb("ModifyTargetGroup", request.put("TargetGroupArn", arn));
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
        for (String property : CHANGEABLE) {
            if (found.has(property) && !property.equals("Matcher")) {
                actual.set(property, found.get(property));
            }
        }
        return Optional.of(actual);
    }
}
