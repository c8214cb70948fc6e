package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.ecs.Behaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetSummary;
import software.amazon.awssdk.services.ecs.EcsClient;

/** The goals for a service from nothing, in a sandbox that has nothing of it. */
class StackGoalsTest extends PlannedScenario {
    private static final String ORDERS =
            """
            <createService>true</createService><createCluster>true</createCluster>
            <cluster>shop</cluster><service>orders</service><containerPort>8080</containerPort>
            """;

    /** Whatever load balancer it is, the sandbox's listens on this machine. */
    private static final String URL = "http://127.0.0.1/";

    private CloudFormationClient cloud;
    private EcsClient ecs;

    @BeforeEach
    void prepare() throws IOException {
        cloud = SdkClients.cloudFormation(module.sandbox());
        ecs = SdkClients.ecs(module.sandbox());
        module.done();
    }

    @AfterEach
    void closeClients() {
        cloud.close();
        ecs.close();
    }

    private String deploy(String name, String xml) throws Exception {
        ConfiguredGoal goal = module.goal(xml);
        module.push(name, goal);
        return module.run(DeployMojo.class, goal);
    }

    private String status() {
        return cloud.describeStacks(r -> r.stackName("shop-orders"))
                .stacks()
                .get(0)
                .stackStatusAsString();
    }

    private List<String> changeSetsLeft() {
        return cloud.listChangeSets(r -> r.stackName("shop-orders")).summaries().stream()
                .filter(one -> !one.executionStatusAsString().equals("EXECUTE_COMPLETE"))
                .map(ChangeSetSummary::changeSetName)
                .toList();
    }

    private JsonNode deployment() throws IOException {
        return new ObjectMapper()
                .readTree(directory.resolve("target/ecs/deployment.json").toFile());
    }

    private String runs() {
        return ecs.describeServices(r -> r.cluster("shop").services("orders"))
                .services()
                .get(0)
                .taskDefinition()
                .replaceFirst(".*/", "");
    }

    @Test
    void aFirstDeploymentMakesTheServiceAndTellsWhereItAnswers() throws Exception {
        String said = deploy("one", ORDERS);

        assertThat(status()).isEqualTo("CREATE_COMPLETE");
        assertThat(said)
                .contains("Creating stack 'shop-orders' of 10 resources")
                .containsPattern("AWS::ECS::Service +Service +CREATE_IN_PROGRESS\n")
                .containsPattern("AWS::ECS::Service +Service +CREATE_COMPLETE +\\d")
                .contains("Deployed orders:1 to ", "Created stack 'shop-orders' in ")
                .containsPattern("stack +created .*shop-orders")
                .containsPattern("service +created .*shop/orders")
                .endsWith("  " + URL + "\n");
        assertThat(deployment().path("status").asText()).isEqualTo("succeeded");
        assertThat(deployment().path("url").asText()).startsWith(URL);
        assertThat(deployment().path("stackId").asText()).contains(":stack/shop-orders/");
        assertThat(deployment().path("serviceArn").asText()).endsWith(":service/shop/orders");
        assertThat(deployment().path("image").asText()).contains("/shop:1.0.0@sha256:");
    }

    @Test
    void laterPluginsFindUrlAndStack() throws Exception {
        ConfiguredGoal goal = module.goal(ORDERS);
        module.push("one", goal);
        module.run(DeployMojo.class, goal);

        Map<Object, Object> properties = goal.fill(DeployMojo.class).project.getProperties();
        assertThat(properties.get("ecs.url").toString()).startsWith(URL);
        assertThat(properties.get("ecs.stack.id").toString()).contains(":stack/shop-orders/");
        assertThat(properties.get("ecs.taskDefinition.arn").toString()).endsWith(":task-definition/orders:1");
        assertThat(properties).containsEntry("ecs.stack.logGroup", "/ecs/orders");
    }

