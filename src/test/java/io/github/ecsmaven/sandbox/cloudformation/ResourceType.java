package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A resource type as its table in {@code /cloudformation} has it. */
final class ResourceType {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, ResourceType> ALL = new LinkedHashMap<>();

    static {
        for (String name : List.of(
                "AWS::ECS::Cluster",
                "AWS::ECS::ClusterCapacityProviderAssociations",
                "AWS::ECS::TaskDefinition",
                "AWS::ECS::Service",
                "AWS::Logs::LogGroup",
                "AWS::IAM::Role",
                "AWS::EC2::SecurityGroup",
                "AWS::EC2::SecurityGroupIngress",
                "AWS::EC2::SecurityGroupEgress",
                "AWS::ElasticLoadBalancingV2::LoadBalancer",
                "AWS::ElasticLoadBalancingV2::TargetGroup",
                "AWS::ElasticLoadBalancingV2::Listener",
                "AWS::ElasticLoadBalancingV2::ListenerRule",
                "AWS::ApplicationAutoScaling::ScalableTarget",
                "AWS::ApplicationAutoScaling::ScalingPolicy")) {
            ALL.put(name, new ResourceType(name, read(name)));
        }
    }

    private final String name;
    private final ObjectNode table;

    private ResourceType(String name, ObjectNode table) {
        this.name = name;
        this.table = table;
    }

    private static ObjectNode read(String name) {
        String file = "/cloudformation/" + name.replace("::", "-") + ".json";
        try (InputStream in = ResourceType.class.getResourceAsStream(file)) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    static Optional<ResourceType> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** @param name of a type that is known to be there */
    static ResourceType of(String name) {
        return named(name).orElseThrow(() -> new IllegalStateException("no table of " + name));
    }

    String name() {
        return name;
    }

    JsonNode properties() {
        return table.path("properties");
    }

    /** The members of a structure. */
    JsonNode structure(String type) {
        return table.path("types").path(type);
    }

    /** What Fn::GetAtt answers. */
    Set<String> attributes() {
        Set<String> attributes = new TreeSet<>();
        table.path("attributes").forEach(attribute -> attributes.add(attribute.asText()));
        return attributes;
    }

    /** Whether another value makes another resource. */
    boolean isReplacedBy(String property) {
        return properties().path(property).path("replaces").asBoolean(false);
    }

    boolean isTagged() {
        return properties().has("Tags");
    }

    /** The properties that name the resource for people, which therefore cannot stand twice: one is replaced only under another name. */
    List<String> ownNames() {
        List<String> names = new ArrayList<>();
        List.of("ClusterName", "ServiceName", "LogGroupName", "RoleName", "GroupName", "Name").stream()
                .filter(properties()::has)
                .filter(this::isReplacedBy)
                .forEach(names::add);
        return names;
    }
}
