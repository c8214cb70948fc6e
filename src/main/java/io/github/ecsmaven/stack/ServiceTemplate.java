package io.github.ecsmaven.stack;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The CloudFormation template of a service. The same blueprint always makes the same text, and no text depends on account, region or
 * partition but by what the blueprint names.
 */
public final class ServiceTemplate {
    // CloudFormation API reference, CreateChangeSet: TemplateBody.
    private static final int MAX_BYTES = 51_200;

    private final ObjectNode template;
    private final String json;

    private ServiceTemplate(ObjectNode template) {
        this.template = template;
        this.json = fitting(template);
    }

    /**
     * The template of a service.
     *
     * @throws ActionableException when it is larger than CloudFormation takes
     */
    public static ServiceTemplate of(ServiceBlueprint blueprint) {
        ObjectNode template = Intrinsics.object()
                .put("AWSTemplateFormatVersion", "2010-09-09")
                .put(
                        "Description",
                        "Service " + blueprint.service() + " in cluster "
                                + blueprint.cluster().name() + ", made by ecs-maven-plugin");
        template.set("Resources", resources(blueprint).json());
        template.set("Outputs", new Outputs(blueprint).json());
        return new ServiceTemplate(template);
    }

    /** The template of the roles of a service that ECS itself manages. */
    static ServiceTemplate of(ExpressRoles roles) {
        ObjectNode template = Intrinsics.object()
                .put("AWSTemplateFormatVersion", "2010-09-09")
                .put(
                        "Description",
                        "Roles of Express service " + roles.names().service() + " in cluster "
                                + roles.names().cluster() + ", made by ecs-maven-plugin");
        Resources resources = new Resources(roles.tags());
        roles.addTo(resources);
        template.set("Resources", resources.json());
        return new ServiceTemplate(template);
    }

    private static Resources resources(ServiceBlueprint blueprint) {
        Resources resources = new Resources(blueprint.tags());
        new Surroundings(blueprint).addTo(resources);
        new SecurityGroups(blueprint).addTo(resources);
        new Balancer(blueprint).addTo(resources);
        new Tasks(blueprint).addTo(resources);
        new EcsService(blueprint).addTo(resources);
        new AutoScaling(blueprint).addTo(resources);
        return resources;
    }

    private static String fitting(ObjectNode template) {
        String readable = readable(template);
        if (fits(readable)) {
            return readable;
        }
        String dense = JsonText.write(template);
        if (!fits(dense)) {
            throw new ActionableException(
                    "The template of the service has "
                            + dense.getBytes(StandardCharsets.UTF_8).length
                            + " bytes, and CloudFormation takes 51200.",
                    "Shorten <environment>: put long values into a parameter of SSM and name it in <containerSecrets>.");
        }
        return dense;
    }

    private static boolean fits(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    private static String readable(ObjectNode template) {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentArraysWith(indent);
        printer.indentObjectsWith(indent);
        return JsonText.write(template, printer) + "\n";
    }

    /** As CloudFormation takes it, indented unless only the dense form is small enough. */
    public String json() {
        return json;
    }

    /** The types of its resources by their logical ids, in the template's order. */
    public Map<String, String> resources() {
        Map<String, String> types = new LinkedHashMap<>();
        template.path("Resources")
                .properties()
                .forEach(it -> types.put(it.getKey(), it.getValue().path("Type").asText()));
        return types;
    }

    /** What CreateChangeSet must be told to allow: a role with a name, when one is made. */
    public List<String> capabilities() {
        return resources().containsValue("AWS::IAM::Role") ? List.of("CAPABILITY_NAMED_IAM") : List.of();
    }
}
