package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.ecs.EcsOptions;
import io.github.ecsmaven.sandbox.ecs.EcsSandbox;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ecs:iam-policy} prints and writes for a module, with AWS and without. */
class IamPolicyMojoTest {
    private static final String SHOP = "<cluster>prod</cluster><service>shop</service>";
    private static final String DEFINITION =
            """
            {"family": "@family@", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
             "cpu": "256", "memory": "512", "executionRoleArn": "ecsTaskExecutionRole",
             "containerDefinitions": [{"name": "app", "image": "shop:1", "logConfiguration":
                {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/shop", "awslogs-region": "eu-central-1",
                 "awslogs-stream-prefix": "web"}}}]}""";

    private final SystemProperties properties = new SystemProperties();
    private final List<EcsSandbox> ecs = new ArrayList<>();
    private Sandbox sandbox;

    @TempDir
    private Path module;

    @BeforeEach
    void open() throws IOException {
        properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
        sandbox = Sandbox.start(SandboxOptions.defaults().withService(joined -> {
            EcsSandbox service = new EcsSandbox(EcsOptions.in(joined));
            ecs.add(service);
            return service;
        }));
        Files.writeString(module.resolve("Dockerfile"), "FROM eclipse-temurin:17-jre\n");
    }

    @AfterEach
    void close() {
        sandbox.close();
        properties.close();
    }

    private ConfiguredGoal goal(String xml) {
        return new ConfiguredGoal(module)
                .withXml(xml)
                .with("ecs.region", sandbox.region())
                .with("ecs.endpoint", sandbox.endpoint().toString());
    }

    private String log(ConfiguredGoal configured) throws Exception {
        IamPolicyMojo goal = configured.fill(IamPolicyMojo.class);
        RecordingLog log = new RecordingLog(new Terminal());
        goal.setLog(log);
        goal.execute();
        return log.text();
    }

    private JsonNode policy(String stage) throws IOException {
        return new ObjectMapper().readTree(file(stage).toFile());
    }

    private Path file(String stage) {
        return module.resolve("target/ecs/iam-policy" + stage + ".json");
    }

