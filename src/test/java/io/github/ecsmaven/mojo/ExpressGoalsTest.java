package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.sandbox.IamPolicy;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.sts.Identities;
import io.github.ecsmaven.sandbox.sts.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.EcsClient;

/** A service of Express Mode from one POM block: planned, made, updated, and told of as every other. */
class ExpressGoalsTest extends PlannedScenario {
    private static final String BLOCK =
            """
            <healthCheckPath>/health</healthCheckPath><containerPort>8080</containerPort>
            <executionRole>arn:aws:iam::123456789012:role/ecsTaskExecutionRole</executionRole>
            <infrastructureRole>arn:aws:iam::123456789012:role/infrastructure</infrastructureRole>
            """;
    private static final String ORDERS = orders("");
    private static final String MADE =
            """
            <service>orders</service>
            <express><healthCheckPath>/health</healthCheckPath><containerPort>8080</containerPort><createRoles>true</createRoles></express>
            """;

    private static String orders(String more) {
        return "<service>orders</service><express>" + BLOCK + more + "</express>";
    }

    @BeforeEach
    void prepare() throws IOException {
        module.sandbox()
                .identities()
                .addRole("infrastructure", Set.of(), Trust.inNobody().andService(Trust.ECS));
        module.done();
    }

    private String plan(String xml) throws Exception {
        String said = module.run(PlanMojo.class, module.goal(xml));
        assertThat(module.done()).isEmpty();
        return said;
    }

    private List<String> deployed(String image, String xml) throws Exception {
        module.deploy(image, module.goal(xml));
        return module.done();
    }

    private String record() throws IOException {
        return Files.readString(directory.resolve("target/ecs/deployment.json"));
    }

    @Test
    void aNewServiceIsPlannedFieldByFieldAndThenMadeByThatCall() throws Exception {
        assertThat(plan(ORDERS))
                .containsPattern("express service +create +default/orders\n.*all managed by ECS")
                .contains("healthCheckPath: added /health", "primaryContainer.containerPort: added 8080");
        List<String> planned = module.planned();

        assertThat(deployed("one", ORDERS)).isEqualTo(planned).endsWith("ecs:CreateExpressGatewayService");
        assertThat(record())
                .contains("\"status\" : \"succeeded\"", "\"service\" : \"orders\"", "\"url\" : \"https://or-")
                .contains("\"confirmedDigest\" : \"sha256:");
    }

    @Test
    void aServiceWhoseCreationWasAnsweredByNobodyIsFollowed() throws Exception {
        module.sandbox().faults().loseAnswer("ecs:CreateExpressGatewayService", 1);

        deployed("one", ORDERS);

        assertThat(record()).contains("\"status\" : \"succeeded\"", "\"url\" : \"https://or-");
    }

    @Test
    void afterwardsNothingIsToBeDone() throws Exception {
        deployed("one", ORDERS);

        assertThat(plan(ORDERS)).contains("Nothing would change.").containsPattern("answers at https://or-");
        assertThat(deployed("one", ORDERS)).isEmpty();
        assertThat(record()).contains("\"status\" : \"nothing-to-do\"", "\"url\" : \"https://or-");
    }

    @Test
    void aChangeIsPlannedAndMadeByOneCallToo() throws Exception {
        deployed("one", ORDERS);
        String changed = orders("<scaling><min>2</min><max>4</max></scaling>")
                + "<environment><LEVEL>info</LEVEL></environment>";

        assertThat(plan(changed))
                .containsPattern("express service +change +default/orders")
                .contains("scalingTarget.minTaskCount: 1 -> 2", "primaryContainer.environment.LEVEL: added\n");
        assertThat(deployed("one", changed))
                .isEqualTo(module.planned())
                .containsExactly("ecs:UpdateExpressGatewayService");
    }

    @Test
    void aNewImageIsPushedAndDeployedByItsDigest() throws Exception {
        deployed("one", ORDERS);
        module.edit("two");
        plan(ORDERS);
        List<String> planned = module.planned();

        assertThat(deployed("two", ORDERS)).isEqualTo(planned).endsWith("ecs:UpdateExpressGatewayService");
    }

    @Test
    void aVersionThatWasRolledBackFailsTheBuild() throws Exception {
        deployed("one", ORDERS);
        String broken = ORDERS + "<command><arg>migrate</arg></command>";

        assertThatThrownBy(() -> deployed("one", broken))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("ECS rolled service 'orders' in cluster 'default' back to default-orders:1");
        assertThat(record()).contains("\"status\" : \"rolled-back\"");
    }

    @Test
    void theUrlIsAPropertyAndTheLastLineOfTheSummary() throws Exception {
        ConfiguredGoal goal = module.goal(ORDERS);
        module.deploy("one", goal);

        DeployMojo again = goal.fill(DeployMojo.class);
        again.release();

        assertThat(again.project.getProperties().getProperty("ecs.url")).startsWith("https://or-");
        assertThat(again.summary().lines()).last().asString().contains("https://or-");
    }

    @Test
    void statusShowsItLikeEveryService() throws Exception {
        deployed("one", ORDERS);

        assertThat(module.run(StatusMojo.class, module.goal(ORDERS))).contains("orders", "default-orders:1");
    }

