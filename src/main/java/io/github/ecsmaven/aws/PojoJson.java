package io.github.ecsmaven.aws;

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
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
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
        Map<String, JsonNode> members = json.asObject();
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode member = members.get(field.unmarshallLocationName());
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
            return list(field.getRequiredTrait(ListTrait.class).memberFieldInfo(), json.asArray());
        }
        if (type == MarshallingType.MAP) {
            return map(field.getRequiredTrait(MapTrait.class).valueFieldInfo(), json.asObject());
        }
        return scalar(type, json);
    }

    private static List<@Nullable Object> list(SdkField<?> element, List<JsonNode> elements) {
        List<@Nullable Object> values = new ArrayList<>();
        elements.forEach(each -> values.add(value(element, each)));
        return values;
    }

    private static Map<String, @Nullable Object> map(SdkField<?> element, Map<String, JsonNode> elements) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        elements.forEach((key, each) -> values.put(key, value(element, each)));
        return values;
    }

    private static Object scalar(MarshallingType<?> type, JsonNode json) {
        if (type == MarshallingType.STRING) {
            return json.asString();
        }
        if (type == MarshallingType.BOOLEAN) {
            return json.asBoolean();
        }
        if (type == MarshallingType.INTEGER) {
            return Integer.valueOf(json.asNumber());
        }
        if (type == MarshallingType.LONG) {
            return Long.valueOf(json.asNumber());
        }
        if (type == MarshallingType.DOUBLE) {
            return Double.valueOf(json.asNumber());
        }
        if (type == MarshallingType.INSTANT) {
            return instant(new BigDecimal(json.asNumber()));
        }
        throw unknown(type.toString());
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
