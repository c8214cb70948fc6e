package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.cloudformation.CloudFormationSandbox.Action;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions on templates (API reference, "GetTemplate" and its neighbours). */
final class TemplateApi {
    private final CloudFormationSandbox cloud;

    TemplateApi(CloudFormationSandbox cloud) {
        this.cloud = cloud;
    }

    void addTo(Map<String, Action> actions) {
        actions.put("GetTemplate", this::get);
        actions.put("ValidateTemplate", this::validate);
        actions.put("GetTemplateSummary", this::summary);
    }

    private Xml get(QueryForm form, Caller caller) throws AwsError {
        Optional<String> stack = form.optional("StackName");
        Optional<String> changeSet = form.optional("ChangeSetName");
        if (!form.optional("TemplateStage").orElse("Original").matches("Original|Processed")) {
            throw Errors.validation("Unknown template stage");
        }
        form.refuseRest();
        cloud.require(caller, "GetTemplate", stack.map(cloud::arn).orElse("*"));
        Template template = changeSet.isPresent()
                ? ChangeSetApi.find(cloud, changeSet.get(), stack)
                        .orElseThrow(() -> Errors.noChangeSet(changeSet.get()))
                        .request
                        .template()
                : of(stack.orElseThrow(() -> Errors.validation("StackName must be specified")));
        return new Xml()
                .text("TemplateBody", template.body())
                .texts("StagesAvailable", List.of("Original", "Processed"));
    }

    private Template of(String stack) throws AwsError {
        return cloud.stack(stack).template;
    }

    private Xml validate(QueryForm form, Caller caller) throws AwsError {
        cloud.require(caller, "ValidateTemplate", "*");
        Template template = TemplateParser.parse(form.required("TemplateBody"));
        form.refuseRest();
        Xml xml = new Xml().text("Description", template.description());
        writeParameters(xml, template);
        writeCapabilities(xml, template);
        return xml;
    }

    private static void writeParameters(Xml xml, Template template) {
        xml.members("Parameters", template.parameters().entrySet(), (one, it) -> {
            ObjectNode declared = it.getValue();
            one.text("ParameterKey", it.getKey())
                    .text("NoEcho", declared.path("NoEcho").asBoolean(false));
            if (declared.has("Default")) {
                one.text("DefaultValue", declared.path("Default").asText());
            }
            Stack.writeText(one, "Description", declared.path("Description").asText(""));
        });
    }

    private static void writeCapabilities(Xml xml, Template template) {
        Optional<String> needed = template.neededCapability();
        xml.texts("Capabilities", needed.map(List::of).orElse(List.of()));
        if (needed.isPresent()) {
            xml.text("CapabilitiesReason", "The following resource(s) require capabilities: [AWS::IAM::Role]");
        }
    }

    private Xml summary(QueryForm form, Caller caller) throws AwsError {
        Optional<String> body = form.optional("TemplateBody");
        Optional<String> stack = form.optional("StackName");
        form.refuseRest();
        cloud.require(caller, "GetTemplateSummary", stack.map(cloud::arn).orElse("*"));
        if (body.isPresent() == stack.isPresent()) {
            throw Errors.validation("Exactly one of StackName and TemplateBody must be specified");
        }
        Template template = body.isPresent() ? TemplateParser.parse(body.get()) : of(stack.get());
        Xml xml = new Xml();
        writeParameters(xml, template);
        xml.text("Description", template.description());
        writeCapabilities(xml, template);
        return xml.texts("ResourceTypes", template.resourceTypes()).text("Version", "2010-09-09");
    }
}
