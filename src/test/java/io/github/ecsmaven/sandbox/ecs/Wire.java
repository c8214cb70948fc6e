package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How values look in AWS's JSON 1.1 protocol. */
final class Wire {
    private Wire() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ArrayNode arrayOf(Collection<? extends JsonNode> nodes) {
        return array().addAll(nodes);
    }

    static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = array();
        texts.forEach(array::add);
        return array;
    }

    /** Timestamps are seconds since the epoch with a fraction. */
    static double epoch(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }

    static Instant instant(JsonNode node) {
        return Instant.ofEpochMilli(Math.round(node.asDouble() * 1000));
    }

    static void putTime(ObjectNode node, String name, @Nullable Instant instant) {
        if (instant != null) {
            node.put(name, epoch(instant));
        }
    }

    static void putText(ObjectNode node, String name, @Nullable String text) {
        if (text != null) {
            node.put(name, text);
        }
    }

    static Optional<String> text(ObjectNode node, String name) {
        return node.hasNonNull(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
    }

    static List<String> list(JsonNode node, String name) {
        List<String> texts = new ArrayList<>();
        node.path(name).forEach(element -> texts.add(element.asText()));
        return texts;
    }

    static ObjectNode failure(String arn, String reason) {
        return object().put("arn", arn).put("reason", reason);
    }
}
