package io.github.ecsmaven.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Requests and answers of the AWS JSON protocol as the SDK's own model classes, by what these say of their fields (Smithy, "AWS JSON 1.1
 * protocol"). It knows the types that reads of ECR and ECS have, and refuses others.
 */
final class PojoJson {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private PojoJson() {}

    /**
     * The members of a request that are set.
     *
     * @throws IllegalArgumentException when one is of a type that is not known here
     */
    static Map<String, Object> members(SdkPojo request) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (SdkField<?> field : request.sdkFields()) {
            Object value = field.getValueOrDefault(request);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                members.put(field.locationName(), member(value));
            }
        }
        return members;
    }

    private static Object member(Object value) {
        if (value instanceof SdkPojo pojo) {
            return members(pojo);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PojoJson::member).toList();
        }
        if (value instanceof String || value instanceof Boolean || value instanceof Number) {
            return value;
        }
        throw unknown(value.getClass().getSimpleName());
    }

    /**
     * Fills an answer's builder.
     *
     * @throws IllegalArgumentException when a member is not of its type, or its type is not known here
     */
    static <B extends SdkPojo> B fill(B builder, JsonNode json) {
        require(json.isObject(), json);
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode member = json.get(field.unmarshallLocationName());
            if (member != null && !member.isNull()) {
                field.set(builder, value(field, member));
            }
        }
        return builder;
    }

    private static @Nullable Object value(SdkField<?> field, JsonNode json) {
        if (json.isNull()) {
            return null;
        }
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return ((Buildable) fill(field.constructor().get(), json)).build();
        }
        if (type == MarshallingType.LIST) {
            return list(field.getRequiredTrait(ListTrait.class).memberFieldInfo(), json);
        }
        if (type == MarshallingType.MAP) {
            return map(field.getRequiredTrait(MapTrait.class).valueFieldInfo(), json);
        }
        return scalar(type, json);
    }

    private static List<@Nullable Object> list(SdkField<?> element, JsonNode elements) {
        require(elements.isArray(), elements);
        List<@Nullable Object> values = new ArrayList<>();
        for (JsonNode each : elements) {
            values.add(value(element, each));
        }
        return values;
    }

    private static Map<String, @Nullable Object> map(SdkField<?> element, JsonNode elements) {
        require(elements.isObject(), elements);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : elements.properties()) {
            values.put(each.getKey(), value(element, each.getValue()));
        }
        return values;
    }

    private static Object scalar(MarshallingType<?> type, JsonNode json) {
        if (type == MarshallingType.STRING) {
            require(json.isTextual(), json);
            return json.textValue();
        }
        if (type == MarshallingType.BOOLEAN) {
            require(json.isBoolean(), json);
            return json.booleanValue();
        }
        require(json.isNumber(), json);
        if (type == MarshallingType.INTEGER) {
            require(json.canConvertToExactIntegral() && json.canConvertToInt(), json);
            return json.intValue();
        }
        if (type == MarshallingType.LONG) {
            require(json.canConvertToExactIntegral() && json.canConvertToLong(), json);
            return json.longValue();
        }
        if (type == MarshallingType.DOUBLE) {
            return json.doubleValue();
        }
        if (type == MarshallingType.INSTANT) {
            return instant(json.decimalValue());
        }
        throw unknown(type.toString());
    }

    private static void require(boolean fits, JsonNode json) {
        if (!fits) {
            throw new IllegalArgumentException("not of the member's type: " + json.getNodeType());
        }
    }

    /** Times are seconds since 1970 with a fraction. */
    private static Instant instant(BigDecimal seconds) {
        long whole = seconds.longValue();
        long nanos = seconds.subtract(BigDecimal.valueOf(whole)).multiply(NANOS).longValue();
        return Instant.ofEpochSecond(whole, nanos);
    }

    private static IllegalArgumentException unknown(String type) {
        return new IllegalArgumentException("not known here: " + type);
    }
}
