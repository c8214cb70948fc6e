package io.github.ecsmaven.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.DidYouMean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Fills a builder of the SDK from JSON under the API's names, with the placeholders of its values replaced, and notes everything that
 * does not fit with its JSON path.
 */
final class JsonToSdk {
    private final List<String> problems = new ArrayList<>();
    private final Placeholders placeholders;

    JsonToSdk(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    /** What did not fit, one sentence each. */
    List<String> problems() {
        return Collections.unmodifiableList(problems);
    }

    void fill(SdkPojo builder, JsonNode object, String path) {
        if (!object.isObject()) {
            problems.add(path + " must be an object, but is " + kind(object));
            return;
        }
        Map<String, SdkField<?>> fields = new TreeMap<>();
        builder.sdkFields().forEach(field -> fields.put(field.locationName(), field));
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            SdkField<?> field = fields.get(member.getKey());
            if (field == null) {
                problems.add(unknown(path, member.getKey(), fields.keySet()));
            } else if (!member.getValue().isNull()) {
                value(field, member.getValue(), path + "." + member.getKey())
                        .ifPresent(value -> field.set(builder, value));
            }
        }
    }

    private Optional<Object> value(SdkField<?> field, JsonNode node, String path) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            SdkPojo nested = field.constructor().get();
            fill(nested, node, path);
            return Optional.of(((Buildable) nested).build());
        }
        if (type == MarshallingType.LIST) {
            return list(field.getTrait(ListTrait.class).memberFieldInfo(), node, path);
        }
        if (type == MarshallingType.MAP) {
            return map(field.getTrait(MapTrait.class).valueFieldInfo(), node, path);
        }
        return scalar(type, node, path);
    }

    private Optional<Object> list(SdkField<?> member, JsonNode node, String path) {
        if (!node.isArray()) {
            return refused(path, "a list", node);
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            value(member, node.get(i), path + "[" + i + "]").ifPresent(items::add);
        }
        return Optional.of(items);
    }

    private Optional<Object> map(SdkField<?> valueField, JsonNode node, String path) {
        if (!node.isObject()) {
            return refused(path, "an object", node);
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        node.properties().forEach(entry -> value(valueField, entry.getValue(), path + "." + entry.getKey())
                .ifPresent(value -> entries.put(entry.getKey(), value)));
        return Optional.of(entries);
    }

    // A number or flag where text belongs is understood ("cpu": 256); text where a number belongs is not, as in the AWS
    // CLI, but for a placeholder, which JSON has no other form for.
    private Optional<Object> scalar(MarshallingType<?> type, JsonNode node, String path) {
        if (node.isTextual()) {
            return text(type, node, path);
        }
        if (type == MarshallingType.STRING) {
            boolean readable = node.isIntegralNumber() || node.isBoolean();
            return readable ? Optional.of(node.asText()) : refused(path, "text", node);
        }
        if (type == MarshallingType.INTEGER) {
            return node.canConvertToInt() && node.isIntegralNumber()
                    ? Optional.of(node.intValue())
                    : refused(path, "a whole number", node);
        }
        if (type == MarshallingType.BOOLEAN) {
            return node.isBoolean() ? Optional.of(node.booleanValue()) : refused(path, "true or false", node);
        }
        throw unknownType(type, path);
    }

    private Optional<Object> text(MarshallingType<?> type, JsonNode node, String path) {
        String written = node.textValue();
        String value = placeholders.replaced(written, path);
        if (type == MarshallingType.STRING) {
            return Optional.of(value);
        }
        boolean isNotKnownYet = Placeholders.isOne(written) && value.equals(written);
        if (isNotKnownYet) {
            return Optional.empty();
        }
        if (type == MarshallingType.INTEGER) {
            return Placeholders.isOne(written) && value.matches("-?[0-9]{1,9}")
                    ? Optional.of(Integer.valueOf(value))
                    : refused(path, "a whole number", node);
        }
        if (type == MarshallingType.BOOLEAN) {
            return Placeholders.isOne(written) && value.matches("true|false")
                    ? Optional.of(Boolean.valueOf(value))
                    : refused(path, "true or false", node);
        }
        throw unknownType(type, path);
    }

    private static IllegalStateException unknownType(MarshallingType<?> type, String path) {
        return new IllegalStateException("no JSON form is known for " + path + " of type " + type.getTargetClass());
    }

    private Optional<Object> refused(String path, String wanted, JsonNode node) {
        problems.add(path + " must be " + wanted + ", but is " + kind(node));
        return Optional.empty();
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "text";
            case NUMBER -> "the number " + node.asText();
            case BOOLEAN -> node.asText();
            default -> "null";
        };
    }

    private static String unknown(String path, String key, Set<String> fields) {
        return path + "." + key + " is not a field of an ECS task definition"
                + DidYouMean.nearest(key, fields)
                        .map(name -> "; did you mean '" + name + "'?")
                        .or(() -> RequestFields.placeOf(key).map(place -> "; '" + key + "' belongs into " + place))
                        .orElse("");
    }
}
