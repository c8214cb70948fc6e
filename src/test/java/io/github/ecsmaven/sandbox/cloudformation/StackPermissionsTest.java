package io.github.ecsmaven.sandbox.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.sts.Identities;
import io.github.ecsmaven.sandbox.sts.Trust;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Who may do what with stacks, and as whom. */
class StackPermissionsTest {
    private static final ObjectNode GROUP =
            CloudStory.single("AWS::Logs::LogGroup", "{\"LogGroupName\": \"/a\", \"RetentionInDays\": 7}");

    private final CloudStory story = new CloudStory();

    @AfterEach
    void close() {
        story.close();
    }

    @Test
    void whatTheCallerMayNotDoFailsWhereItIsDone() {
        story.sandbox.identities().addUser("AKIAFEWPERMISSIONS00", "few", Set.of("logs:CreateLogGroup"));
        try (CloudFormationClient few =
                SdkClients.cloudFormation(story.sandbox, SdkClients.user("AKIAFEWPERMISSIONS00"))) {
            String id = few.createChangeSet(r -> r.stackName("shop")
                            .changeSetName("c")
                            .changeSetType("CREATE")
                            .templateBody(GROUP.toString()))
                    .id();
            story.pass(Duration.ofSeconds(1));
            few.executeChangeSet(r -> r.changeSetName(id));
        }
        assertThat(story.rest().stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(story.events())
                .anyMatch(
                        event -> event.contains("User: arn:aws:iam::123456789012:user/few is not authorized to perform:"
                                        + " logs:CreateLogGroup on resource:")
                                && event.endsWith("HandlerErrorCode: AccessDenied)"));
    }

    @Test
    void aRoleCanActInTheCallersPlace() {
        String role = "arn:aws:iam::123456789012:role/cloud";
        assertThatThrownBy(() -> story.changeSet(GROUP, true, r -> r.roleARN(role)))
                .hasMessageContaining("Role " + role + " is invalid or cannot be assumed");
        story.sandbox
                .identities()
                .addRole(
                        "cloud",
                        Set.of("logs:PutRetentionPolicy"),
                        Trust.inNobody().andService("cloudformation.amazonaws.com"));
        Stack stack = story.execute(story.changeSet(GROUP, true, r -> r.roleARN(role)));

        assertThat(stack.roleARN()).isEqualTo(role);
        assertThat(stack.stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(story.events())
                .anyMatch(event -> event.contains("assumed-role/cloud/AWSCloudFormation is not authorized to perform:"
                        + " logs:PutRetentionPolicy"));
    }

    @Test
    void aRoleOfIamMayDoWhatItsPoliciesAllowAlone() throws Exception {
        Services services = new Services(
                story.sandbox, new Caller("arn:aws:iam::123456789012:user/test", "123456789012", Set.of()));
        ObjectNode role = Services.object().put("RoleName", "cloud");
        services.iam(
                "CreateRole",
                role.deepCopy()
                        .put("Description", "of stacks")
                        .put(
                                "AssumeRolePolicyDocument",
                                "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\":"
                                        + " \"sts:AssumeRole\", \"Principal\": {\"Service\":"
                                        + " \"cloudformation.amazonaws.com\"}}}"));
        assertThat(services.iam("GetRole", role)
                        .path("Role")
                        .path("Description")
                        .asText())
                .isEqualTo("of stacks");
        services.iam(
                "PutRolePolicy",
                role.deepCopy()
                        .put("PolicyName", "logs")
                        .put(
                                "PolicyDocument",
                                "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\":"
                                        + " [\"logs:CreateLogGroup\", \"logs:Describe*\"], \"Resource\": \"*\"}]}"));
        story.execute(story.changeSet(GROUP, true, r -> r.roleARN("arn:aws:iam::123456789012:role/cloud")));

        assertThat(story.events())
                .anyMatch(event -> event.startsWith("Thing CREATE_FAILED: ")
                        && event.contains("is not authorized to perform: logs:PutRetentionPolicy"));
    }

    @Test
    void permissionsAndSignaturesAreChecked() {
        try (CloudFormationClient nobody =
                SdkClients.cloudFormation(story.sandbox, SdkClients.user(Identities.NOBODY))) {
            assertThatThrownBy(() -> nobody.describeStacks(r -> r.stackName("shop")))
                    .isInstanceOfSatisfying(CloudFormationException.class, e -> {
                        assertThat(e.statusCode()).isEqualTo(403);
                        assertThat(e.awsErrorDetails().errorMessage())
                                .isEqualTo("User: arn:aws:iam::123456789012:user/nobody is not authorized to perform:"
                                        + " cloudformation:DescribeStacks on resource:"
                                        + " arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/* because no"
                                        + " identity-based policy allows the cloudformation:DescribeStacks action");
                    });
        }
        try (CloudFormationClient forger =
                SdkClients.cloudFormation(story.sandbox, AwsBasicCredentials.create(Identities.CI, "another secret"))) {
            assertThatThrownBy(forger::describeStacks).hasMessageContaining("signature");
        }
    }
}
