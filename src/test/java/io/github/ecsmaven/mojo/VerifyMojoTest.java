package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.sandbox.IamPolicy;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.sts.Identities;
import io.github.ecsmaven.sandbox.sts.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each finding of {@code ecs:verify}, planted in a service that is otherwise as it should be. */
@Timeout(60)
class VerifyMojoTest {
    private static final String IGW = "igw-0a1b2c3d4e5f67890";

    @TempDir
    private Path module;

    private VerifiedShop shop;

    @BeforeEach
    void open() throws IOException {
        shop = new VerifiedShop(module);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void findsNothingWhereNothingIsWrongAndSaysWhatItLookedAt() throws Exception {
        assertThat(shop.verify())
                .isEqualTo("[INFO] Nothing was found that would make a deployment fail. Looked at: ECR repository,"
                        + " SSM parameters, alarms, cluster, credentials, log groups, roles, secrets, service, subnets,"
                        + " target groups.\n");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void anEngineThatDoesNotAnswer() throws Exception {
        String log = shop.verify(shop.goal().with("ecs.dockerHost", "unix:///nowhere/docker.sock"));

        assertThat(log).contains("[ERROR] would fail:  No Docker Engine at unix:///nowhere/docker.sock");
        assertThat(log).contains("[FAILURE] The deployment would fail, for 1 reason.");
    }

    @Test
    void credentialsThatAwsDoesNotKnowAreSaidOnce() throws Exception {
        shop.sandbox.identities().addUser(Identities.CI, "another secret", "ci", Set.of());

        assertThat(shop.findings())
                .containsExactly(
                        "would fail: Could not find out whose AWS credentials these are: the signature does not fit the access key.");
    }

    @Test
    void aRepositoryThatIsMissingAndMayNotBeCreated() throws Exception {
        shop.with("<repository>team/shop</repository><createRepository>false</createRepository>");

        assertThat(shop.findings()).containsExactly("would fail: ECR repository 'team/shop' does not exist.");
    }

    @Test
    void aTagThatCannotBeMovedAndIsTaken() throws Exception {
        shop.sandbox.ecr().seedImage("shop", shop.sandbox.clock().instant(), "1.0.0");
        shop.with("<imageTagMutability>IMMUTABLE</imageTagMutability>");

        assertThat(shop.findings())
                .singleElement()
                .asString()
                .startsWith("warning: Tag '1.0.0' of ECR repository 'shop' cannot be moved, and stands for sha256:");
    }

    @Test
    void anImageThatIsNotThere() throws Exception {
        String image = shop.sandbox.registry() + "/shop:7.7";
        shop.with("<image>" + image + "</image>");

        assertThat(shop.findings())
                .containsExactly("would fail: The image " + image + " that <image> names does not exist.");
    }

    @Test
    void aServiceThatIsNotThere() throws Exception {
        shop.configured("<cluster>prod</cluster><service>shopp</service>");
        assertThat(shop.findings()).containsExactly("would fail: There is no service 'shopp' in cluster 'prod'.");

        shop.configured("<cluster>produ</cluster><service>shop</service>");
        assertThat(shop.findings()).containsExactly("would fail: There is no ECS cluster 'produ'.");
    }

    @Test
    void aClusterThatIsNotActive() throws Exception {
        shop.ecs().seedClusterStatus("prod", "DEPROVISIONING");

        assertThat(shop.findings())
                .containsExactly("would fail: Cluster 'prod' is DEPROVISIONING, and only an ACTIVE one takes tasks.");
    }

    @Test
    void aServiceOfAnotherController() throws Exception {
        String revision = shop.ecs().seedTaskDefinition(shop.definition());
        shop.ecs()
                .seedService(
                        """
                {"cluster": "prod", "serviceName": "blue", "taskDefinition": "%s", "desiredCount": 1, "launchType": "FARGATE",
                 "deploymentController": {"type": "CODE_DEPLOY"}, %s "propagateTags": "NONE"}"""
                                .formatted(revision, VerifiedShop.SUBNETS));
        shop.configured("<cluster>prod</cluster><service>blue</service>");

        assertThat(shop.findings())
                .singleElement()
                .asString()
                .startsWith("would fail: The service 'blue' in cluster 'prod' is deployed by AWS CodeDeploy");
    }

    @Test
    void aSizeThatFargateDoesNotHaveHidesNoOtherFault() throws Exception {
        shop.with("<memory>600</memory><containerSecrets><TOKEN>/shop/tokn</TOKEN></containerSecrets>");

        assertThat(shop.findings())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("Fargate has no task with 256 CPU units and 600 MiB"))
                .contains(
                        "would fail: There is no SSM parameter '/shop/tokn' in eu-west-1, which <containerSecrets> TOKEN"
                                + " names.");
        assertThat(shop.verify()).contains("<memory>1024</memory>");
    }

    @Test
    void aPlatformThatTheServiceDoesNotRunOn() throws Exception {
        shop.with("<platform>linux/arm64</platform>");

        assertThat(shop.findings())
                .singleElement()
                .asString()
                .startsWith("would fail: The image is linux/arm64, but task definition shop:1 runs on linux/amd64");
    }

    @Test
    void rolesThatAreMissingOrDoNotTrustEcs() throws Exception {
        shop.sandbox
                .identities()
                .addRole("shop-task", Set.of(), Trust.inNobody().andService("ec2.amazonaws.com"));
        assertThat(shop.findings())
                .containsExactly("would fail: The task role '" + VerifiedShop.TASK_ROLE
                        + "' may not be assumed by ECS: its trust policy does not name ecs-tasks.amazonaws.com.");

        Files.writeString(module.resolve("task.json"), shop.definition().replace("ecsTaskExecutionRole", "shop-exec"));
        shop.sandbox
                .identities()
                .addRole("shop-task", Set.of(), Trust.inNobody().andService(Trust.ECS_TASKS));
        shop.with("<taskDefinition>task.json</taskDefinition>");
        assertThat(shop.findings())
                .containsExactly("would fail: There is no execution role 'arn:aws:iam::123456789012:role/shop-exec'.");
    }

    @Test
    void aRoleUnderAnotherPathAndOneOfAnotherAccount() throws Exception {
        Files.writeString(
                module.resolve("task.json"),
                shop.definition()
                        .replace("role/shop-task", "role/apps/shop-task")
                        .replace("\"ecsTaskExecutionRole\"", "\"arn:aws:iam::210987654321:role/exec\""));
        shop.with("<taskDefinition>task.json</taskDefinition>");

        assertThat(shop.findings())
                .containsExactly(
                        "would fail: There is no task role 'arn:aws:iam::123456789012:role/apps/shop-task': the role 'shop-task' is "
                                + VerifiedShop.TASK_ROLE + ".",
                        "not checked: Could not look at the execution role 'arn:aws:iam::210987654321:role/exec': it is another"
                                + " account's.");
    }

    @Test
    void aTaskWithoutTheExecutionRoleThatItNeeds() throws Exception {
        Files.writeString(
                module.resolve("task.json"),
                shop.definition().replace("\"executionRoleArn\": \"ecsTaskExecutionRole\", ", ""));
        shop.with("<taskDefinition>task.json</taskDefinition>");

        assertThat(shop.findings())
                .singleElement()
                .asString()
                .endsWith("task.json has no execution role, and ECS needs one"
                        + " for its secrets, images in Amazon ECR, the log driver awslogs.");
    }

    @Test
    void secretsThatAreMissingDeletedOrHaveNoSuchVersion() throws Exception {
        String arn = shop.sandbox.secrets().seedSecret("shop-smtp");
        shop.with("<containerSecrets><SMTP>" + arn + ":user:AWSPREVIOUS:</SMTP><GONE>" + arn.replace("smtp", "gone")
                + "</GONE></containerSecrets>");
        shop.sandbox.secrets().delete("shop-db");

        assertThat(shop.findings())
                .containsExactly(
                        "would fail: The secret 'shop-db-AbCdEf', which secret DB_PASSWORD of container app in shop:1 names, is marked"
                                + " for deletion, and its value cannot be read.",
                        "would fail: The secret 'shop-smtp-AbCdEf', which <containerSecrets> SMTP names, has no version with the label"
                                + " 'AWSPREVIOUS'.",
                        "would fail: There is no secret 'shop-gone-AbCdEf' in eu-west-1, which <containerSecrets> GONE names.");
    }

    @Test
    void aVersionOfAParameterThatDoesNotExist() throws Exception {
        shop.with("<containerSecrets><API_KEY>/shop/api-key:3</API_KEY></containerSecrets>");

        assertThat(shop.findings())
                .containsExactly(
                        "would fail: There is no SSM parameter '/shop/api-key:3' in eu-west-1, which <containerSecrets> API_KEY names.");
        assertThat(shop.sandbox.requestLog().operations())
                .contains("ssm:GetParameters")
                .doesNotContain("ssm:GetParameter");
    }

    @Test
    void aLogGroupThatIsMissing() throws Exception {
        shop.with("<logOptions><awslogs-group>/ecs/shopp</awslogs-group></logOptions>");
        assertThat(shop.findings())
                .containsExactly(
                        "would fail: There is no log group '/ecs/shopp' in eu-west-1, and no container that writes to it can start.");

        shop.with(
                "<logOptions><awslogs-group>/ecs/shopp</awslogs-group><awslogs-create-group>true</awslogs-create-group></logOptions>");
        assertThat(shop.findings())
                .singleElement()
                .asString()
                .startsWith("warning: There is no log group '/ecs/shopp' in eu-west-1. awslogs-create-group lets");
    }

    @Test
    void aTargetGroupThatIsGone() throws Exception {
        String group = shop.sandbox.elb().seedTargetGroup("gone", "HTTP");
        String balancer = shop.sandbox.elb().seedLoadBalancer("gone", "application", "internal");
        String listener = shop.sandbox.elb().seedListener(balancer, "HTTP", 81, group);
        shop.service("second", VerifiedShop.DEFINITION, "FARGATE", VerifiedShop.SUBNETS, group);
        shop.sandbox.elb().remove(listener, group);
        shop.configured("<cluster>prod</cluster><service>second</service>");

        assertThat(shop.findings())
                .containsExactly("would fail: There is no target group '" + group
                        + "', which service 'second' in cluster 'prod' registers its tasks with.");
    }

    @Test
    void aPortThatTheNewTaskDefinitionDoesNotHave() throws Exception {
        Files.writeString(module.resolve("task.json"), shop.definition().replace("8080", "9090"));
        shop.with("<taskDefinition>task.json</taskDefinition>");

        assertThat(shop.findings())
                .singleElement()
                .asString()
                .startsWith(
                        "would fail: A load balancer of service 'shop' in cluster 'prod' sends to port 8080 of container"
                                + " 'app', and task definition ")
                .endsWith("has no port mapping for it (9090).");
    }

    @Test
    void aTargetGroupOfAnotherType() throws Exception {
        String bridge = VerifiedShop.DEFINITION
                .replace("awsvpc", "bridge")
                .replace("\"requiresCompatibilities\": [\"FARGATE\"], ", "");
        Files.writeString(module.resolve("task.json"), bridge.replace("@image@", "shop:1"));
        shop.with("<taskDefinition>task.json</taskDefinition>");

        assertThat(shop.findings()).anySatisfy(line -> assertThat(line)
                .startsWith(
                        "would fail: Target group 'shop' takes targets of type ip, and tasks of network mode bridge"));
    }

    @Test
    void aTargetGroupThatIsSlowNotUsedAndChecksAnotherPort() throws Exception {
        String group = shop.sandbox.elb().seedTargetGroup("slow", "HTTP");
        String balancer = shop.sandbox.elb().seedLoadBalancer("slow", "application", "internal");
        String listener = shop.sandbox.elb().seedListener(balancer, "HTTP", 81, group);
        shop.service("second", VerifiedShop.DEFINITION, "FARGATE", VerifiedShop.SUBNETS, group);
        shop.sandbox.elb().remove(listener);
        shop.sandbox.elb().find(group).orElseThrow().tellHealthCheckPort(9000);
        shop.configured("<cluster>prod</cluster><service>second</service>");

        assertThat(shop.findings())
                .containsExactly(
                        "warning: No load balancer forwards to target group 'slow': tasks of service 'second' in cluster 'prod' are"
                                + " registered there, never checked, and get no traffic.",
                        "warning: Target group 'slow' alone may cost 450 s a deployment: up to 150 s until a new task counts as healthy"
                                + " (5 checks, one in 30 s), 300 s until an old one may go.",
                        "warning: Target group 'slow' checks port 9000, which no port mapping of task definition shop:2 names.");
    }

    @Test
    void alarmsThatFireAlreadyOrAreMissing() throws Exception {
        shop.sandbox.alarms().seedAlarm("shop-errors", "ALARM");
        assertThat(shop.findings())
                .containsExactly("warning: Alarm 'shop-errors' fires already: it cannot roll back a"
                        + " deployment of service 'shop' in cluster 'prod' that begins now.");

        shop.sandbox.alarms().remove("shop-errors");
        assertThat(shop.findings())
                .containsExactly("warning: There is no alarm 'shop-errors', by which the deployments of"
                        + " service 'shop' in cluster 'prod' are to be guarded.");

        shop.sandbox.alarms().seedCompositeAlarm("shop-errors", "OK");
        assertThat(shop.findings()).isEmpty();
    }

    private void routes(Vpc.Route... outwards) {
        shop.sandbox.vpc().leads(Vpc.MAIN_ROUTES, List.of(""), outwards);
    }

    private void endpoints(String... names) {
        for (String name : names) {
            String[] tables = name.equals("s3") ? new String[] {Vpc.MAIN_ROUTES} : new String[0];
            shop.sandbox.vpc().addEndpoint("com.amazonaws.eu-west-1." + name, tables);
        }
    }

    @Test
    void subnetsWithNoWayOut() throws Exception {
        routes();
        assertThat(shop.findings())
                .singleElement()
                .asString()
                .isEqualTo(
                        "would fail: Tasks of service 'shop' in cluster 'prod' have no way to Amazon ECR and what else they"
                                + " need to start: subnets " + Vpc.SUBNET_A + ", " + Vpc.SUBNET_B
                                + ": no route leads out, and there"
                                + " is no VPC endpoint for eu-west-1.ecr.api, eu-west-1.ecr.dkr, eu-west-1.logs, eu-west-1.s3,"
                                + " eu-west-1.secretsmanager, eu-west-1.ssm.");

        routes(new Vpc.Route("0.0.0.0/0", IGW, true));
        assertThat(shop.findings())
                .singleElement()
                .asString()
                .contains("have no way", "the way out is an internet gateway, and tasks get no public address");

        routes(new Vpc.Route("0.0.0.0/0", "nat-0a1b2c3d4e5f67890", false));
        assertThat(shop.findings()).singleElement().asString().contains("have no way", "the way out is a black hole");
    }

    @Test
    void subnetsThatLeadElsewhereMayHaveAWay() throws Exception {
        routes(new Vpc.Route("10.0.0.0/8", "tgw-0a1b2c3d4e5f67890", true));
        assertThat(shop.findings())
                .singleElement()
                .asString()
                .startsWith("warning: Tasks")
                .contains("may have no way");

        routes(new Vpc.Route("0.0.0.0/0", "tgw-0a1b2c3d4e5f67890", true));
        assertThat(shop.findings()).isEmpty();
    }

    @Test
    void oneSubnetOfSeveralIsAWarning() throws Exception {
        shop.sandbox.vpc().leads("rtb-9", List.of(Vpc.SUBNET_B));

        assertThat(shop.findings())
                .singleElement()
                .asString()
                .startsWith("warning: Tasks")
                .contains("subnet " + Vpc.SUBNET_B)
                .doesNotContain(Vpc.SUBNET_A);
    }

    @Test
    void vpcEndpointsAreAWayAndEachOneCounts() throws Exception {
        routes();
        endpoints("ecr.api", "ecr.dkr", "s3", "logs", "ssm");
        assertThat(shop.findings())
                .singleElement()
                .asString()
                .contains("no VPC endpoint for eu-west-1.secretsmanager.")
                .doesNotContain("ecr.dkr");

        endpoints("secretsmanager");
        assertThat(shop.findings()).isEmpty();
    }

    @Test
    void aGatewayEndpointOfAnotherRouteTableIsNoWay() throws Exception {
        routes();
        endpoints("ecr.api", "ecr.dkr", "s3", "logs", "ssm", "secretsmanager");
        shop.sandbox.vpc().leads("rtb-9", List.of(Vpc.SUBNET_B));

        assertThat(shop.findings())
                .singleElement()
                .asString()
                .contains("subnet " + Vpc.SUBNET_B + ": no route leads out, and there is no VPC endpoint for"
                        + " eu-west-1.s3.");
    }

    @Test
    void aPublicAddressIsAWay() throws Exception {
        routes(new Vpc.Route("0.0.0.0/0", IGW, true));
        shop.service(
                "public",
                VerifiedShop.DEFINITION,
                "FARGATE",
                VerifiedShop.SUBNETS.replace("DISABLED", "ENABLED"),
                shop.targetGroup);
        shop.configured("<cluster>prod</cluster><service>public</service>");

        assertThat(shop.findings()).isEmpty();
    }

    @Test
    void subnetsThatAnotherAccountSharesAreNotJudged() throws Exception {
        routes();
        shop.sandbox.vpc().share(Vpc.SUBNET_A);
        shop.sandbox.vpc().share(Vpc.SUBNET_B);

        assertThat(shop.findings()).hasSize(2).allSatisfy(line -> assertThat(line)
                .startsWith("not checked: Could not look at the routes of subnet"));
    }

    @Test
    void onInstancesOfEc2TheSubnetsAreNotTheTasksWay() throws Exception {
        routes();
        String group = shop.sandbox.elb().seedTargetGroup("ec2", "HTTP", "instance");
        String balancer = shop.sandbox.elb().seedLoadBalancer("ec2", "application", "internal");
        shop.sandbox.elb().seedListener(balancer, "HTTP", 81, group);
        shop.sandbox.elb().find(group).orElseThrow().set("deregistration_delay.timeout_seconds", "0");
        String bridge = VerifiedShop.DEFINITION
                .replace("awsvpc", "bridge")
                .replace("\"requiresCompatibilities\": [\"FARGATE\"], ", "");
        shop.service("ec2", bridge, "EC2", "", group);
        shop.configured("<cluster>prod</cluster><service>ec2</service>");

        assertThat(shop.findings())
                .containsExactly(
                        "warning: Cluster 'prod' has no EC2 instance, and the tasks of service 'ec2' in cluster 'prod' (launch type"
                                + " EC2) run nowhere else.",
                        "warning: Target group 'ec2' alone may cost 150 s a deployment: up to 150 s until a new task counts as healthy"
                                + " (5 checks, one in 30 s), 0 s until an old one may go.");
    }

    @ParameterizedTest
    @CsvSource({
        "ecr:DescribeRepositories, look up ECR repository",
        "ecs:DescribeServices, look at service 'shop'",
        "ecs:DescribeTaskDefinition, read task definition",
        "ecs:DescribeClusters, look at cluster 'prod'",
        "iam:GetRole, look at the task role",
        "ec2:DescribeSubnets, look at the subnets of service 'shop'",
        "ec2:DescribeRouteTables, look at the subnets of service 'shop'",
        "ec2:DescribeVpcEndpoints, look at the subnets of service 'shop'",
        "elasticloadbalancing:DescribeTargetGroups, look at target group 'shop'",
        "elasticloadbalancing:DescribeTargetGroupAttributes, look at target group 'shop'",
        "cloudwatch:DescribeAlarms, look at the alarms of service 'shop'",
        "ssm:GetParameters, look for SSM parameter '/shop/api-key'",
        "secretsmanager:DescribeSecret, look at secret 'shop-db-AbCdEf'",
        "logs:DescribeLogGroups, look for log group '/ecs/shop'",
    })
    void whatItMayNotLookAtIsNeverAPass(String action, String what) throws Exception {
        shop.denying(action);

        assertThat(shop.findings())
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(line).startsWith("not checked: Could not ").contains("may not " + action))
                .anySatisfy(line -> assertThat(line).contains(what));
        assertThat(shop.verify()).contains("\"Action\": \"" + action + "\"").doesNotContain("[FAILURE]");
    }

