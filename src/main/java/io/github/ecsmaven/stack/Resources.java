package io.github.ecsmaven.stack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The resources of a template, in the order in which they are added; all have the same tags that can have tags. */
final class Resources {
    static final String CLUSTER = "Cluster";
    static final String LOG_GROUP = "LogGroup";
    static final String EXECUTION_ROLE = "ExecutionRole";
    static final String INFRASTRUCTURE_ROLE = "InfrastructureRole";
    static final String LOAD_BALANCER_GROUP = "LoadBalancerSecurityGroup";
    static final String SERVICE_GROUP = "ServiceSecurityGroup";
    static final String LOAD_BALANCER = "LoadBalancer";
    static final String TARGET_GROUP = "TargetGroup";
    static final String LISTENER = "Listener";
    static final String REDIRECT = "RedirectListener";
    static final String RULE = "ListenerRule";
    static final String TASK_DEFINITION = "TaskDefinition";
    static final String SERVICE = "Service";
    static final String SCALABLE_TARGET = "ScalableTarget";
    static final String SCALING_POLICY = "ScalingPolicy";

    private final ObjectNode json = Intrinsics.object();
    private final List<Tagged> tagged = new ArrayList<>();
    private final Map<String, String> tags;

    Resources(Map<String, String> tags) {
        this.tags = tags;
    }

    /** Answers its properties, to be filled in. */
    ObjectNode add(String logicalId, String type) {
        return add(logicalId, type, Map.of());
    }

    /** @param own tags that no other resource has */
    ObjectNode add(String logicalId, String type, Map<String, String> own) {
        ObjectNode properties = addWithoutTags(logicalId, type);
        tagged.add(new Tagged(properties, own));
        return properties;
    }

    ObjectNode addWithoutTags(String logicalId, String type) {
        return json.putObject(logicalId).put("Type", type).putObject("Properties");
    }

    /** The resource itself, which has what CloudFormation does with it. */
    ObjectNode resource(String logicalId) {
        return (ObjectNode) json.path(logicalId);
    }

    boolean has(String logicalId) {
        return json.has(logicalId);
    }

    /** Complete: the tags come last. */
    ObjectNode json() {
        for (Tagged resource : tagged) {
            ArrayNode all = resource.properties().putArray("Tags");
            tags.forEach((key, value) -> all.add(Intrinsics.pair(key, value)));
            resource.own().forEach((key, value) -> all.add(Intrinsics.pair(key, value)));
        }
        return json;
    }

    private record Tagged(ObjectNode properties, Map<String, String> own) {}
}
