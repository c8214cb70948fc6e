package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.cloudformation.Intrinsic.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Carries out the functions in a piece of a template. */
final class Resolver {
    /** What references to resources stand for. */
    @FunctionalInterface
    interface Resources {
        /** @param attribute empty for a Ref; answers null when it cannot be known yet */
        JsonNode value(String logicalId, String attribute) throws AwsError;
    }

    private final Template template;
    private final Map<String, String> parameters;
    private final Map<String, JsonNode> pseudo;
    private final Resources resources;

    /** @param pseudo what {@code AWS::Region} and its like are; {@code AWS::NoValue} not among them */
    Resolver(Template template, Map<String, String> parameters, Map<String, JsonNode> pseudo, Resources resources) {
        this.template = template;
        this.parameters = parameters;
        this.pseudo = pseudo;
        this.resources = resources;
    }

    /** The same without functions; members that are {@code AWS::NoValue} are gone. */
    JsonNode resolve(JsonNode node) throws AwsError {
        if (Intrinsic.is(node)) {
            String function = node.fieldNames().next();
            return call(function, node.get(function));
        }
        if (node.isObject()) {
            ObjectNode resolved = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                JsonNode value = resolve(member.getValue());
                if (!value.isMissingNode()) {
                    resolved.set(member.getKey(), value);
                }
            }
            return resolved;
        }
        if (node.isArray()) {
            return list(node);
        }
        return node;
    }

    private ArrayNode list(JsonNode node) throws AwsError {
        ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : node) {
            JsonNode value = resolve(element);
            if (!value.isMissingNode()) {
                resolved.add(value);
            }
        }
        return resolved;
    }

    private JsonNode call(String function, JsonNode argument) throws AwsError {
        return switch (function) {
            case "Ref" -> reference(new Reference(argument.asText(), ""));
            case "Fn::GetAtt" -> reference(Intrinsic.attribute(argument));
            case "Fn::Sub" -> substitute(argument);
            case "Fn::Join" -> TextNode.valueOf(
                    String.join(argument.path(0).asText(), texts(resolve(argument.path(1)))));
            case "Fn::Split" -> split(argument);
            case "Fn::Select" -> select(argument);
            case "Fn::GetAZs" -> pseudo.getOrDefault("AvailabilityZones", JsonNodeFactory.instance.arrayNode());
            default -> throw AwsError.notImplemented("the function " + function);
        };
    }

    private JsonNode reference(Reference reference) throws AwsError {
        String name = reference.name();
        if (name.equals(Intrinsic.NO_VALUE)) {
            return MissingNode.getInstance();
        }
        if (pseudo.containsKey(name)) {
            return pseudo.get(name);
        }
        if (parameters.containsKey(name)) {
            ObjectNode declared = template.parameters().get(name);
            boolean list = declared != null && declared.path("Type").asText().equals("CommaDelimitedList");
            return list ? texts(parameters.get(name).split("\\s*,\\s*")) : TextNode.valueOf(parameters.get(name));
        }
        return resources.value(name, reference.attribute());
    }

    private static ArrayNode texts(String... texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String text : texts) {
            list.add(text);
        }
        return list;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private JsonNode substitute(JsonNode argument) throws AwsError {
        String text = argument.isArray() ? argument.path(0).asText() : argument.asText();
        JsonNode own = argument.isArray() ? argument.path(1) : MissingNode.getInstance();
        StringBuilder substituted = new StringBuilder();
        Matcher variables = Intrinsic.VARIABLE.matcher(text);
        while (variables.find()) {
            String name = variables.group(2).trim();
            String value;
            if (!variables.group(1).isEmpty()) {
                value = "${" + variables.group(2) + "}";
            } else if (own.has(name)) {
                value = resolve(own.path(name)).asText();
            } else {
                value = reference(Intrinsic.attribute(name)).asText();
            }
            variables.appendReplacement(substituted, Matcher.quoteReplacement(value));
        }
        variables.appendTail(substituted);
        return TextNode.valueOf(substituted.toString());
    }

    private JsonNode split(JsonNode argument) throws AwsError {
        String delimiter = argument.path(0).asText();
        return texts(resolve(argument.path(1)).asText().split(Pattern.quote(delimiter), -1));
    }

    private JsonNode select(JsonNode argument) throws AwsError {
        int index = resolve(argument.path(0)).asInt(-1);
        JsonNode list = resolve(argument.path(1));
        if (index < 0 || index >= list.size()) {
            throw Errors.validation("Template error: Fn::Select cannot select nonexistent value at index "
                    + argument.path(0).asText());
        }
        return list.get(index);
    }
}
