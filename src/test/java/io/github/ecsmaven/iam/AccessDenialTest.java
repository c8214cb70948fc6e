package io.github.ecsmaven.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of AWS's sentence, as the IAM user guide lists them under "Troubleshoot access denied error messages". */
class AccessDenialTest {
    private static final String CI = "arn:aws:sts::123456789012:assumed-role/ci/build-7";
    private static final String SERVICE = "arn:aws:ecs:eu-west-1:123456789012:service/prod/shop";
    private static final String UPDATE =
            "User: " + CI + " is not authorized to perform: ecs:UpdateService on resource: " + SERVICE;
    private static final String STATEMENT =
            "{\"Effect\": \"Allow\", \"Action\": \"ecs:UpdateService\", \"Resource\": \"" + SERVICE + "\"}";

    private static AccessDenial denial(String sentence) {
        return AccessDenial.parse(sentence).orElseThrow();
    }

    @Test
    void theStatementOfAnIdentitysPolicyNamesActionAndResource() {
        AccessDenial denial = denial(UPDATE + " because no identity-based policy allows the ecs:UpdateService action");

        assertThat(denial.sentence())
                .isEqualTo(CI + " may not ecs:UpdateService on " + SERVICE
                        + " (because no identity-based policy allows the ecs:UpdateService action)");
        assertThat(denial.remedy()).isEqualTo("Allow it in an IAM policy of that identity: " + STATEMENT);
    }

    @Test
    void withoutAReasonItIsTheIdentitysPolicy() {
        assertThat(denial(UPDATE).remedy()).isEqualTo("Allow it in an IAM policy of that identity: " + STATEMENT);
    }

