package io.github.ecsmaven.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static final Place IRELAND = new Place("aws", "eu-west-1", "123456789012");
    private static final ServicePlace SHOP = new ServicePlace(IRELAND, "prod", "shop");
    private static final String REPOSITORY = IRELAND.repository("team/shop");

    private static Policy push(RepositoryFeature... features) {
        return new PushPermissions(REPOSITORY, Set.of(features), Optional.empty(), Optional.empty(), false).policy();
    }

    private static Policy deploy(Set<DeployFeature> features) {
        return new DeployPermissions(SHOP, "shop", Set.of(), Set.of(), features, Set.of(), Set.of()).policy();
    }

    @Test
    void isWrittenAsAWSTakesIt() {
        Policy policy = Policy.of(
                Statement.of("LogIn", List.of("ecr:GetAuthorizationToken"), "*"),
                Statement.of("PassRoles", List.of("iam:PassRole"), List.of(IRELAND.role("b"), IRELAND.role("a")))
                        .under(Condition.PASSED_TO_TASKS));

        assertThat(policy.toJson())
                .isEqualTo(
                        """
                        {
                          "Version": "2012-10-17",
                          "Statement": [
                            {
                              "Sid": "LogIn",
                              "Effect": "Allow",
                              "Action": "ecr:GetAuthorizationToken",
                              "Resource": "*"
                            },
                            {
                              "Sid": "PassRoles",
                              "Effect": "Allow",
                              "Action": "iam:PassRole",
                              "Resource": [
                                "arn:aws:iam::123456789012:role/a",
                                "arn:aws:iam::123456789012:role/b"
                              ],
                              "Condition": {
                                "StringEquals": {
                                  "iam:PassedToService": "ecs-tasks.amazonaws.com"
                                }
                              }
                            }
                          ]
                        }""");
    }

    @Test
    void whatIsForOnePurposeBecomesOneStatement() {
        Policy both = Policy.of(Statement.of("Service", List.of("ecs:DescribeServices"), "s"))
                .and(Policy.of(Statement.of("Service", List.of("ecs:UpdateService"), List.of("s", "d"))));

        assertThat(both.statements())
                .containsExactly(Statement.of(
                        "Service", List.of("ecs:DescribeServices", "ecs:UpdateService"), List.of("d", "s")));
    }

    @Test
    void whatAnotherStatementAllowsAlreadyIsLeftOut() {
        Policy both = Policy.of(
                Statement.of("Repository", List.of("ecr:BatchGetImage", "ecr:PutImage"), "r"),
                Statement.of("DeployedImages", List.of("ecr:BatchGetImage"), "r"),
                Statement.of("Twin", List.of("ecr:BatchGetImage", "ecr:PutImage"), "r"));

        assertThat(both.statements()).hasSize(1);
        assertThat(both.actions()).containsExactly("ecr:BatchGetImage", "ecr:PutImage");
    }

    @Test
    void aStatementWithoutResourceAllowsNothing() {
        assertThat(Policy.of(Statement.of("PassRoles", List.of("iam:PassRole"), List.of()))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aBuildWithoutPrivateBaseImagesNeedsNothing() {
        assertThat(new BuildPermissions(Set.of(), Set.of()).policy()).isEqualTo(Policy.NONE);
    }

    @Test
    void aPushNeedsNoMoreThanIsConfigured() {
        assertThat(push().actions())
                .doesNotContain("ecr:CreateRepository", "ecr:PutLifecyclePolicy", "ecr:TagResource")
                .contains("ecr:GetAuthorizationToken", "ecr:PutImage", "ecr:DescribeRepositories")
                .noneMatch(action -> action.startsWith("ecs:"));
        assertThat(push(RepositoryFeature.CREATION).actions()).contains("ecr:CreateRepository");
        assertThat(push(RepositoryFeature.LIFECYCLE).actions())
                .contains("ecr:GetLifecyclePolicy", "ecr:PutLifecyclePolicy");
    }

    @Test
    void theLifecycleGuardLooksIntoTheClustersAlone() {
        Place place = new Place("aws", "eu-west-1", "123456789012");
        Policy guard = new GuardPermissions(place, REPOSITORY, Set.of("prod"), false).policy();

        assertThat(guard.actions()).allMatch(action -> action.matches("ec[rs]:(Get|List|Describe).*"));
        assertThat(guard.toJson())
                .contains(
                        "service/prod/*",
                        "task/prod/*",
                        "\"ecs:cluster\": \"arn:aws:ecs:eu-west-1:123456789012:cluster/prod\"")
                .doesNotContain("ListClusters", "ListTaskDefinitions");
        assertThat(new GuardPermissions(place, REPOSITORY, Set.of("*", "prod"), true)
                        .policy()
                        .toJson())
                .contains("service/*/*", "ecs:ListClusters", "ecs:ListTaskDefinitions")
                .doesNotContain("cluster/prod");
        assertThat(new GuardPermissions(place, REPOSITORY, Set.of(), true)
                        .policy()
                        .actions())
                .containsExactly("ecr:GetLifecyclePolicy");
    }

    @Test
    void onlyTheLogInIsForAnyResource() {
        assertThat(push(RepositoryFeature.values()).statements())
                .filteredOn(statement -> statement.resources().contains("*"))
                .containsExactly(Statement.of("LogIn", List.of("ecr:GetAuthorizationToken"), "*"));
    }

    @Test
    void aKeyIsNeededWhereARepositoryIsCreatedAlone() {
        Optional<String> key = Optional.of(IRELAND.key("0123"));

        assertThat(new PushPermissions(REPOSITORY, Set.of(), key, Optional.empty(), false).policy())
                .isEqualTo(push());
        assertThat(new PushPermissions(REPOSITORY, Set.of(RepositoryFeature.CREATION), key, Optional.empty(), false)
                        .policy()
                        .actions())
                .contains("kms:CreateGrant", "kms:DescribeKey");
    }

    @Test
    void aDeploymentNeedsNoMoreThanIsConfigured() {
        assertThat(deploy(Set.of()).actions())
                .containsExactly(
                        "ecs:DescribeServiceDeployments",
                        "ecs:DescribeServiceRevisions",
                        "ecs:DescribeServices",
                        "ecs:DescribeTaskDefinition",
                        "ecs:DescribeTasks",
                        "ecs:ListServiceDeployments",
                        "ecs:ListTasks",
                        "ecs:RegisterTaskDefinition",
                        "ecs:TagResource",
                        "ecs:UpdateService");
        assertThat(deploy(EnumSet.of(DeployFeature.STOP)).actions()).contains("ecs:StopServiceDeployment");
        assertThat(deploy(EnumSet.of(DeployFeature.PRE_DEPLOY_TASK)).actions()).contains("ecs:RunTask");
        assertThat(deploy(EnumSet.of(DeployFeature.OLD_REVISIONS)).actions())
                .contains("ecs:DeregisterTaskDefinition", "ecs:ListServices", "ecs:ListTaskDefinitions");
        assertThat(deploy(EnumSet.of(DeployFeature.LOAD_BALANCER)).actions())
                .contains("elasticloadbalancing:DescribeTargetHealth");
    }

    @Test
    void whatTakesNoResourceIsForReadingOrHeldToTheCluster() {
        assertThat(deploy(EnumSet.allOf(DeployFeature.class)).statements())
                .filteredOn(statement -> statement.resources().contains("*"))
                .allSatisfy(statement -> assertThat(statement.actions())
                        .allMatch(action -> action.matches("\\w+:(Describe|List)\\w+")
                                || action.equals("ecs:DeregisterTaskDefinition")));
        assertThat(deploy(Set.of()).statements())
                .filteredOn(statement -> statement.sid().equals("ListTasks"))
                .extracting(statement -> statement.condition().orElseThrow().value())
                .containsExactly("arn:aws:ecs:eu-west-1:123456789012:cluster/prod");
    }

    @Test
    void servicesOfSeveralClustersKeepTheirConditions() {
        Policy prod = deploy(Set.of());
        Policy batch = new DeployPermissions(
                        new ServicePlace(IRELAND, "batch", "shop"),
                        "shop",
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of())
                .policy();

        Policy both = prod.and(batch);

        assertThat(both.statements())
                .filteredOn(statement -> statement.actions().contains("ecs:ListTasks"))
                .extracting(
                        Statement::sid,
                        statement -> statement.condition().orElseThrow().value())
                .containsExactly(
                        tuple("ListTasks", "arn:aws:ecs:eu-west-1:123456789012:cluster/prod"),
                        tuple("ListTasks2", "arn:aws:ecs:eu-west-1:123456789012:cluster/batch"));
        assertThat(both.statements()).extracting(Statement::sid).doesNotHaveDuplicates();
        assertThat(both.and(prod)).isEqualTo(both);
    }

    @Test
    void namesThingsAsTheirPartitionDoes() {
        Place china = new Place("aws-cn", "cn-north-1", "123456789012");

        assertThat(china.repository("shop")).isEqualTo("arn:aws-cn:ecr:cn-north-1:123456789012:repository/shop");
        assertThat(china.role("a/b")).isEqualTo("arn:aws-cn:iam::123456789012:role/a/b");
        assertThat(china.taskDefinitions(Place.ANY)).endsWith(":task-definition/*");
    }

    @Test
    void textInJsonIsEscaped() {
        assertThat(Json.line(List.of("a\"b\\c"))).isEqualTo("[\"a\\\"b\\\\c\"]");
    }
}
