package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Optional;
import java.util.Set;

/** AWS::ElasticLoadBalancingV2::Listener. */
record ListenerHandler(Services services) implements ResourceHandler {
    private static final Set<String> CHANGEABLE =
            Set.of("Port", "Protocol", "SslPolicy", "Certificates", "DefaultActions", "AlpnPolicy");

    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        String arn = services.elb("CreateListener", properties)
                .path("Listeners")
                .path(0)
                .path("ListenerArn")
                .asText();
        return Made.of(arn).with("ListenerArn", arn);
    }

    @Override
    public Made update(StackResource resource, ObjectNode wanted) throws AwsError {
        String arn = resource.physicalId();
        Set<String> changed = Properties.changed(resource.properties, wanted);
        for (String property : changed) {
            if (!CHANGEABLE.contains(property) && !property.equals("Tags")) {
                throw AwsError.notImplemented("another " + property + " of a listener");
            }
        }
        if (changed.stream().anyMatch(CHANGEABLE::contains)) {
            services.elb("ModifyListener", Handlers.only(wanted, CHANGEABLE).put("ListenerArn", arn));
        }
        new ElbTags(services).change(arn, resource.properties, wanted);
        return new Made(arn, resource.attributes);
    }

    @Override
    public void delete(StackResource resource) throws AwsError {
        services.elb("DeleteListener", Services.object().put("ListenerArn", resource.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(StackResource resource) throws AwsError {
        ObjectNode request = Services.object();
        request.putArray("ListenerArns").add(resource.physicalId());
        JsonNode found =
                services.elb("DescribeListeners", request).path("Listeners").path(0);
        ObjectNode actual = Services.object();
        actual.set("Port", found.path("Port"));
        actual.set("Protocol", found.path("Protocol"));
        return Optional.of(actual);
    }
}
