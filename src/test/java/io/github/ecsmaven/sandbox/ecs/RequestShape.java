package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * The shape of a request, read from the SDK's own model: a member that the model does not have, or that has another type, is refused; so is one that
 * the model has and the sandbox does not implement.
 */
final class RequestShape {
    private final String operation;
    private final SdkPojo model;
    private final Set<String> implemented;

    /**
     * @param model an empty builder of the SDK's request class
     * @param implemented top-level members that the sandbox acts upon
     */
    RequestShape(String operation, SdkPojo model, Set<String> implemented) {
        this.operation = operation;
        this.model = model;
        this.implemented = implemented;
        Set<String> modelled = fields(model).keySet();
        if (!modelled.containsAll(implemented)) {
            throw new IllegalStateException(operation + " has not all of " + implemented);
        }
    }

    void check(ObjectNode request) throws AwsError {
        checkStructure(operation, request, model);
        for (Map.Entry<String, JsonNode> member : request.properties()) {
            if (!implemented.contains(member.getKey()) && !member.getValue().isNull()) {
                throw EcsErrors.notImplemented("the member '" + member.getKey() + "' of ecs:" + operation);
            }
        }
    }

    private static Map<String, SdkField<?>> fields(SdkPojo pojo) {
        return pojo.sdkFields().stream().collect(Collectors.toMap(SdkField::locationName, field -> field));
    }

    private void checkStructure(String path, JsonNode node, SdkPojo pojo) throws AwsError {
        if (!node.isObject()) {
            throw unserializable(path, "a structure");
        }
        Map<String, SdkField<?>> fields = fields(pojo);
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            SdkField<?> field = fields.get(member.getKey());
            if (field == null) {
                throw EcsErrors.notImplemented("the member '" + member.getKey() + "' of ecs:" + path
                        + ", which the SDK's model does not have");
            }
            checkValue(path + "." + member.getKey(), member.getValue(), field);
        }
    }

    private void checkValue(String path, JsonNode value, SdkField<?> field) throws AwsError {
        if (value.isNull()) {
            return;
        }
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            checkStructure(path, value, (SdkPojo) field.constructor().get());
        } else if (type == MarshallingType.LIST) {
            checkElements(
                    path,
                    value.isArray(),
                    value,
                    field.getTrait(ListTrait.class).memberFieldInfo());
        } else if (type == MarshallingType.MAP) {
            checkElements(
                    path,
                    value.isObject(),
                    value,
                    field.getTrait(MapTrait.class).valueFieldInfo());
        } else {
            checkScalar(path, value, type);
        }
    }

    private void checkElements(String path, boolean ofTheRightKind, JsonNode elements, SdkField<?> element)
            throws AwsError {
        if (!ofTheRightKind) {
            throw unserializable(path, "a list or a map");
        }
        for (JsonNode value : elements) {
            checkValue(path + "[]", value, element);
        }
    }

    private static void checkScalar(String path, JsonNode value, MarshallingType<?> type) throws AwsError {
        if (type == MarshallingType.STRING && !value.isTextual()) {
            throw unserializable(path, "a string");
        }
        if (type == MarshallingType.BOOLEAN && !value.isBoolean()) {
            throw unserializable(path, "a boolean");
        }
        if (type == MarshallingType.INTEGER && !value.isInt()) {
            throw unserializable(path, "an integer");
        }
        if (type == MarshallingType.INSTANT && !value.isNumber()) {
            throw unserializable(path, "a timestamp in seconds");
        }
    }

    private static AwsError unserializable(String path, String wanted) {
        return AwsError.badRequest("SerializationException", path + " is not " + wanted);
    }
}
