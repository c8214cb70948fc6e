package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Optional;
import java.util.Set;

/** AWS::ElasticLoadBalancingV2::ListenerRule. */
record ListenerRuleHandler(Services services) implements ResourceHandler {
    private static final Set<String> CHANGEABLE = Set.of("Conditions", "Actions");

    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        String arn = services.elb("CreateRule", properties)
                .path("Rules")
                .path(0)
                .path("RuleArn")
                .asText();
        return Made.of(arn).with("RuleArn", arn).with("IsDefault", "false");
    }

    @Override
    public Made update(StackResource resource, ObjectNode wanted) throws AwsError {
        String arn = resource.physicalId();
        Set<String> changed = Properties.changed(resource.properties, wanted);
        if (changed.contains("Transforms")) {
            throw AwsError.notImplemented("transforms of a rule");
        }
        if (changed.stream().anyMatch(CHANGEABLE::contains)) {
            services.elb("ModifyRule", Handlers.only(wanted, CHANGEABLE).put("RuleArn", arn));
        }
        if (changed.contains("Priority")) {
            ObjectNode request = Services.object();
            request.putArray("RulePriorities").addObject().put("RuleArn", arn).set("Priority", wanted.path("Priority"));
            services.elb("SetRulePriorities", request);
        }
        new ElbTags(services).change(arn, resource.properties, wanted);
        return new Made(arn, resource.attributes);
    }

    @Override
    public void delete(StackResource resource) throws AwsError {
        services.elb("DeleteRule", Services.object().put("RuleArn", resource.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(StackResource resource) throws AwsError {
        ObjectNode request = Services.object();
        request.putArray("RuleArns").add(resource.physicalId());
        JsonNode found = services.elb("DescribeRules", request).path("Rules").path(0);
        ObjectNode actual = Services.object();
        actual.set("Priority", found.path("Priority"));
        return Optional.of(actual);
    }
}
