package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Properties held against the table of their type. What intrinsic functions will give is unknown before they ran and passes. Scalars of another
 * kind are converted as CloudFormation does, such as {@code "80"} where an integer belongs.
 */
final class PropertyCheck {
    /**
     * What is wrong.
     *
     * @param path such as {@code /Port}; empty for the properties themselves
     * @param message of the JSON schema, as resource handlers word it
     */
    record Finding(String path, String message) {}

    private final ResourceType type;
    private final List<Finding> findings = new ArrayList<>();

    private PropertyCheck(ResourceType type) {
        this.type = type;
    }

    static List<Finding> findings(ResourceType type, ObjectNode properties) {
        PropertyCheck check = new PropertyCheck(type);
        check.structure("", properties, type.properties());
        return check.findings;
    }

    /** The properties with their scalars converted; to be called with what has no findings. */
    static ObjectNode converted(ResourceType type, ObjectNode properties) {
        return (ObjectNode) new PropertyCheck(type).structure("", properties, type.properties());
    }

    private void find(String path, String message) {
        findings.add(new Finding(path, message));
    }

    private JsonNode structure(String path, JsonNode node, JsonNode members) {
        if (!(node instanceof ObjectNode object)) {
            find(path, "expected type: JSONObject, found: " + kind(node));
            return node;
        }
        ObjectNode converted = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode known = members.path(member.getKey());
            if (known.isMissingNode()) {
                find(path, "extraneous key [" + member.getKey() + "] is not permitted");
            } else {
                converted.set(
                        member.getKey(),
                        value(path + "/" + member.getKey(), member.getValue(), known, known.path("type")));
            }
        }
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (member.getValue().path("required").asBoolean(false) && !object.has(member.getKey())) {
                find(path, "required key [" + member.getKey() + "] not found");
            }
        }
        return converted;
    }

    private JsonNode value(String path, JsonNode node, JsonNode member, JsonNode wanted) {
        if (node.isTextual() && node.asText().contains(Change.UNKNOWN)) {
            return node;
        }
        if (wanted.isArray()) {
            return list(path, node, member, wanted.path(0));
        }
        if (wanted.isObject()) {
            return map(path, node, member, wanted.path("*"));
        }
        return switch (wanted.asText()) {
            case "json" -> node;
            case "string" -> scalar(path, string(path, node), member);
            case "integer", "number" -> scalar(path, number(path, node, wanted.asText()), member);
            case "boolean" -> bool(path, node);
            default -> structure(path, node, type.structure(wanted.asText()));
        };
    }

    private JsonNode list(String path, JsonNode node, JsonNode member, JsonNode element) {
        if (!node.isArray()) {
            find(path, "expected type: JSONArray, found: " + kind(node));
            return node;
        }
        ArrayNode converted = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < node.size(); i++) {
            converted.add(value(path + "/" + i, node.get(i), member, element));
        }
        return converted;
    }

    private JsonNode map(String path, JsonNode node, JsonNode member, JsonNode element) {
        if (!node.isObject()) {
            find(path, "expected type: JSONObject, found: " + kind(node));
            return node;
        }
        ObjectNode converted = JsonNodeFactory.instance.objectNode();
        node.properties()
                .forEach(one ->
                        converted.set(one.getKey(), value(path + "/" + one.getKey(), one.getValue(), member, element)));
        return converted;
    }

    private JsonNode string(String path, JsonNode node) {
        if (!node.isValueNode() || node.isNull()) {
            find(path, "expected type: String, found: " + kind(node));
            return node;
        }
        return TextNode.valueOf(node.asText());
    }

    private JsonNode number(String path, JsonNode node, String wanted) {
        boolean whole = wanted.equals("integer");
        if (node.isNumber() || node.isTextual() && node.asText().matches("-?[0-9]{1,18}(\\.[0-9]+)?")) {
            BigDecimal number = new BigDecimal(node.asText());
            if (!whole || number.stripTrailingZeros().scale() <= 0) {
                return whole ? integer(number.longValue()) : DecimalNode.valueOf(number);
            }
        }
        find(path, "expected type: " + (whole ? "Integer" : "Number") + ", found: " + kind(node));
        return node;
    }

    private static JsonNode integer(long number) {
        return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }

    private JsonNode bool(String path, JsonNode node) {
        if (node.isBoolean() || node.isTextual() && node.asText().matches("true|false")) {
            return BooleanNode.valueOf(node.asBoolean());
        }
        find(path, "expected type: Boolean, found: " + kind(node));
        return node;
    }

    private JsonNode scalar(String path, JsonNode node, JsonNode member) {
        if (!findings.isEmpty() && findings.get(findings.size() - 1).path().equals(path)) {
            return node;
        }
        String text = node.asText();
        JsonNode values = member.path("values");
        if (values.isArray() && !contains(values, text)) {
            find(path, text + " is not a valid enum value");
        }
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            if (member.has("min") && number.compareTo(member.path("min").decimalValue()) < 0) {
                find(
                        path,
                        text + " is not greater or equal to "
                                + member.path("min").asText());
            }
            if (member.has("max") && number.compareTo(member.path("max").decimalValue()) > 0) {
                find(
                        path,
                        text + " is not less or equal to " + member.path("max").asText());
            }
        }
        if (node.isTextual()) {
            length(path, text, member);
        }
        return node;
    }

    private void length(String path, String text, JsonNode member) {
        if (member.has("minLength") && text.length() < member.path("minLength").asInt()) {
            find(path, "expected minLength: " + member.path("minLength").asInt() + ", actual: " + text.length());
        }
        if (member.has("maxLength") && text.length() > member.path("maxLength").asInt()) {
            find(path, "expected maxLength: " + member.path("maxLength").asInt() + ", actual: " + text.length());
        }
        String pattern = member.path("pattern").asText("");
        if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(text).find()) {
            find(path, "string [" + text + "] does not match pattern " + pattern);
        }
    }

    private static boolean contains(JsonNode values, String text) {
        for (JsonNode value : values) {
            if (value.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "JSONArray";
            case OBJECT -> "JSONObject";
            case NUMBER -> node.isIntegralNumber() ? "Integer" : "BigDecimal";
            case BOOLEAN -> "Boolean";
            case STRING -> "String";
            default -> "Null";
        };
    }
}
