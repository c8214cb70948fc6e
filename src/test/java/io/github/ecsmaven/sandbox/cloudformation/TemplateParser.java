package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.cloudformation.Intrinsic.Reference;
import io.github.ecsmaven.sandbox.cloudformation.Template.Resource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a template in JSON and refuses what CloudFormation refuses before it looks at any property (user guide, "Template anatomy"). */
final class TemplateParser {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    /** What CreateChangeSet takes inline (API reference, "CreateChangeSet"). */
    private static final int MOST_BYTES = 51_200;

    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Parameters",
            "Mappings",
            "Conditions",
            "Rules",
            "Transform",
            "Resources",
            "Outputs");
    private static final Set<String> OF_RESOURCES = Set.of(
            "Type",
            "Properties",
            "DependsOn",
            "DeletionPolicy",
            "UpdateReplacePolicy",
            "Metadata",
            "CreationPolicy",
            "UpdatePolicy",
            "Condition");

    private TemplateParser() {}

    static Template parse(String body) throws AwsError {
        if (body.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw Errors.constraint(
                    body.substring(0, 64) + "…",
                    "templateBody",
                    "Member must have length less than or equal to " + MOST_BYTES);
        }
        ObjectNode root = json(body);
        for (String section : keys(root)) {
            if (!SECTIONS.contains(section)) {
                throw Errors.validation("Invalid template property or properties [" + section + "]");
            }
        }
        if (!root.path("AWSTemplateFormatVersion").asText("2010-09-09").equals("2010-09-09")) {
            throw format("Template format error: unsupported value for AWSTemplateFormatVersion.");
        }
        for (String section : Set.of("Mappings", "Conditions", "Rules", "Transform")) {
            if (root.has(section)) {
                throw AwsError.notImplemented("the section " + section + " of templates");
            }
        }
        Map<String, ObjectNode> parameters = Parameters.declared(root.path("Parameters"));
        Map<String, Resource> resources = resources(root.path("Resources"), parameters.keySet());
        Map<String, ObjectNode> outputs = Outputs.declared(root.path("Outputs"));
        Template template = new Template(body, root.path("Description").asText(""), parameters, resources, outputs);
        TemplateReferences.check(template);
        return template;
    }

    private static ObjectNode json(String body) throws AwsError {
        if (!body.stripLeading().startsWith("{")) {
            throw AwsError.notImplemented("templates that are not JSON");
        }
        try {
            return (ObjectNode) JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw format("Template format error: JSON not well-formed. (line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ")");
        }
    }

    private static AwsError format(String message) {
        return Errors.validation(message);
    }

    private static Set<String> keys(JsonNode node) {
        Set<String> keys = new LinkedHashSet<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static Map<String, Resource> resources(JsonNode section, Set<String> parameters) throws AwsError {
        if (!section.isObject() || section.isEmpty()) {
            throw format("Template format error: At least one Resources member must be defined.");
        }
        refuseUnknownTypes(section);
        Map<String, Resource> resources = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : section.properties()) {
            String name = entry.getKey();
            if (!name.matches("[A-Za-z0-9]{1,255}")) {
                throw format("Template format error: Resource name " + name + " is non alphanumeric.");
            }
            if (parameters.contains(name)) {
                throw format("Template format error: Resource and parameter names must be unique: " + name);
            }
            resources.put(name, resource(name, entry.getValue()));
        }
        return resources;
    }

    private static void refuseUnknownTypes(JsonNode section) throws AwsError {
        Set<String> unknown = new TreeSet<>();
        for (Map.Entry<String, JsonNode> entry : section.properties()) {
            if (!entry.getValue().isObject()) {
                throw format("Template format error: [/Resources/" + entry.getKey()
                        + "] Any Resources member must be an object.");
            }
            if (!entry.getValue().path("Type").isTextual()) {
                throw format("Template format error: [/Resources/" + entry.getKey()
                        + "] Every Resources object must contain a Type member.");
            }
            String type = entry.getValue().path("Type").asText();
            if (ResourceType.named(type).isEmpty()) {
                unknown.add(type);
            }
        }
        if (!unknown.isEmpty()) {
            throw format("Template format error: Unrecognized resource types: " + unknown);
        }
    }

    private static Resource resource(String name, JsonNode node) throws AwsError {
        for (String attribute : keys(node)) {
            if (!OF_RESOURCES.contains(attribute)) {
                throw format("Invalid template resource property '" + attribute + "'");
            }
        }
        for (String attribute : Set.of("CreationPolicy", "UpdatePolicy", "Condition")) {
            if (node.has(attribute)) {
                throw AwsError.notImplemented("the attribute " + attribute + " of resources");
            }
        }
        JsonNode properties = node.path("Properties");
        if (!properties.isMissingNode() && !properties.isObject()) {
            throw format("Template format error: [/Resources/" + name + "/Properties] must be an object.");
        }
        ObjectNode own = properties.isObject() ? (ObjectNode) properties : JsonNodeFactory.instance.objectNode();
        return new Resource(
                name,
                ResourceType.of(node.path("Type").asText()),
                own,
                dependsOn(name, node.path("DependsOn"), own),
                policy(name, node, "DeletionPolicy", Set.of("Delete", "Retain", "RetainExceptOnCreate")),
                policy(name, node, "UpdateReplacePolicy", Set.of("Delete", "Retain")),
                node.path("Metadata"));
    }

    private static Set<String> dependsOn(String name, JsonNode explicit, ObjectNode properties) throws AwsError {
        Set<String> names = new TreeSet<>();
        if (explicit.isArray()) {
            explicit.forEach(one -> names.add(one.asText()));
        } else if (explicit.isTextual()) {
            names.add(explicit.asText());
        } else if (!explicit.isMissingNode()) {
            throw format(
                    "Template format error: DependsOn of resource " + name + " must be a string or list of strings.");
        }
        for (Reference reference : Intrinsic.references(properties)) {
            if (!reference.isPseudo()) {
                names.add(reference.name());
            }
        }
        return names;
    }

    private static String policy(String name, JsonNode node, String attribute, Set<String> known) throws AwsError {
        String policy = node.path(attribute).asText("Delete");
        if (policy.equals("Snapshot")) {
            throw Errors.validation("Template error: resource type "
                    + node.path("Type").asText() + " does not support deletion policy Snapshot");
        }
        if (!known.contains(policy)) {
            throw format("Template format error: Unrecognized " + attribute + " " + policy + " for resource " + name);
        }
        return policy;
    }
}