    @Test
    void aServiceOfAwsThatIsDownIsNotAPassEither() throws Exception {
        shop.sandbox.faults().serverError("iam:GetRole", 100);

        assertThat(shop.findings()).isNotEmpty().allSatisfy(line -> assertThat(line)
                .startsWith("not checked: Could not look"));
    }

    @Test
    void whereStsIsOutOfReachTheRestIsLookedAt() throws Exception {
        shop.sandbox.faults().serverError("sts:GetCallerIdentity", 100);
        shop.denying("iam:GetRole");

        assertThat(shop.findings())
                .allSatisfy(line -> assertThat(line).startsWith("not checked: "))
                .anySatisfy(line -> assertThat(line).contains("whose AWS credentials these are"))
                .anySatisfy(line -> assertThat(line).contains("look at the task role"));
    }

    @Test
    void whatFailsOnceIsAskedAgain() throws Exception {
        shop.sandbox.faults().throttle("iam:GetRole", 2);
        shop.sandbox.faults().serverError("ssm:GetParameters", 1);
        shop.sandbox.faults().reset("ec2:DescribeSubnets", 1);

        assertThat(shop.findings()).isEmpty();
    }

    @Test
    void eachOfSeveralServicesIsLookedAt() throws Exception {
        shop.configured(
                """
                <cluster>prod</cluster><services>
                  <service><name>shop</name></service><service><name>worker</name></service><service><name>mail</name></service>
                </services>""");

        assertThat(shop.findings())
                .containsExactly(
                        "would fail: There is no service 'mail' in cluster 'prod'.",
                        "would fail: There is no service 'worker' in cluster 'prod'.");
    }

