package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.cloudformation.PropertyCheck.Finding;
import io.github.ecsmaven.sandbox.cloudformation.Template.Resource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What one operation works with: its stack, what the stack shall be made of, and who does it. */
final class Workshop {
    final Stack stack;
    final Template template;
    final Map<String, String> parameters;
    final Map<String, String> tags;
    final StackFaults faults;
    private final Sandbox sandbox;
    private final Caller caller;
    private final Pace pace;

    Workshop(
            Sandbox sandbox,
            Caller caller,
            Pace pace,
            StackFaults faults,
            Stack stack,
            Template template,
            Map<String, String> parameters,
            Map<String, String> tags) {
        this.sandbox = sandbox;
        this.caller = caller;
        this.pace = pace;
        this.faults = faults;
        this.stack = stack;
        this.template = template;
        this.parameters = parameters;
        this.tags = tags;
    }

    /** The same for another template. */
    Workshop of(Template other) {
        return new Workshop(sandbox, caller, pace, faults, stack, other, parameters, tags);
    }

    ResourceHandler handler(ResourceType type) {
        return Handlers.of(type, new Services(sandbox, caller));
    }

    Duration pace(ResourceType type) {
        return pace.of(type);
    }

    /** @param resources what references stand for */
    Resolver resolver(Resolver.Resources resources) {
        return new Resolver(template, parameters, pseudo(sandbox, stack), resources);
    }

    /** References stand for what the stack's resources are now. */
    Resolver resolver() {
        return resolver(this::valueOf);
    }

    static Map<String, JsonNode> pseudo(Sandbox sandbox, Stack stack) {
        Map<String, JsonNode> pseudo = new LinkedHashMap<>();
        pseudo.put("AWS::Region", TextNode.valueOf(sandbox.region()));
        pseudo.put("AWS::AccountId", TextNode.valueOf(sandbox.account()));
        pseudo.put("AWS::Partition", TextNode.valueOf("aws"));
        pseudo.put("AWS::URLSuffix", TextNode.valueOf("amazonaws.com"));
        pseudo.put("AWS::StackName", TextNode.valueOf(stack.name));
        pseudo.put("AWS::StackId", TextNode.valueOf(stack.id));
        ArrayNode zones = JsonNodeFactory.instance.arrayNode();
        new TreeSet<>(sandbox.vpc().zones()).forEach(zones::add);
        pseudo.put("AvailabilityZones", zones);
        return pseudo;
    }

    private JsonNode valueOf(String logicalId, String attribute) throws AwsError {
        StackResource resource = stack.resources.get(logicalId);
        if (resource == null) {
            throw Errors.validation("Unresolved resource dependencies [" + logicalId + "]");
        }
        return valueOf(resource, attribute);
    }

    static JsonNode valueOf(StackResource resource, String attribute) throws AwsError {
        if (attribute.isEmpty()) {
            return TextNode.valueOf(resource.physicalId());
        }
        JsonNode value = resource.attributes.path(attribute);
        if (value.isMissingNode()) {
            throw AwsError.notImplemented("the attribute " + attribute + " of " + resource.type.name());
        }
        return value;
    }

    /** The properties of a resource without functions and with the stack's tags, checked against the type's table. */
    ObjectNode properties(Resource resource) throws AwsError {
        ObjectNode resolved = (ObjectNode) resolver().resolve(resource.properties());
        List<Finding> findings = PropertyCheck.findings(resource.type(), resolved);
        if (!findings.isEmpty()) {
            throw Failures.invalidProperties(resource.logicalId(), findings);
        }
        return withTags(resource.type(), PropertyCheck.converted(resource.type(), resolved), tags);
    }

    /** The stack's tags come first, and yield to those of the resource. */
    static ObjectNode withTags(ResourceType type, ObjectNode properties, Map<String, String> stackTags) {
        if (!type.isTagged() || stackTags.isEmpty()) {
            return properties;
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        stackTags.forEach((key, value) -> values.put(key, TextNode.valueOf(value)));
        properties.path("Tags").forEach(tag -> values.put(tag.path("Key").asText(), tag.path("Value")));
        ObjectNode tagged = properties.deepCopy();
        ArrayNode list = tagged.putArray("Tags");
        values.forEach((key, value) -> list.addObject().put("Key", key).set("Value", value));
        return tagged;
    }
}
