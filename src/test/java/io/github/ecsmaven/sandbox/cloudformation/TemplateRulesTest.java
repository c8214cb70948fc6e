package io.github.ecsmaven.sandbox.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.cloudformation.PropertyCheck.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What CloudFormation refuses of a template before it looks at any property, and what a schema says about properties. */
class TemplateRulesTest {
    private static final String GROUP = "'Type': 'AWS::Logs::LogGroup'";

    private static String json(String text) {
        return text.replace('\'', '"').replace("GROUP", GROUP.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{ | Template format error: JSON not well-formed. (line 1, column",
                "{'Resources': {'A': {GROUP}}} x | Template format error: JSON not well-formed.",
                "{'A': 1, 'A': 2} | Template format error: JSON not well-formed.",
                "{} | Template format error: At least one Resources member must be defined.",
                "{'Resources': {}} | Template format error: At least one Resources member must be defined.",
                "{'Resorces': {'A': {GROUP}}} | Invalid template property or properties [Resorces]",
                "{'AWSTemplateFormatVersion': '2011', 'Resources': {'A': {GROUP}}} | unsupported value for AWSTemplateFormatVersion",
                "{'Resources': {'a-b': {GROUP}}} | Template format error: Resource name a-b is non alphanumeric.",
                "{'Resources': {'A': 1}} | [/Resources/A] Any Resources member must be an object.",
                "{'Resources': {'A': {}}} | [/Resources/A] Every Resources object must contain a Type member.",
                "{'Resources': {'A': {'Type': 'AWS::Moon::Base'}}} | Template format error: Unrecognized resource types: [AWS::Moon::Base]",
                "{'Resources': {'A': {GROUP, 'Propertys': {}}}} | Invalid template resource property 'Propertys'",
                "{'Resources': {'A': {GROUP, 'Properties': []}}} | [/Resources/A/Properties] must be an object.",
                "{'Resources': {'A': {GROUP, 'DependsOn': 'B'}}} | Unresolved resource dependencies [B] in the Resources block of the template",
                "{'Resources': {'A': {GROUP, 'DependsOn': 1}}} | DependsOn of resource A must be a string or list of strings.",
                "{'Resources': {'A': {GROUP, 'Properties': {'LogGroupName': {'Ref': 'B'}}}}} | Unresolved resource dependencies [B] in the Resources block",
                "{'Resources': {'A': {GROUP, 'Properties': {'LogGroupName': {'Fn::Sub': '${B}'}}}}} | Unresolved resource dependencies [B]",
                "{'Resources': {'A': {GROUP, 'Properties': {'LogGroupName': {'Ref': 'AWS::Moon'}}}}} | Unresolved resource dependencies [AWS::Moon]",
                "{'Resources': {'A': {GROUP}}, 'Outputs': {'O': {'Value': {'Ref': 'B'}}}} | Unresolved resource dependencies [B] in the Outputs block of the template",
                "{'Resources': {'A': {GROUP}}, 'Outputs': {'O': {'Value': {'Fn::GetAtt': ['A', 'Name']}}}} | Template error: resource A does not support attribute type Name in Fn::GetAtt",
                "{'Resources': {'A': {GROUP}}, 'Outputs': {'O': {}}} | Every Outputs member must contain a Value object",
                "{'Resources': {'A': {GROUP}}, 'Outputs': {'O': {'Value': 1, 'Valeu': 1}}} | Invalid template output property 'Valeu'",
                "{'Resources': {'A': {GROUP, 'DependsOn': 'B'}, 'B': {GROUP, 'DependsOn': ['A']}}} | Circular dependency between resources: [A, B]",
                "{'Resources': {'A': {GROUP, 'Properties': {'LogGroupName': {'Fn::Sab': ''}}}}} | Template error: Encountered unsupported function: Fn::Sab Supported functions are: [Fn::Base64,",
                "{'Resources': {'A': {GROUP, 'Properties': {'LogGroupName': {'Fn::Join': ['a']}}}}} | Template error: every Fn::Join object requires two parameters",
                "{'Resources': {'A': {GROUP, 'Properties': {'LogGroupName': {'Fn::GetAtt': 'A'}}}}} | Template error: every Fn::GetAtt object requires two non-empty parameters",
                "{'Resources': {'A': {GROUP, 'Properties': {'LogGroupName': {'Fn::Sub': []}}}}} | Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments.",
                "{'Resources': {'A': {GROUP, 'Properties': {'LogGroupName': {'Ref': []}}}}} | Template error: every Ref object must have a single String value.",
                "{'Resources': {'A': {GROUP, 'Properties': {'LogGroupName': {'Fn::ImportValue': 'x'}}}}} | does not implement the function Fn::ImportValue",
                "{'Resources': {'A': {GROUP, 'DeletionPolicy': 'Keep'}}} | Unrecognized DeletionPolicy Keep for resource A",
                "{'Resources': {'A': {GROUP, 'DeletionPolicy': 'Snapshot'}}} | resource type AWS::Logs::LogGroup does not support deletion policy Snapshot",
                "{'Conditions': {}, 'Resources': {'A': {GROUP}}} | does not implement the section Conditions",
                "{'Parameters': {'P': {'Type': 'Text'}}, 'Resources': {'A': {GROUP}}} | Template format error: Unrecognized parameter type: Text",
                "{'Parameters': {'P': {}}, 'Resources': {'A': {GROUP}}} | Every Parameters object must contain a Type member.",
                "{'Parameters': {'P': {'Type': 'String', 'Defualt': ''}}, 'Resources': {'A': {GROUP}}} | Invalid template parameter property 'Defualt'",
                "Resources: | does not implement templates that are not JSON"
            })
    void aTemplateIsRefused(String template, String reason) {
        assertThatThrownBy(() -> TemplateParser.parse(json(template)))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aTemplateInlineIsNoLongerThanFiftyKibibytes() {
        String template = json("{'Description': '" + "x".repeat(51_200) + "', 'Resources': {'A': {GROUP}}}");

        assertThatThrownBy(() -> TemplateParser.parse(template))
                .hasMessageContaining(
                        "at 'templateBody' failed to satisfy constraint: Member must have length less than or"
                                + " equal to 51200");
    }

    @Test
    void whatNeedsACircleIsNoPartOfIt() {
        assertThatThrownBy(() -> TemplateParser.parse(json("{'Resources': {'A': {GROUP, 'DependsOn': 'B'},"
                        + "'B': {GROUP, 'DependsOn': ['A']}, 'C': {GROUP, 'DependsOn': ['A']}}}")))
                .hasMessageContaining("Circular dependency between resources: [A, B]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Logs::LogGroup | {'RetentionInDays': 6} | #/RetentionInDays: 6 is not a valid enum value",
                "Logs::LogGroup | {'LogGroupName': 'a b'} | #/LogGroupName: string [a b] does not match pattern ^[.\\-_/#A-Za-z0-9]{1,512}\\Z",
                "Logs::LogGroup | {'LogGroupName': ''} | #/LogGroupName: expected minLength: 1, actual: 0",
                "Logs::LogGroup | {'LogGroupName': ['a']} | #/LogGroupName: expected type: String, found: JSONArray",
                "Logs::LogGroup | {'LogGroupNaem': 'a'} | #: extraneous key [LogGroupNaem] is not permitted",
                "Logs::LogGroup | {'RetentionInDays': 'a week'} | #/RetentionInDays: expected type: Integer, found: String",
                "Logs::LogGroup | {'Tags': [{'Key': 'a'}]} | #/Tags/0: required key [Value] not found",
                "Logs::LogGroup | {'Tags': {'a': 'b'}} | #/Tags: expected type: JSONArray, found: JSONObject",
                "ElasticLoadBalancingV2::Listener | {'Port': 80, 'DefaultActions': []} | #: required key [LoadBalancerArn] not found",
                "ECS::Service | {'EnableExecuteCommand': 'yes'} | #/EnableExecuteCommand: expected type: Boolean, found: String",
                "ECS::Service | {'DeploymentConfiguration': {'DeploymentCircuitBreaker': {'Enable': true}}} | #/DeploymentConfiguration/DeploymentCircuitBreaker: required key [Rollback] not found",
                "ECS::Service | {'NetworkConfiguration': {'AwsVpcConfiguration': {}}} | #/NetworkConfiguration: extraneous key [AwsVpcConfiguration] is not permitted",
                "ECS::TaskDefinition | {'ContainerDefinitions': [{'Name': 'a'}]} | #/ContainerDefinitions/0: required key [Image] not found"
            })
    void propertiesAreRefused(String type, String properties, String finding) {
        List<Finding> findings =
                PropertyCheck.findings(ResourceType.of("AWS::" + type), (ObjectNode) JsonText.parse(json(properties)));

        assertThat(findings)
                .extracting(one -> "#" + one.path() + ": " + one.message())
                .contains(finding);
    }

    @Test
    void scalarsOfAnotherKindAreConverted() {
        ResourceType type = ResourceType.of("AWS::ECS::TaskDefinition");
        ObjectNode given = (ObjectNode) JsonText.parse(
                json("{'Cpu': 256, 'EnableFaultInjection': 'true', 'EphemeralStorage': {'SizeInGiB': '30'}}"));

        assertThat(PropertyCheck.findings(type, given)).isEmpty();
        assertThat(PropertyCheck.converted(type, given))
                .isEqualTo(JsonText.parse(
                        json("{'Cpu': '256', 'EnableFaultInjection': true, 'EphemeralStorage': {'SizeInGiB': 30}}")));
    }
}