    @Test
    void thePolicyOfItsStageIsEnoughAndAllOfItIsNeeded() throws Exception {
        shop.with("<imageTagMutability>IMMUTABLE</imageTagMutability>");
        shop.goal().fill(IamPolicyMojo.class).execute();
        String policy = Files.readString(module.resolve("target/ecs/iam-policy-verify.json"));
        IamPolicy stage = shop.sandbox.identities().restrict(Identities.CI, policy);

        assertThat(shop.findings()).isEmpty();
        assertThat(stage.refused()).isEmpty();
        // Of a tag that is taken, and where an image was built, the image is read.
        assertThat(stage.actions())
                .containsAll(stage.used())
                .filteredOn(action -> !stage.used().contains(action))
                .containsExactly("ecr:BatchGetImage");
        assertThat(policy).contains("role/shop-task", "secret:shop-db-AbCdEf", "parameter/shop/api-key");
    }

    @Test
    void besideABuildItStopsForWhatWouldFailAndSaysLittleElse() throws Exception {
        RecordingLog log = new RecordingLog(new Terminal());
        shop.sandbox.alarms().seedAlarm("shop-errors", "ALARM");
        shop.denying("iam:GetRole");
        VerifyMojo goal = shop.goal().fill(VerifyMojo.class);
        try (VerifyBesideBuild beside =
                VerifyBesideBuild.start(goal.deploymentChecks(Optional.empty()), new VerifyLog(log))) {
            beside.join();
        }
        assertThat(log.text().lines())
                .hasSize(3)
                .last()
                .isEqualTo(
                        "[INFO] 2 things could not be checked before the deployment; mvn ecs:verify says which and why.");

        shop.with("<containerSecrets><API_KEY>/shop/api-kye</API_KEY></containerSecrets>");
        VerifyMojo broken = shop.goal().fill(VerifyMojo.class);
        try (VerifyBesideBuild beside =
                VerifyBesideBuild.start(broken.deploymentChecks(Optional.empty()), new VerifyLog(log))) {
            assertThatThrownBy(beside::join)
                    .hasMessageStartingWith("The deployment would fail, for 1 reason.")
                    .hasMessageContaining("No service was updated.")
                    .hasMessageContaining("<verifyBeforeDeploy>false</verifyBeforeDeploy>");
        }
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void whereNoDeploymentFollowsNothingIsLookedAtBesideTheBuild() {
        VerifyMojo goal = shop.goal().fill(VerifyMojo.class);
        shop.sandbox.requestLog().clear();

        try (VerifyBesideBuild beside = VerifyBesideBuild.of(goal, Optional.empty())) {
            beside.join();
        }
        assertThat(shop.sandbox.requestLog().operations()).isEmpty();
    }

    @Test
    void noThreadIsLeft() throws Exception {
        shop.verify();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("ecs-verify")) {
                thread.join(5000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void readsLikeThis() throws Exception {
        shop.with(
                """
                <memory>600</memory>
                <containerSecrets><API_KEY>/shop/api-kye</API_KEY></containerSecrets>""");
        shop.sandbox.alarms().seedAlarm("shop-errors", "ALARM");
        shop.group().set("deregistration_delay.timeout_seconds", "300");
        routes(new Vpc.Route("0.0.0.0/0", IGW, true));
        endpoints("s3");
        shop.denying("iam:GetRole");

        GoldenFile.assertReads("verify.txt", shop.verify().replace(shop.targetGroup, "ARN"));
    }
}
