package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.query.QueryForm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of a template, and the values that a request gives them (user guide, "Parameters section"). */
final class Parameters {
    private static final Set<String> TYPES = Set.of("String", "Number", "CommaDelimitedList");
    private static final Set<String> MEMBERS = Set.of(
            "Type",
            "Default",
            "Description",
            "NoEcho",
            "AllowedValues",
            "AllowedPattern",
            "ConstraintDescription",
            "MinLength",
            "MaxLength");

    private Parameters() {}

    static Map<String, ObjectNode> declared(JsonNode section) throws AwsError {
        Map<String, ObjectNode> declared = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : section.properties()) {
            if (!(entry.getValue() instanceof ObjectNode parameter)
                    || !parameter.path("Type").isTextual()) {
                throw Errors.validation("Template format error: Every Parameters object must contain a Type member.");
            }
            String type = parameter.path("Type").asText();
            if (type.startsWith("AWS::") || type.startsWith("List<")) {
                throw AwsError.notImplemented("parameters of type " + type);
            }
            if (!TYPES.contains(type)) {
                throw Errors.validation("Template format error: Unrecognized parameter type: " + type);
            }
            for (Map.Entry<String, JsonNode> member : parameter.properties()) {
                if (!MEMBERS.contains(member.getKey())) {
                    throw Errors.validation("Invalid template parameter property '" + member.getKey() + "'");
                }
            }
            declared.put(entry.getKey(), parameter);
        }
        return declared;
    }

    /** @param previous values that {@code UsePreviousValue} means */
    static Map<String, String> values(Template template, QueryForm form, Map<String, String> previous) throws AwsError {
        Map<String, String> given = new LinkedHashMap<>();
        for (QueryForm parameter : form.structures("Parameters")) {
            String key = parameter.required("ParameterKey");
            boolean asBefore =
                    parameter.optional("UsePreviousValue").orElse("false").equals("true");
            if (asBefore && !previous.containsKey(key)) {
                throw Errors.validation("Invalid input for parameter key " + key
                        + ". Cannot specify usePreviousValue as true for a parameter key not in the previous template");
            }
            given.put(
                    key,
                    asBefore
                            ? previous.get(key)
                            : parameter.optional("ParameterValue").orElse(""));
        }
        Set<String> unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(template.parameters().keySet());
        if (!unknown.isEmpty()) {
            throw Errors.validation("Parameters: " + unknown + " do not exist in the template");
        }
        return checked(template, given);
    }

    private static Map<String, String> checked(Template template, Map<String, String> given) throws AwsError {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> missing = new TreeSet<>();
        for (Map.Entry<String, ObjectNode> entry : template.parameters().entrySet()) {
            ObjectNode declared = entry.getValue();
            if (given.containsKey(entry.getKey())) {
                values.put(entry.getKey(), given.get(entry.getKey()));
            } else if (declared.has("Default")) {
                values.put(entry.getKey(), declared.path("Default").asText());
            } else {
                missing.add(entry.getKey());
            }
        }
        if (!missing.isEmpty()) {
            throw Errors.validation("Parameters: " + missing + " must have values");
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            check(value.getKey(), value.getValue(), template.parameters().get(value.getKey()));
        }
        return values;
    }

    private static void check(String key, String value, ObjectNode declared) throws AwsError {
        if (declared.path("Type").asText().equals("Number") && !value.matches("-?[0-9]+(\\.[0-9]+)?")) {
            throw Errors.validation("Parameter '" + key + "' must be a number.");
        }
        JsonNode allowed = declared.path("AllowedValues");
        if (allowed.isArray()) {
            for (JsonNode one : allowed) {
                if (one.asText().equals(value)) {
                    return;
                }
            }
            throw Errors.validation("Parameter '" + key + "' must be one of AllowedValues");
        }
        String pattern = declared.path("AllowedPattern").asText(".*");
        if (!value.matches("(?s)" + pattern)) {
            throw Errors.validation("Parameter '" + key + "' must match pattern " + pattern);
        }
        if (value.length() < declared.path("MinLength").asInt(0)) {
            throw Errors.validation("Parameter '" + key + "' must contain at least "
                    + declared.path("MinLength").asInt() + " characters");
        }
        if (value.length() > declared.path("MaxLength").asInt(4096)) {
            throw Errors.validation("Parameter '" + key + "' must contain at most "
                    + declared.path("MaxLength").asInt(4096) + " characters");
        }
    }
}
