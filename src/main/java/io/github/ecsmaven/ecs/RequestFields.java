package io.github.ecsmaven.ecs;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/** Where in a task definition each field of RegisterTaskDefinition has its place, for one that was written at another, in whatever case. */
final class RequestFields {
    private static final Map<String, String> PLACES = places();

    private RequestFields() {}

    /** The JSON path of the object that a field belongs into, such as {@code $.containerDefinitions[]}; the outermost of several. */
    static Optional<String> placeOf(String field) {
        return Optional.ofNullable(PLACES.get(field));
    }

    private static Map<String, String> places() {
        Map<String, String> places = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        collect(RegisterTaskDefinitionRequest.builder().build(), "$", places);
        return places;
    }

    private static void collect(SdkPojo object, String path, Map<String, String> places) {
        object.sdkFields().forEach(field -> {
            String known = places.get(field.locationName());
            if (known == null || depth(path) < depth(known)) {
                places.put(field.locationName(), path);
            }
        });
        for (SdkField<?> field : object.sdkFields()) {
            String below = path + "." + field.locationName();
            if (field.marshallingType() == MarshallingType.LIST) {
                descend(field.getTrait(ListTrait.class).memberFieldInfo(), below + "[]", places);
            } else {
                descend(field, below, places);
            }
        }
    }

    private static void descend(SdkField<?> field, String path, Map<String, String> places) {
        if (field.marshallingType() == MarshallingType.SDK_POJO) {
            collect(field.constructor().get(), path, places);
        }
    }

    private static long depth(String path) {
        return path.chars().filter(character -> character == '.').count();
    }
}
