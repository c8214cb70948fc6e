package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;

/** The handlers of all types, and what several of them do. */
final class Handlers {
    private Handlers() {}

    static ResourceHandler of(ResourceType type, Services services) {
        return switch (type.name()) {
            case "AWS::ECS::Cluster" -> new ClusterHandler(services);
            case "AWS::ECS::ClusterCapacityProviderAssociations" -> new CapacityProvidersHandler(services);
            case "AWS::ECS::TaskDefinition" -> new TaskDefinitionHandler(services);
            case "AWS::ECS::Service" -> new ServiceHandler(services);
            case "AWS::Logs::LogGroup" -> new LogGroupHandler(services);
            case "AWS::IAM::Role" -> new RoleHandler(services);
            case "AWS::EC2::SecurityGroup" -> new SecurityGroupHandler(services);
            case "AWS::EC2::SecurityGroupIngress" -> new SecurityGroupRuleHandler(services, true);
            case "AWS::EC2::SecurityGroupEgress" -> new SecurityGroupRuleHandler(services, false);
            case "AWS::ElasticLoadBalancingV2::LoadBalancer" -> new LoadBalancerHandler(services);
            case "AWS::ElasticLoadBalancingV2::TargetGroup" -> new TargetGroupHandler(services);
            case "AWS::ElasticLoadBalancingV2::Listener" -> new ListenerHandler(services);
            case "AWS::ElasticLoadBalancingV2::ListenerRule" -> new ListenerRuleHandler(services);
            case "AWS::ApplicationAutoScaling::ScalableTarget" -> new ScalableTargetHandler(services);
            case "AWS::ApplicationAutoScaling::ScalingPolicy" -> new ScalingPolicyHandler(services);
            default -> throw new IllegalStateException("no handler of " + type.name());
        };
    }

    /** Members as the JSON services of AWS have them: with a small first letter; the keys of maps stay as they are. */
    static JsonNode camel(JsonNode node, Set<String> maps) {
        if (node.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> list.add(camel(element, maps)));
            return list;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties()
                .forEach(member -> object.set(
                        camel(member.getKey()),
                        maps.contains(member.getKey()) ? member.getValue() : camel(member.getValue(), maps)));
        return object;
    }

    private static String camel(String name) {
        return switch (name) {
            case "EFSVolumeConfiguration" -> "efsVolumeConfiguration";
            case "FSxWindowsFileServerVolumeConfiguration" -> "fsxWindowsFileServerVolumeConfiguration";
            case "FilesystemId" -> "fileSystemId";
            case "IAM" -> "iam";
            default -> Character.toLowerCase(name.charAt(0)) + name.substring(1);
        };
    }

    /** Only those properties. */
    static ObjectNode only(ObjectNode properties, Set<String> names) {
        ObjectNode some = JsonNodeFactory.instance.objectNode();
        names.stream().filter(properties::has).forEach(name -> some.set(name, properties.get(name)));
        return some;
    }

    static ObjectNode without(ObjectNode properties, String... names) {
        ObjectNode rest = properties.deepCopy();
        rest.remove(Set.of(names));
        return rest;
    }

    /** The keys of tags that were there and shall be no longer. */
    static ArrayNode droppedTags(ObjectNode before, ObjectNode after) {
        Set<String> keys = new TreeSet<>();
        before.path("Tags").forEach(tag -> keys.add(tag.path("Key").asText()));
        after.path("Tags").forEach(tag -> keys.remove(tag.path("Key").asText()));
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        keys.forEach(list::add);
        return list;
    }

    static boolean sameTags(ObjectNode before, ObjectNode after) {
        return before.path("Tags").equals(after.path("Tags"));
    }

    /** The last part of an ARN. */
    static String tail(String arn, String marker) {
        return arn.substring(arn.indexOf(marker) + marker.length());
    }

    /** A property as text, or a default where there is none. */
    static String text(ObjectNode properties, String name, java.util.function.Supplier<String> otherwise) {
        return properties.has(name) ? properties.path(name).asText() : otherwise.get();
    }
}
