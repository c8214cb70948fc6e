package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.LinkedHashMap;
import java.util.Map;

/** The outputs of a template, and what they are once its resources are there. */
final class Outputs {
    /** @param description may be empty */
    record Output(String value, String description) {}

    private Outputs() {}

    static Map<String, ObjectNode> declared(JsonNode section) throws AwsError {
        Map<String, ObjectNode> declared = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : section.properties()) {
            if (!entry.getKey().matches("[A-Za-z0-9]+")) {
                throw Errors.validation(
                        "Template format error: Output name " + entry.getKey() + " is non alphanumeric.");
            }
            if (!(entry.getValue() instanceof ObjectNode output) || !output.has("Value")) {
                throw Errors.validation("Template format error: Every Outputs member must contain a Value object");
            }
            for (Map.Entry<String, JsonNode> member : output.properties()) {
                if (member.getKey().equals("Export") || member.getKey().equals("Condition")) {
                    throw AwsError.notImplemented("the member " + member.getKey() + " of outputs");
                }
                if (!member.getKey().equals("Value") && !member.getKey().equals("Description")) {
                    throw Errors.validation("Invalid template output property '" + member.getKey() + "'");
                }
            }
            declared.put(entry.getKey(), output);
        }
        return declared;
    }

    static Map<String, Output> of(Template template, Resolver resolver) throws AwsError {
        Map<String, Output> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, ObjectNode> entry : template.outputs().entrySet()) {
            JsonNode value = resolver.resolve(entry.getValue().path("Value"));
            if (!value.isValueNode()) {
                throw Errors.validation(
                        "Template format error: The Value field of every Outputs member must evaluate to"
                                + " a String.");
            }
            outputs.put(
                    entry.getKey(),
                    new Output(
                            value.asText(), entry.getValue().path("Description").asText("")));
        }
        return outputs;
    }
}
