package io.github.ecsmaven.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** What CloudFormation computes (template reference, "Intrinsic functions"), and JSON for it. */
final class Intrinsics {
    private Intrinsics() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array(List<? extends JsonNode> items) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        items.forEach(array::add);
        return array;
    }

    static ArrayNode texts(List<String> items) {
        return array(items.stream().map(TextNode::valueOf).toList());
    }

    static JsonNode text(String value) {
        return TextNode.valueOf(value);
    }

    static JsonNode ref(String logicalId) {
        return object().put("Ref", logicalId);
    }

    static JsonNode attribute(String logicalId, String name) {
        return object().set("Fn::GetAtt", texts(List.of(logicalId, name)));
    }

    static JsonNode sub(String text) {
        return object().put("Fn::Sub", text);
    }

    static JsonNode joined(String delimiter, JsonNode... parts) {
        ArrayNode arguments = JsonNodeFactory.instance.arrayNode().add(delimiter);
        return object().set("Fn::Join", arguments.add(array(List.of(parts))));
    }

    /** {@code [{"Key": …, "Value": …}]}, as attributes and tags are written. */
    static ObjectNode pair(String key, String value) {
        return object().put("Key", key).put("Value", value);
    }
}
