package io.github.ecsmaven.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.JsonText;
import java.util.Iterator;
import java.util.Optional;

/** Compares templates as CloudFormation reads them, without the tags that are other with each commit. */
final class TemplateComparison {
    private TemplateComparison() {}

    /** @param there what the stack was made of; a template that is no JSON is another one */
    static boolean isSame(String wanted, String there) {
        Optional<JsonNode> one = lasting(wanted);
        return one.isPresent() && one.equals(lasting(there));
    }

    /** The same for what the stack tells of its resources. */
    static boolean hasSameOutputs(String wanted, String there) {
        Optional<JsonNode> one = lasting(wanted).map(tree -> tree.path("Outputs"));
        return one.equals(lasting(there).map(tree -> tree.path("Outputs")));
    }

    private static Optional<JsonNode> lasting(String template) {
        try {
            JsonNode tree = JsonText.read(template);
            if (tree instanceof ObjectNode whole) {
                // Says nothing of what there is.
                whole.remove("Description");
            }
            tree.path("Resources").forEach(resource -> {
                if (resource.path("Properties").path("Tags") instanceof ArrayNode tags) {
                    dropPassing(tags);
                }
            });
            return Optional.of(tree);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    private static void dropPassing(ArrayNode tags) {
        for (Iterator<JsonNode> each = tags.iterator(); each.hasNext(); ) {
            if (StackTags.isPassing(each.next().path("Key").asText())) {
                each.remove();
            }
        }
    }
}
