package io.github.ecsmaven.aws;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** JSON in which every member of a model class is set, down to a depth and without free-form documents. */
final class Filled {
    private static final Map<MarshallingType<?>, String> SCALARS = Map.of(
            MarshallingType.STRING, "\"some \\\"text\\\" \\u00e4\"",
            MarshallingType.BOOLEAN, "true",
            MarshallingType.INTEGER, "-7",
            MarshallingType.LONG, "12345678901",
            MarshallingType.DOUBLE, "1.5E-3",
            MarshallingType.INSTANT, "1700000000.123");

    private Filled() {}

    static String json(SdkPojo model, int depth) {
        StringJoiner members = new StringJoiner(",", "{", ",\"unheardOf\":{\"a\":[1,null]}}");
        members.add("\"another\":null");
        for (SdkField<?> field : model.sdkFields()) {
            boolean isDocument = field.marshallingType() == MarshallingType.DOCUMENT;
            if (!isDocument && (depth > 0 || SCALARS.containsKey(field.marshallingType()))) {
                members.add("\"" + field.locationName() + "\":" + value(field, depth));
            }
        }
        return members.toString();
    }

    private static String value(SdkField<?> field, int depth) {
        if (field.marshallingType() == MarshallingType.SDK_POJO) {
            return json(field.constructor().get(), depth - 1);
        }
        if (field.marshallingType() == MarshallingType.LIST) {
            String element = value(field.getTrait(ListTrait.class).memberFieldInfo(), depth);
            return List.of(element, element).toString();
        }
        if (field.marshallingType() == MarshallingType.MAP) {
            return "{\"key\":" + value(field.getTrait(MapTrait.class).valueFieldInfo(), depth) + "}";
        }
        return SCALARS.get(field.marshallingType());
    }
}
