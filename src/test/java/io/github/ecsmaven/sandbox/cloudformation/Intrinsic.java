package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions of templates, and what they refer to (CloudFormation user guide, "Intrinsic function reference"). */
final class Intrinsic {
    /** {@code ${Name}} and {@code ${Name.Attribute}} of Fn::Sub; {@code ${!Literal}} stays. */
    static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

    static final String NO_VALUE = "AWS::NoValue";

    /** Those that the sandbox carries out. */
    static final Set<String> IMPLEMENTED =
            Set.of("Ref", "Fn::GetAtt", "Fn::Sub", "Fn::Join", "Fn::Select", "Fn::GetAZs", "Fn::Split");

    private static final Set<String> OTHERS = Set.of(
            "Fn::Base64",
            "Fn::Cidr",
            "Fn::FindInMap",
            "Fn::ImportValue",
            "Fn::Transform",
            "Fn::Length",
            "Fn::ToJsonString",
            "Fn::If",
            "Fn::And",
            "Fn::Equals",
            "Fn::Not",
            "Fn::Or",
            "Fn::ForEach");

    private Intrinsic() {}

    /**
     * What a template refers to.
     *
     * @param name of a resource, parameter or pseudo parameter
     * @param attribute of a resource; empty for a Ref
     */
    record Reference(String name, String attribute) {
        boolean isPseudo() {
            return name.startsWith("AWS::");
        }
    }

    static boolean is(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            return false;
        }
        String name = node.fieldNames().next();
        return name.equals("Ref") || name.startsWith("Fn::");
    }

    /** Whether AWS knows a function that the sandbox does not. */
    static boolean isKnownToAws(String function) {
        return OTHERS.contains(function);
    }

    static List<Reference> references(JsonNode node) {
        List<Reference> references = new ArrayList<>();
        collect(node, references);
        return references;
    }

    private static void collect(JsonNode node, List<Reference> references) {
        if (is(node)) {
            String function = node.fieldNames().next();
            JsonNode argument = node.get(function);
            switch (function) {
                case "Ref" -> references.add(new Reference(argument.asText(), ""));
                case "Fn::GetAtt" -> references.add(attribute(argument));
                case "Fn::Sub" -> collectVariables(argument, references);
                default -> collect(argument, references);
            }
            return;
        }
        node.forEach(child -> collect(child, references));
    }

    /** {@code ["Name", "Attribute"]} or {@code "Name.Attribute"}. */
    static Reference attribute(JsonNode argument) {
        if (argument.isArray()) {
            return new Reference(argument.path(0).asText(), argument.path(1).asText());
        }
        return attribute(argument.asText());
    }

    static Reference attribute(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? new Reference(text, "") : new Reference(text.substring(0, dot), text.substring(dot + 1));
    }

    private static void collectVariables(JsonNode argument, List<Reference> references) {
        JsonNode own = argument.isArray() ? argument.path(1) : argument.path("none");
        Matcher variables =
                VARIABLE.matcher(argument.isArray() ? argument.path(0).asText() : argument.asText());
        while (variables.find()) {
            if (variables.group(1).isEmpty() && !own.has(variables.group(2))) {
                references.add(attribute(variables.group(2).trim()));
            }
        }
        collect(own, references);
    }
}
