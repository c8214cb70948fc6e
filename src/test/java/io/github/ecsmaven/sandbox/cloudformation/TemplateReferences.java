package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.cloudformation.Intrinsic.Reference;
import io.github.ecsmaven.sandbox.cloudformation.Template.Resource;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** What CloudFormation refuses of the functions in a template, and of what they refer to. */
final class TemplateReferences {
    private static final Set<String> PSEUDO = Set.of(
            "AWS::Region",
            "AWS::AccountId",
            "AWS::Partition",
            "AWS::StackName",
            "AWS::StackId",
            "AWS::URLSuffix",
            Intrinsic.NO_VALUE);
    private static final String SUPPORTED = "[Fn::Base64, Fn::GetAtt, Fn::GetAZs, Fn::ImportValue, Fn::Join, Fn::Split,"
            + " Fn::FindInMap, Fn::Select, Ref, Fn::Equals, Fn::If, Fn::Not, Condition, Fn::And, Fn::Or, Fn::Contains,"
            + " Fn::EachMemberEquals, Fn::EachMemberIn, Fn::ValueOf, Fn::ValueOfAll, Fn::RefAll, Fn::Sub, Fn::Cidr]";

    private final Template template;

    private TemplateReferences(Template template) {
        this.template = template;
    }

    static void check(Template template) throws AwsError {
        TemplateReferences references = new TemplateReferences(template);
        for (Resource resource : template.resources().values()) {
            references.functions(resource.properties());
        }
        for (JsonNode output : template.outputs().values()) {
            references.functions(output);
        }
        references.checkResources();
        references.checkBlock(template.outputs().values(), "Outputs");
        references.checkCircle();
    }

    private void functions(JsonNode node) throws AwsError {
        if (Intrinsic.is(node)) {
            checkFunction(node.fieldNames().next(), node.iterator().next());
        }
        for (JsonNode child : node) {
            functions(child);
        }
    }

    private static void checkFunction(String function, JsonNode argument) throws AwsError {
        if (Intrinsic.isKnownToAws(function)) {
            throw AwsError.notImplemented("the function " + function);
        }
        if (!Intrinsic.IMPLEMENTED.contains(function)) {
            throw Errors.validation("Template error: Encountered unsupported function: " + function
                    + " Supported functions are: " + SUPPORTED);
        }
        switch (function) {
            case "Ref" -> require(argument.isTextual(), "every Ref object must have a single String value.");
            case "Fn::GetAtt" -> {
                Reference reference = Intrinsic.attribute(argument);
                require(
                        !reference.name().isEmpty() && !reference.attribute().isEmpty(),
                        "every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource"
                                + " attribute");
            }
            case "Fn::Sub" -> require(
                    argument.isTextual()
                            || argument.size() == 2
                                    && argument.path(0).isTextual()
                                    && argument.path(1).isObject(),
                    "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first"
                            + " argument, and an optional second argument to specify a mapping of values to replace in"
                            + " the string");
            case "Fn::Join", "Fn::Split" -> require(
                    argument.size() == 2 && argument.path(0).isTextual(),
                    "every " + function + " object requires two parameters, (1) a string delimiter and (2) "
                            + (function.equals("Fn::Join")
                                    ? "a list of strings to be joined or a function that returns a list of strings"
                                            + " (such as Fn::GetAZs) to be joined."
                                    : "a string to be split or a function that returns a string to be split."));
            case "Fn::Select" -> require(
                    argument.isArray() && argument.size() == 2,
                    "Fn::Select requires a list argument with two elements: an integer index and a list");
            default -> {}
        }
    }

    private static void require(boolean fits, String otherwise) throws AwsError {
        if (!fits) {
            throw Errors.validation("Template error: " + otherwise);
        }
    }

    private void checkResources() throws AwsError {
        Set<String> unresolved = new TreeSet<>();
        for (Resource resource : template.resources().values()) {
            resource.dependsOn().stream().filter(name -> !isDeclared(name)).forEach(unresolved::add);
            unresolved.addAll(unresolvedOf(resource.properties()));
        }
        refuse(unresolved, "Resources");
        for (Resource resource : template.resources().values()) {
            checkAttributes(resource.properties());
        }
    }

    private void checkBlock(Collection<? extends JsonNode> nodes, String block) throws AwsError {
        Set<String> unresolved = new TreeSet<>();
        nodes.forEach(node -> unresolved.addAll(unresolvedOf(node)));
        refuse(unresolved, block);
        for (JsonNode node : nodes) {
            checkAttributes(node);
        }
    }

    private Set<String> unresolvedOf(JsonNode node) {
        Set<String> unresolved = new TreeSet<>();
        for (Reference reference : Intrinsic.references(node)) {
            if (reference.isPseudo() ? !PSEUDO.contains(reference.name()) : !isDeclared(reference.name())) {
                unresolved.add(reference.name());
            }
        }
        return unresolved;
    }

    private static void refuse(Set<String> unresolved, String block) throws AwsError {
        if (!unresolved.isEmpty()) {
            throw Errors.validation("Template format error: Unresolved resource dependencies " + unresolved + " in the "
                    + block + " block of the template");
        }
    }

    private boolean isDeclared(String name) {
        return template.resources().containsKey(name) || template.parameters().containsKey(name);
    }

    private void checkAttributes(JsonNode node) throws AwsError {
        for (Reference reference : Intrinsic.references(node)) {
            if (reference.attribute().isEmpty()) {
                continue;
            }
            Resource resource = template.resources().get(reference.name());
            if (resource == null || !resource.type().attributes().contains(reference.attribute())) {
                throw Errors.validation("Template error: resource " + reference.name()
                        + " does not support attribute type " + reference.attribute() + " in Fn::GetAtt");
            }
        }
    }

    private void checkCircle() throws AwsError {
        Set<String> circle = DependencyOrder.circle(template.dependencies());
        if (!circle.isEmpty()) {
            throw Errors.validation("Circular dependency between resources: " + circle);
        }
    }
}