    @Test
    void withoutAResourceItIsAnyResource() {
        AccessDenial denial = denial("User: " + CI + " is not authorized to perform: ecs:ListTasks");

        assertThat(denial.resource()).isEmpty();
        assertThat(denial.remedy())
                .endsWith("{\"Effect\": \"Allow\", \"Action\": \"ecs:ListTasks\", \"Resource\": \"*\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            because no permissions boundary allows the ecs:UpdateService action | the policy that is the boundary
            because no session policy allows the ecs:UpdateService action | where the role is assumed
            """)
    void aPolicyThatLimitsTheIdentityGetsTheSameStatement(String reason, String where) {
        assertThat(denial(UPDATE + " " + reason).remedy()).contains(where).endsWith(": " + STATEMENT);
    }

    @Test
    void thePolicyOfAnEndpointNamesThePrincipalToo() {
        assertThat(denial(UPDATE + " because no VPC endpoint policy allows the ecs:UpdateService action")
                        .remedy())
                .contains("VPC endpoint")
                .endsWith(
                        "{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"ecs:UpdateService\", \"Resource\": \""
                                + SERVICE + "\"}");
    }

    @Test
    void thePolicyOfARepositoryNamesTheRoleAndNoResource() {
        assertThat(denial("User: " + CI + " is not authorized to perform: ecr:BatchGetImage on resource:"
                                + " arn:aws:ecr:eu-west-1:999999999999:repository/base because no resource-based policy"
                                + " allows the ecr:BatchGetImage action")
                        .remedy())
                .contains("another account's")
                .endsWith("{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::123456789012:role/ci\"},"
                        + " \"Action\": \"ecr:BatchGetImage\"}");
    }

    @Test
    void aTrustPolicyNamesTheIdentity() {
        assertThat(denial("User: arn:aws:iam::123456789012:user/ci is not authorized to perform: sts:AssumeRole on"
                                + " resource: arn:aws:iam::123456789012:role/deployer because no role trust policy allows"
                                + " the sts:AssumeRole action")
                        .remedy())
                .isEqualTo(
                        "Name the identity in the role's trust policy: {\"Effect\": \"Allow\", \"Principal\": {\"AWS\":"
                                + " \"arn:aws:iam::123456789012:user/ci\"}, \"Action\": \"sts:AssumeRole\"}");
    }

    @Test
    void whoMayNotAssumeARoleNeedsBothPolicies() {
        assertThat(denial("User: arn:aws:iam::123456789012:user/ci is not authorized to perform: sts:AssumeRole on"
                                + " resource: arn:aws:iam::123456789012:role/deployer")
                        .remedy())
                .contains("\"Action\": \"sts:AssumeRole\"")
                .endsWith("and name the identity as a principal in the role's trust policy.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with an explicit deny in an identity-based policy",
                "with an explicit deny in a resource-based policy",
                "with an explicit deny in a permissions boundary",
                "with an explicit deny in a session policy",
                "with an explicit deny in a VPC endpoint policy",
                "with an explicit deny in a role trust policy",
                "with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/Freeze",
                "with an explicit deny"
            })
    void againstAnExplicitDenyNoStatementIsAdvised(String reason) {
        AccessDenial denial = denial(UPDATE + " " + reason);

        assertThat(denial.isExplicit()).isTrue();
        assertThat(denial.sentence()).endsWith(SERVICE + " (" + reason + ")");
        assertThat(denial.remedy())
                .contains("forbids it, so allowing it elsewhere does not help", "exempt " + CI)
                .doesNotContain("Effect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "because no service control policy allows the ecs:UpdateService action",
                "because no resource control policy allows the ecs:UpdateService action",
                "with an explicit deny in a service control policy",
                "with an explicit deny in a resource control policy",
                "due to an explicit deny in a Service Control Policy"
            })
    void onlyTheOrganizationsAdministratorsCanChangeItsPolicies(String reason) {
        assertThat(denial(UPDATE + " " + reason).remedy())
                .contains("no statement in the account helps", "organization's administrators")
                .doesNotContain("Effect");
    }

    @Test
    void whatStandsAroundTheSentenceIsLeftOut() {
        String link =
                UPDATE + " with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/a.b."
                        + " Go to https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/authorization-details/EXAMPLE";

        assertThat(denial(link).reason())
                .contains("with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/a.b");
        assertThat(denial("denied: " + UPDATE + ", because no identity-based policy allows it (Service: Ecs, Status"
                                + " Code: 400)")
                        .reason())
                .contains("because no identity-based policy allows it");
    }

    @Test
    void anEncodedMessageIsFound() {
        String said = "You are not authorized to perform this operation. Encoded authorization failure message:"
                + " 8zTkgi-_ABC== (Service: Ec2)";

        assertThat(AccessDenial.parse(said)).isEmpty();
        assertThat(AccessDenial.encoded(said)).contains("8zTkgi-_ABC==");
        assertThat(AccessDenial.encoded("Access denied")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:ecs:eu-west-1:1:service-deployment/prod/shop/AbC_1, arn:aws:ecs:eu-west-1:1:service-deployment/prod/shop/*",
        "arn:aws:ecs:eu-west-1:1:service-revision/prod/shop/4980306466373577095, arn:aws:ecs:eu-west-1:1:service-revision/prod/shop/*",
        "arn:aws:ecs:eu-west-1:1:task/prod/0123abc, arn:aws:ecs:eu-west-1:1:task/prod/*",
        "arn:aws:ecs:eu-west-1:1:task-definition/shop:12, arn:aws:ecs:eu-west-1:1:task-definition/shop:*",
        "arn:aws:logs:eu-west-1:1:log-group:/ecs/shop:log-stream:web/shop/0123, arn:aws:logs:eu-west-1:1:log-group:/ecs/shop:log-stream:*",
        "arn:aws:ecr:eu-west-1:1:repository/team/shop, arn:aws:ecr:eu-west-1:1:repository/team/shop"
    })
    void theStatementHoldsForTheNextDeploymentToo(String named, String allowed) {
        assertThat(denial("User: x is not authorized to perform: a:B on resource: " + named)
                        .remedy())
                .endsWith("\"Resource\": \"" + allowed + "\"}");
    }

    @Test
    void aRoleIsPassedToTasksOnly() {
        assertThat(denial("User: x is not authorized to perform: iam:PassRole on resource:"
                                + " arn:aws:iam::123456789012:role/shop")
                        .remedy())
                .endsWith("\"Resource\": \"arn:aws:iam::123456789012:role/shop\", \"Condition\": {\"StringEquals\":"
                        + " {\"iam:PassedToService\": \"ecs-tasks.amazonaws.com\"}}}");
    }

    @Test
    void actionsThatGoTogetherAreAllowedTogether() {
        AccessDenial denial = denial("User: x is not authorized to perform: ecr:PutImage on resource: r");

        assertThat(denial.remedy(PushPermissions.PUSH))
                .contains("[\"ecr:BatchCheckLayerAvailability\", \"ecr:BatchGetImage\"", "\"Resource\": \"r\"");
        assertThat(denial.remedy(List.of("ecr:BatchGetImage"))).contains("\"Action\": \"ecr:PutImage\"");
    }

    @Test
    void anotherSentenceIsNone() {
        assertThat(AccessDenial.parse("Access denied")).isEqualTo(Optional.empty());
    }

    @Test
    void makesAnArnOfARoleThatIamNamesWithoutOne() {
        AccessDenial denial = AccessDenial.parse(
                        "User: arn:aws:sts::123456789012:assumed-role/ci/run is not authorized to"
                                + " perform: iam:GetRole on resource: role shop-task because no identity-based policy allows the"
                                + " iam:GetRole action")
                .orElseThrow();

        assertThat(denial.sentence()).contains("may not iam:GetRole on role shop-task (because");
        assertThat(denial.remedy()).contains("\"Resource\": \"arn:aws:iam::123456789012:role/shop-task\"");
    }
}