    @Test
    void thePolicyIsEnoughForAllOfIt() throws Exception {
        module.run(IamPolicyMojo.class, module.goal(ORDERS));
        String policy = Files.readString(directory.resolve("target/ecs/iam-policy.json"));
        IamPolicy asked = module.sandbox().identities().restrict(Identities.CI, policy);

        deployed("one", ORDERS);
        deployed("two", ORDERS);
        plan(ORDERS);

        assertThat(policy)
                .contains("ecs:CreateExpressGatewayService", "\"iam:PassedToService\": \"ecs.amazonaws.com\"");
        assertThat(asked).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<taskDefinition>shop</taskDefinition>",
                "<desiredCount>2</desiredCount>",
                "<keepRevisions>2</keepRevisions>",
                "<container>app</container>",
                "<logOptions><awslogs-group>a</awslogs-group></logOptions>",
                "<containers><container><name>a</name></container></containers>",
                "<preDeployTask><command><arg>a</arg></command></preDeployTask>",
                "<createService>true</createService>",
                "<loadBalancer><scheme>none</scheme></loadBalancer>",
                "<subnets><subnet>a</subnet></subnets>",
                "<services><service><name>a</name><cluster>b</cluster></service></services>",
            })
    void whatCannotGoWithItIsNamed(String other) {
        String element = other.replaceFirst("<(\\w+)>.*", "$1");

        assertThatThrownBy(() -> plan(ORDERS + other))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("<" + element + "> cannot go with <express>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"healthCheckPath", "executionRole", "infrastructureRole"})
    void whatIsNeededIsAskedFor(String element) {
        String without = ORDERS.replaceFirst("<" + element + ">.*?</" + element + ">", "");

        assertThatThrownBy(() -> plan(without))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("<express> has no <" + element + ">");
    }

    @Test
    void theServiceHasToHaveAName() {
        assertThatThrownBy(() -> plan("<express>" + BLOCK + "</express>"))
                .hasMessageContaining("<express> is set and <service> is not");
    }

    @Test
    void rolesAreMadeInASmallStackOfTheirOwnWhereThatIsWanted() throws Exception {
        assertThat(plan(MADE))
                .containsPattern("stack +create +default-orders-roles")
                .contains("AWS::IAM::Role")
                .contains(
                        "infrastructureRoleArn: added arn:aws:iam::123456789012:role/default-orders-eu-west-1-infrastructure");
        List<String> planned = module.planned();

        assertThat(deployed("one", MADE))
                .isEqualTo(planned)
                .endsWith(
                        "cloudformation:CreateChangeSet",
                        "cloudformation:ExecuteChangeSet",
                        "ecs:CreateExpressGatewayService");
        assertThat(module.sandbox()
                        .identities()
                        .trusts("arn:aws:iam::123456789012:role/default-orders-eu-west-1-infrastructure", Trust.ECS))
                .isTrue();
        assertThat(deployed("one", MADE)).isEmpty();
        assertThat(plan(MADE))
                .contains("Nothing would change.")
                .containsPattern("stack +nothing +default-orders-roles");
    }

    @Test
    void thePolicyIsEnoughForTheRolesAndForTheirRemovalToo() throws Exception {
        module.run(IamPolicyMojo.class, module.goal(MADE));
        String policy = Files.readString(directory.resolve("target/ecs/iam-policy.json"));
        String removal = Files.readString(directory.resolve("target/ecs/iam-policy-destroy.json"));

        module.sandbox().identities().restrict(Identities.CI, policy);
        deployed("one", MADE);
        plan(MADE);
        module.sandbox().identities().restrict(Identities.CI, removal);
        destroy(MADE, "orders");

        assertThat(module.done()).endsWith("ecs:DeleteExpressGatewayService", "cloudformation:DeleteStack");
    }

    @Test
    void destroySaysWhatGoesAndWantsToHearTheName() throws Exception {
        deployed("one", ORDERS);

        assertThatThrownBy(() -> module.run(DestroyMojo.class, module.goal(ORDERS)))
                .hasMessageContaining("mvn ecs:destroy -Decs.destroy=orders");
        assertThat(module.done()).isEmpty();
        assertThat(destroy(ORDERS, "orders"))
                .contains("With Express service 'orders' in cluster 'default' goes:", "load balancer arn:", "INACTIVE")
                .contains("log group and the task definitions that ECS has registered for it stay", "images stay");
        assertThat(module.done()).containsExactly("ecs:DeleteExpressGatewayService");
        assertThat(destroy(ORDERS, "orders")).contains("There is no Express service 'orders'");
    }

    @Test
    void destroyLeavesNothingButTheRepository() throws Exception {
        deployed("one", MADE);

        assertThat(destroy(MADE, "orders")).contains("With stack 'default-orders-roles' goes:", "Deleted stack");
        assertThat(module.sandbox()
                        .identities()
                        .trusts("arn:aws:iam::123456789012:role/default-orders-eu-west-1-infrastructure", Trust.ECS))
                .isFalse();
        assertThat(module.sandbox().ecr().repository("shop")).isPresent();
        module.done();
        assertThat(plan(MADE)).containsPattern("express service +create");
    }

    @Test
    void aServiceThatSomebodyElseHasMadeIsNeverDestroyed() throws Exception {
        try (EcsClient others = SdkClients.ecs(module.sandbox())) {
            others.createExpressGatewayService(request -> request.serviceName("orders")
                    .executionRoleArn("arn:aws:iam::123456789012:role/ecsTaskExecutionRole")
                    .infrastructureRoleArn("arn:aws:iam::123456789012:role/infrastructure")
                    .primaryContainer(
                            container -> container.image(module.sandbox().registry() + "/before:1")));
        }
        module.done();

        assertThatThrownBy(() -> destroy(ORDERS, "orders")).hasMessageContaining("does not have the tag");
        assertThat(module.done()).isEmpty();
    }

    private String destroy(String xml, String service) throws Exception {
        return module.run(DestroyMojo.class, module.goal(xml).with("ecs.destroy", service));
    }
}