    private JsonNode statement(String stage, String sid) throws IOException {
        return StreamSupport.stream(policy(stage).path("Statement").spliterator(), false)
                .filter(statement -> statement.path("Sid").asText().equals(sid))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withTheAccountNothingIsAskedOfAWS() throws Exception {
        String log = log(goal(SHOP).with("ecs.iamPolicyAccount", "210987654321"));

        assertThat(sandbox.requestLog().operations()).isEmpty();
        assertThat(statement("", "Repository").path("Resource").asText())
                .isEqualTo("arn:aws:ecr:eu-west-1:210987654321:repository/shop");
        assertThat(statement("-deploy", "PassRoles").path("Resource").asText())
                .isEqualTo("arn:aws:iam::210987654321:role/*");
        assertThat(log).contains("For roles and log groups of the task definition stands *");
    }

    @Test
    void offlineItSaysWhatIsNotKnown() throws Exception {
        String log = log(goal(SHOP).offline());

        assertThat(sandbox.requestLog().operations()).isEmpty();
        assertThat(log).contains("For the account stands *", "Maven is offline", "-Decs.iamPolicyAccount");
        assertThat(statement("-push", "Repository").path("Resource").asText())
                .isEqualTo("arn:aws:ecr:eu-west-1:*:repository/shop");
    }

    @Test
    void anARNInTheConfigurationTellsTheAccount() throws Exception {
        log(goal("<cluster>arn:aws:ecs:eu-west-1:111122223333:cluster/prod</cluster><service>shop</service>")
                .offline());

        assertThat(statement("-deploy", "Service").path("Resource"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "arn:aws:ecs:eu-west-1:111122223333:service-deployment/prod/shop/*",
                        "arn:aws:ecs:eu-west-1:111122223333:service-revision/prod/shop/*",
                        "arn:aws:ecs:eu-west-1:111122223333:service/prod/shop");
    }

    @Test
    void thePartitionIsThatOfTheRegion() throws Exception {
        log(goal(SHOP).with("ecs.region", "cn-northwest-1").with("ecs.iamPolicyAccount", "210987654321"));

        assertThat(Files.readString(file("")))
                .contains("arn:aws-cn:ecs:cn-northwest-1:")
                .doesNotContain("arn:aws:");

        log(goal(SHOP).with("ecs.region", "us-gov-west-1").with("ecs.iamPolicyAccount", "210987654321"));
        assertThat(Files.readString(file(""))).contains("arn:aws-us-gov:iam::").doesNotContain("arn:aws:");
    }

    @Test
    void withCredentialsTheServiceTellsRolesAndLogGroups() throws Exception {
        ecs.get(0).seedCluster("prod").seedService("prod", "shop", DEFINITION.replace("@family@", "orders"), 1);

        String log = log(goal(SHOP));

        assertThat(log).contains("The least IAM policy for all goals of shop").doesNotContain("stands *");
        assertThat(statement("-deploy", "PassRoles").path("Resource").asText())
                .isEqualTo("arn:aws:iam::123456789012:role/ecsTaskExecutionRole");
        assertThat(statement("-deploy", "TaskDefinitions").path("Resource").asText())
                .isEqualTo("arn:aws:ecs:eu-west-1:123456789012:task-definition/orders:*");
        assertThat(statement("-deploy", "Logs").path("Resource").asText())
                .isEqualTo("arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/shop:log-stream:*");
        assertThat(Files.readString(file("-deploy"))).doesNotContain("elasticloadbalancing");
        assertThat(sandbox.requestLog().writes()).isEmpty();
    }

    @Test
    void whoMayNotLookGetsAWiderPolicyAndTheReason() throws Exception {
        sandbox.identities().addUser(Identities.CI, "ci", Set.of("ecs:*"));

        String log = log(goal(SHOP));

        assertThat(log).contains("user/ci may not ecs:DescribeServices");
        assertThat(statement("-deploy", "TaskDefinitions").path("Resource").asText())
                .isEqualTo("arn:aws:ecs:eu-west-1:123456789012:task-definition/*");
        assertThat(Files.readString(file("-deploy"))).contains("elasticloadbalancing:DescribeTargetHealth");
    }

    @Test
    void aTaskDefinitionFileTellsThemWithoutAWS() throws Exception {
        Files.writeString(
                module.resolve("task.json"),
                """
                {"family": "@ecs.service@", "executionRoleArn": "arn:aws:iam::@ecs.account@:role/run",
                 "taskRoleArn": "shop/task", "containerDefinitions": [{"name": "app", "image": "@ecs.image.uri@"}]}""");

        String log = log(goal(SHOP
                        + """
                        <taskDefinition>task.json</taskDefinition>
                        <logOptions><awslogs-group>/ecs/mine</awslogs-group></logOptions>
                        """)
                .with("ecs.iamPolicyAccount", "210987654321"));

        assertThat(log).doesNotContain("stands *");
        assertThat(statement("-deploy", "PassRoles").path("Resource"))
                .extracting(JsonNode::asText)
                .containsExactly("arn:aws:iam::210987654321:role/run", "arn:aws:iam::210987654321:role/shop/task");
        assertThat(statement("-deploy", "Logs").path("Resource").asText())
                .isEqualTo("arn:aws:logs:eu-west-1:210987654321:log-group:/ecs/mine:log-stream:*");
        assertThat(statement("-deploy", "TaskDefinitions").path("Resource").asText())
                .endsWith(":task-definition/shop:*");
        // What its tasks run on stands in the file, and which image they run does not.
        assertThat(Files.readString(file("-push")))
                .contains("ecs:DescribeServices")
                .contains("ecs:DescribeTaskDefinition");
    }

    @Test
    void aModuleWithoutServiceDeploysNothing() throws Exception {
        String log = log(goal("").with("ecs.iamPolicyAccount", "210987654321"));

        assertThat(Files.readString(file(""))).doesNotContain("ecs:");
        assertThat(file("-deploy")).doesNotExist();
        assertThat(file("-build")).doesNotExist();
        assertThat(log).contains("Beside it, by stage: push iam-policy-push.json");
    }

    @Test
    void whatAnEarlierConfigurationNeededGoesAway() throws Exception {
        log(goal(SHOP).with("ecs.iamPolicyAccount", "210987654321"));
        assertThat(file("-deploy")).exists();

        log(goal("").with("ecs.iamPolicyAccount", "210987654321"));
        assertThat(file("-deploy")).doesNotExist();
    }

    @Test
    void onlyWhatIsConfiguredOfTheRepositoryIsAllowed() throws Exception {
        log(goal("<createRepository>false</createRepository>").with("ecs.iamPolicyAccount", "210987654321"));
        assertThat(Files.readString(file("")))
                .doesNotContain("Create", "Lifecycle", "Mutability", "Scanning", "TagResource", "RepositoryPolicy");

        Files.writeString(module.resolve("policy.json"), "{}");
        log(
                goal("""
                        <imageTagMutability>IMMUTABLE</imageTagMutability><scanOnPush>true</scanOnPush>
                        <repositoryTags><team>a</team></repositoryTags>
                        <repositoryPolicyFile>policy.json</repositoryPolicyFile>
                        <encryption><type>KMS</type><kmsKey>0123</kmsKey></encryption>
                        <lifecycle><rules><rule><selection>any</selection>
                          <maximumNumberOfImages>9</maximumNumberOfImages></rule></rules></lifecycle>
                        """)
                        .with("ecs.iamPolicyAccount", "210987654321"));
        assertThat(Files.readString(file("")))
                .contains(
                        "ecr:CreateRepository",
                        "ecr:PutImageTagMutability",
                        "ecr:PutImageScanningConfiguration",
                        "ecr:ListTagsForResource",
                        "ecr:TagResource",
                        "ecr:SetRepositoryPolicy",
                        "ecr:PutLifecyclePolicy",
                        "arn:aws:kms:eu-west-1:210987654321:key/0123");
    }

    @Test
    void baseImagesAndCachesInECRAreForTheBuild() throws Exception {
        Files.writeString(
                module.resolve("Dockerfile"),
                """
                # syntax=123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker/dockerfile:1
                ARG BASE
                FROM 999999999999.dkr.ecr.us-east-1.amazonaws.com/base/jre:17 AS one
                FROM public.ecr.aws/docker/library/alpine
                COPY --from=one / /
                FROM $BASE
                """);

        String log = log(goal("<cacheTo><cache>type=registry,ref=123456789012.dkr.ecr.eu-west-1.amazonaws.com/cache:1"
                        + "</cache></cacheTo>")
                .with("ecs.iamPolicyAccount", "123456789012")
                .with("ecs.iamPolicyStage", "build"));

        assertThat(statement("-build", "BaseImages").path("Resource"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "arn:aws:ecr:eu-west-1:123456789012:repository/docker/dockerfile",
                        "arn:aws:ecr:us-east-1:999999999999:repository/base/jre");
        assertThat(statement("-build", "Caches").path("Resource").asText())
                .isEqualTo("arn:aws:ecr:eu-west-1:123456789012:repository/cache");
        assertThat(log)
                .contains(
                        "The least IAM policy for ecs:build of shop",
                        "Line 6 of the Dockerfile has an image that only the builder knows, $BASE",
                        "In another account: arn:aws:ecr:us-east-1:999999999999:repository/base/jre.")
                .doesNotContain("ecr:DescribeRepositories");
    }

    @Test
    void anImageFromElsewhereIsNeitherBuiltNorPushed() throws Exception {
        log(goal(SHOP + "<image>999999999999.dkr.ecr.eu-west-1.amazonaws.com/other:1</image>")
                .with("ecs.iamPolicyAccount", "210987654321"));

        assertThat(file("-build")).doesNotExist();
        assertThat(file("-push")).doesNotExist();
        assertThat(statement("", "ChosenImages").path("Resource").asText())
                .isEqualTo("arn:aws:ecr:eu-west-1:999999999999:repository/other");
    }

    @Test
    void goalsThatAreLeftOutNeedNothing() throws Exception {
        log(goal(SHOP).with("ecs.iamPolicyAccount", "210987654321").with("ecs.deploy.skip", "true"));

        assertThat(file("-deploy")).doesNotExist();
        assertThat(Files.readString(file("-push"))).doesNotContain("ecs:");
    }

    @Test
    void refusesWhatIsNoAccountAndNoStage() {
        assertThatThrownBy(() -> log(goal("").with("ecs.iamPolicyAccount", "shop-prod")))
                .hasMessageContaining("twelve digits");
        assertThatThrownBy(() -> log(goal("").with("ecs.iamPolicyStage", "test")))
                .hasMessageContaining("all, build, push, deploy, verify, plan or destroy");
    }
}