    @Test
    void aStackThatARunLeftWithoutResourcesWhenItWasKilledIsMadeAnew() throws Exception {
        cloud.createChangeSet(r -> r.stackName("shop-orders")
                .changeSetName("ecs-maven-plugin-killed")
                .changeSetType("CREATE")
                .templateBody("{\"Resources\": {\"Group\": {\"Type\": \"AWS::Logs::LogGroup\"}}}"));
        assertThat(status()).isEqualTo("REVIEW_IN_PROGRESS");

        deploy("one", ORDERS);

        assertThat(status()).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void theSamePomChangesNothingAgain() throws Exception {
        deploy("one", ORDERS);
        module.done();

        String said = deploy("one", ORDERS);

        assertThat(said).contains("Nothing to deploy").containsPattern("stack +unchanged .*shop-orders");
        assertThat(module.done()).isEmpty();
        assertThat(deployment().path("status").asText()).isEqualTo("nothing-to-do");
    }

    @Test
    void subnetsThatWereFoundStayTheServices() throws Exception {
        deploy("one", ORDERS);
        module.sandbox().vpc().removeDefault();
        module.sandbox().requestLog().clear();

        assertThat(deploy("one", ORDERS)).contains("Nothing to deploy");
        assertThat(module.sandbox().requestLog().operations()).noneMatch(call -> call.startsWith("ec2:"));
    }

    @Test
    void aPlanNamesWhatIsToBeMadeAndMakesNothing() throws Exception {
        String said = module.run(PlanMojo.class, module.goal(ORDERS));

        assertThat(said)
                .containsPattern("stack +create +shop-orders\n")
                .containsPattern("AWS::ECS::Cluster +create +Cluster shop\n")
                .containsPattern("AWS::Logs::LogGroup +create +LogGroup /ecs/orders\n")
                .containsPattern("AWS::ElasticLoadBalancingV2::LoadBalancer +create +LoadBalancer shop-orders\n")
                .contains(
                        ". cloudformation:CreateChangeSet shop-orders",
                        ". cloudformation:ExecuteChangeSet shop-orders");
        assertThat(module.done()).isEmpty();
        assertThat(cloud.describeStacks().stacks()).isEmpty();
        List<String> planned = module.planned();
        deploy("one", ORDERS);
        assertThat(module.done()).containsAll(planned);
    }

    @Test
    void aChangeIsPlannedFieldByFieldAndThenMade() throws Exception {
        deploy("one", ORDERS);
        String changed = ORDERS + "<cpu>512</cpu><memory>1024</memory><environment><TOKEN>s3cret</TOKEN></environment>";
        module.build("two", module.goal(changed));
        module.done();

        String said = module.run(PlanMojo.class, module.goal(changed));

        assertThat(said)
                .containsPattern("stack +change +shop-orders\n")
                .containsPattern("AWS::ECS::TaskDefinition +replace +TaskDefinition ")
                .containsPattern("Cpu[^\n]*: 256 -> 512")
                .containsPattern("AWS::ECS::Service +(change|may replace) +Service ")
                .doesNotContain("s3cret")
                .contains(". cloudformation:ExecuteChangeSet shop-orders");
        assertThat(module.planFile().path("changes").asBoolean()).isTrue();
        assertThat(changeSetsLeft()).isEmpty();
        assertThat(status()).isEqualTo("CREATE_COMPLETE");

        String done = deploy("two", changed);
        assertThat(done).contains("Updating stack 'shop-orders':", "Updated stack 'shop-orders' in ");
        assertThat(done).doesNotContain("s3cret");
        assertThat(status()).isEqualTo("UPDATE_COMPLETE");
        assertThat(runs()).isEqualTo("orders:2");
    }

    @Test
    void aPlanThatIsToFindNothingFailsOnAChange() throws Exception {
        deploy("one", ORDERS);
        ConfiguredGoal goal = module.goal(ORDERS).with("ecs.plan.failOnChanges", "true");
        module.run(PlanMojo.class, goal);

        assertThatThrownBy(() -> module.run(
                        PlanMojo.class,
                        module.goal(ORDERS + "<desiredCount>2</desiredCount>").with("ecs.plan.failOnChanges", "true")))
                .hasMessageContaining(
                        "mvn deploy would change something: stack shop-orders, AWS::ECS::Service Service");
    }

    @Test
    void aDryRunMakesNothing() throws Exception {
        ConfiguredGoal goal = module.goal(ORDERS);
        module.push("one", goal);
        module.done();

        assertThat(module.run(DeployMojo.class, goal.with("ecs.dryRun", "true")))
                .contains("Dry run of ecs:deploy, which would do this:", "AWS::ECS::Service");
        assertThat(module.done()).isEmpty();
    }

    @Test
    void whatIsLostHasToBeAllowed() throws Exception {
        deploy("one", ORDERS);
        String without = ORDERS + "<loadBalancer><scheme>none</scheme></loadBalancer>";
        module.push("one", module.goal(without));

        assertThat(module.run(PlanMojo.class, module.goal(without)))
                .contains("state or address of LoadBalancer is lost, which ecs:deploy refuses without");
        assertThatThrownBy(() -> module.run(DeployMojo.class, module.goal(without)))
                .hasMessageContaining("LoadBalancer")
                .hasMessageContaining("-Decs.allowReplacement");
        assertThat(changeSetsLeft()).isEmpty();
        module.run(DeployMojo.class, module.goal(without).with("ecs.allowReplacement", "true"));
        assertThat(status()).isEqualTo("UPDATE_COMPLETE");
    }

    @Test
    void aServiceOutsideOfAnyStackIsUpdatedAsBefore() throws Exception {
        module.service("orders", "orders", 1);
        String existing =
                ORDERS.replace("<cluster>shop", "<cluster>prod").replace("<createCluster>true</createCluster>", "")
                        + "<container>app</container>";

        String said = deploy("one", existing);

        assertThat(said)
                .contains("is outside of any stack, so it is updated as without <createService>", "Deployed orders:2");
        assertThat(cloud.describeStacks().stacks()).isEmpty();
    }

    @Test
    void aRollbackHoldsUntilTheNextDeploymentWhichSaysSo() throws Exception {
        deploy("one", ORDERS);
        deploy("two", ORDERS);
        assertThat(runs()).isEqualTo("orders:2");

        module.run(RollbackMojo.class, module.goal(ORDERS));
        assertThat(runs()).isEqualTo("orders:1");
        assertThat(module.run(StatusMojo.class, module.goal(ORDERS)))
                .contains("stack      shop-orders: UPDATE_COMPLETE", "the stack names orders:2");

        String said = deploy("two", ORDERS);
        assertThat(said).contains("its service runs orders:1 instead of the stack's orders:2: bringing that back");
        assertThat(runs()).isEqualTo("orders:2");
    }

    @Test
    void aFirstDeploymentThatFailsIsExplainedAndCanBeRunAgain() throws Exception {
        module.tasks().whenContainerIs("orders", Behaviour.exitsAfter(Duration.ofMillis(10), 3));

        assertThatThrownBy(() -> deploy("one", ORDERS))
                .hasMessageContainingAll(
                        "The stack 'shop-orders' could not be created.",
                        "Service (AWS::ECS::Service) is",
                        "Circuit Breaker was triggered");
        assertThat(deployment().path("stackStatus").asText()).isNotEmpty();

        module.tasks().whenContainerIs("orders", Behaviour.runs());
        assertThat(deploy("two", ORDERS)).contains("Created stack 'shop-orders'");
    }

    @Test
    void theStateOfAServiceThatIsStillToBeMadeIsTold() throws Exception {
        assertThat(module.run(StatusMojo.class, module.goal(ORDERS)))
                .contains("There is no service shop/orders yet, and no stack");
        deploy("one", ORDERS);
        assertThat(module.run(StatusMojo.class, module.goal(ORDERS)))
                .contains("1 of 1 tasks run, at " + URL, "stack      shop-orders: CREATE_COMPLETE, 10 resources");
    }

    @Test
    void destroyingNeedsTheNameAndLeavesTheRepository() throws Exception {
        deploy("one", ORDERS);

        assertThatThrownBy(() -> module.run(DestroyMojo.class, module.goal(ORDERS)))
                .hasMessageContaining("mvn ecs:destroy -Decs.destroy=orders");
        assertThatThrownBy(
                        () -> module.run(DestroyMojo.class, module.goal(ORDERS).with("ecs.destroy", "shop")))
                .hasMessageContaining("the service of this module is 'orders'");
        assertThat(status()).isEqualTo("CREATE_COMPLETE");

        String said = module.run(DestroyMojo.class, module.goal(ORDERS).with("ecs.destroy", "orders"));

        assertThat(said)
                .contains(
                        "With stack 'shop-orders' goes:",
                        "'shop' and its images stay",
                        "Deleted stack 'shop-orders' in")
                .containsPattern("AWS::ECS::Service +Service +DELETE_COMPLETE")
                .containsPattern("stack +deleted .*shop-orders");
        assertThat(cloud.describeStacks().stacks()).isEmpty();
        assertThat(ecs.listTaskDefinitions(r -> r.familyPrefix("orders")).taskDefinitionArns())
                .isEmpty();
        assertThat(module.sandbox().ecr().repository("shop")).isPresent();
        assertThat(module.run(DestroyMojo.class, module.goal(ORDERS).with("ecs.destroy", "orders")))
                .contains("There is no stack 'shop-orders'.");
    }

    @Test
    void whatWasRemovedCanBeMadeAgainAtOnce() throws Exception {
        deploy("one", ORDERS);
        module.run(DestroyMojo.class, module.goal(ORDERS).with("ecs.destroy", "orders"));

        assertThat(module.run(VerifyMojo.class, module.goal(ORDERS))).doesNotContain("would fail");
        assertThat(deploy("one", ORDERS)).contains("Created stack 'shop-orders' in ");
        assertThat(status()).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void theRepositoryGoesWhenItWasMadeForTheServiceAndIsNamed() throws Exception {
        deploy("one", ORDERS);
        ConfiguredGoal named = module.goal(ORDERS).with("ecs.destroy", "orders").with("ecs.destroyRepository", "shop");
        assertThatThrownBy(() -> module.run(DestroyMojo.class, named)).hasMessageContaining("<forceDelete> is not");

        module.run(DestroyMojo.class, named.with("ecs.forceDelete", "true"));

        assertThat(module.sandbox().ecr().repository("shop")).isEmpty();
    }

    @Test
    void aRepositoryThatIsNotOursStays() throws Exception {
        module.sandbox().ecr().createRepository("shop");
        deploy("one", ORDERS);

        assertThatThrownBy(() -> module.run(
                        DestroyMojo.class,
                        module.goal(ORDERS + "<forceDelete>true</forceDelete>")
                                .with("ecs.destroy", "orders")
                                .with("ecs.destroyRepository", "shop")))
                .hasMessageContaining("does not have the tag ecs-maven-plugin:service=shop/orders");
        assertThat(status()).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void whatDestroyingWouldTakeIsToldByADryRun() throws Exception {
        deploy("one", ORDERS);

        assertThat(module.run(DestroyMojo.class, module.goal(ORDERS).with("ecs.dryRun", "true")))
                .contains("With stack 'shop-orders' goes:")
                .containsPattern("AWS::Logs::LogGroup +LogGroup +/ecs/orders");
        assertThat(status()).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void theTemplateHasThePushedImageOrSaysThatNoneIs() throws Exception {
        String before = module.run(TemplateMojo.class, module.goal(ORDERS));
        Path file = directory.resolve("target/ecs/template.json");
        assertThat(before).contains("The template of stack 'shop-orders', 10 resources: ", "Nothing is pushed yet");
        assertThat(Files.readString(file)).contains("\"Image\": \"shop:1.0.0\"").contains(Vpc.DEFAULT_SUBNETS.get(0));

        module.push("one", module.goal(ORDERS));
        assertThat(module.run(TemplateMojo.class, module.goal(ORDERS)))
                .doesNotContain("Nothing is pushed yet")
                .contains("--capabilities CAPABILITY_NAMED_IAM");
        assertThat(Files.readString(file)).containsPattern("\"Image\": \"[^\"]*/shop:1.0.0@sha256:[0-9a-f]{64}\"");
    }

    @Test
    void aTemplateNeedsAwsOnlyForWhatIsToBeLookedUp() throws Exception {
        assertThatThrownBy(
                        () -> module.run(TemplateMojo.class, module.goal(ORDERS).offline()))
                .hasMessageContaining("Set <vpc> and <subnets>");
        String named = ORDERS
                + "<vpc>vpc-0a1b2c3d4e5f67890</vpc><subnets><subnet>subnet-0a1b2c3d4e5f67890</subnet>"
                + "<subnet>subnet-1a2b3c4d5e6f78901</subnet></subnets>";
        assertThat(module.run(TemplateMojo.class, module.goal(named).offline())).contains("10 resources");
    }

    @Test
    void withoutADefaultVpcThereAreThreeWaysOut() throws Exception {
        module.sandbox().vpc().removeDefault();

        assertThatThrownBy(() -> module.run(TemplateMojo.class, module.goal(ORDERS)))
                .hasMessageContaining("There is no default VPC in eu-west-1")
                .hasMessageContaining("<subnets>")
                .hasMessageContaining("aws ec2 create-default-vpc")
                .hasMessageContaining("<region>");
    }

    @Test
    void whatCreationNeedsIsVerified() throws Exception {
        String wanted = ORDERS.replace("<createCluster>true</createCluster>", "")
                + "<loadBalancer><certificate>arn:aws:acm:us-east-1:123456789012:certificate/6b1f</certificate></loadBalancer>"
                + "<taskRole>arn:aws:iam::123456789012:role/missing</taskRole>"
                + "<logGroup>/none</logGroup>"
                + "<containerSecrets><KEY>/shop/none</KEY></containerSecrets>";

        assertThatThrownBy(() -> module.run(VerifyMojo.class, module.goal(wanted)))
                .hasMessageContaining("The deployment would fail, for 5 reasons.");
        assertThat(module.said())
                .contains(
                        "There is no ECS cluster 'shop'",
                        "is in us-east-1, and the load balancer in eu-west-1",
                        "There is no task role 'arn:aws:iam::123456789012:role/missing'",
                        "no log group '/none'",
                        "SSM parameter '/shop/none'");
    }
}
