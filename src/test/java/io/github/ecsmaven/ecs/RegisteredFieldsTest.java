package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.utils.builder.Buildable;

class RegisteredFieldsTest {

    @Test
    void everyFieldOfTheSdkIsEitherCopiedOrKnownToBeReadOnly() {
        Set<String> shown = names(TaskDefinition.builder().build());
        Set<String> registrable = names(RegisterTaskDefinitionRequest.builder().build());

        Set<String> unclassified = new TreeSet<>(shown);
        unclassified.removeAll(registrable);
        unclassified.removeAll(RegisteredFields.READ_ONLY);
        assertThat(unclassified)
                .as("shown, but neither registrable nor read-only")
                .isEmpty();

        Set<String> lost = new TreeSet<>(registrable);
        lost.removeAll(shown);
        assertThat(lost).as("registrable, but not shown with the definition").containsExactly("tags");
    }

    @Test
    void nothingRegistrableIsLostInTheCopy() {
        SdkPojo builder = (SdkPojo) TaskDefinition.builder();
        fill(builder, 0);
        TaskDefinition everything = (TaskDefinition) ((Buildable) builder).build();

        RegisterTaskDefinitionRequest copy = RegisteredFields.copy(
                everything, List.of(Tag.builder().key("team").value("shop").build()));

        Map<String, Object> expected = SdkTree.of(everything);
        expected.keySet().removeAll(RegisteredFields.READ_ONLY);
        expected.put("tags", List.of(Map.of("key", "team", "value", "shop")));
        assertThat(SdkTree.of(copy)).isEqualTo(expected);
    }

    private static Set<String> names(SdkPojo pojo) {
        return pojo.sdkFields().stream().map(SdkField::locationName).collect(Collectors.toSet());
    }

    private static void fill(SdkPojo builder, int depth) {
        builder.sdkFields().forEach(field -> field.set(builder, value(field, depth)));
    }

    private static Object value(SdkField<?> field, int depth) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            SdkPojo nested = field.constructor().get();
            fill(nested, depth + 1);
            return ((Buildable) nested).build();
        }
        if (type == MarshallingType.LIST) {
            return new ArrayList<>(List.of(value(field.getTrait(ListTrait.class).memberFieldInfo(), depth)));
        }
        if (type == MarshallingType.MAP) {
            return Map.of("key", "value");
        }
        if (type == MarshallingType.INTEGER) {
            return 7;
        }
        if (type == MarshallingType.BOOLEAN) {
            return true;
        }
        return type == MarshallingType.INSTANT ? Instant.EPOCH : field.locationName();
    }
}
