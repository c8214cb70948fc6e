package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CreateExpressGatewayServiceRequest;
import software.amazon.awssdk.services.ecs.model.ECSExpressGatewayService;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceConfiguration;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceInclude;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;

/** Express services as the API reference of their four operations has them. */
class ExpressApiTest {
    private final ExpressWorld world = new ExpressWorld();
    private final EcsClient ecs = world.ecs;

    @AfterEach
    void close() {
        world.close();
    }

    private static CreateExpressGatewayServiceRequest.Builder orders() {
        return CreateExpressGatewayServiceRequest.builder()
                .serviceName("orders")
                .executionRoleArn(ExpressWorld.EXECUTION_ROLE)
                .infrastructureRoleArn(ExpressWorld.INFRASTRUCTURE_ROLE)
                .healthCheckPath("/health")
                .primaryContainer(container -> container.image("orders:1").containerPort(8080));
    }

    private String create(Consumer<CreateExpressGatewayServiceRequest.Builder> more) {
        CreateExpressGatewayServiceRequest.Builder request = orders();
        more.accept(request);
        String arn = ecs.createExpressGatewayService(request.build()).service().serviceArn();
        world.pass(Duration.ofMinutes(2));
        return arn;
    }

    private ECSExpressGatewayService describe(String arn) {
        return ecs.describeExpressGatewayService(r -> r.serviceArn(arn).include(ExpressGatewayServiceInclude.TAGS))
                .service();
    }

    private Service service() {
        return ecs.describeServices(r -> r.services("orders")).services().get(0);
    }

    private ServiceDeployment latest() {
        String arn = ecs.listServiceDeployments(r -> r.service("orders"))
                .serviceDeployments()
                .get(0)
                .serviceDeploymentArn();
        return ecs.describeServiceDeployments(r -> r.serviceDeploymentArns(arn))
                .serviceDeployments()
                .get(0);
    }

    @Test
    void oneCallMakesClusterServiceLoadBalancingScalingAndLogs() {
        String arn = create(r -> r.tags(tag -> tag.key("team").value("blue")));

        ECSExpressGatewayService made = describe(arn);
        ExpressGatewayServiceConfiguration configuration =
                made.activeConfigurations().get(0);
        assertThat(made.status().statusCodeAsString()).isEqualTo("ACTIVE");
        assertThat(made.tags()).hasToString("[Tag(Key=team, Value=blue)]");
        assertThat(made.currentDeployment()).isNull();
        assertThat(configuration.ingressPaths().get(0).accessTypeAsString()).isEqualTo("PUBLIC");
        assertThat(configuration.ingressPaths().get(0).endpoint()).matches("or-[0-9a-f]+\\.ecs\\.eu-west-1\\.on\\.aws");
        assertThat(configuration.cpu()).isEqualTo("256");
        assertThat(configuration.memory()).isEqualTo("512");
        assertThat(configuration.scalingTarget().minTaskCount()).isEqualTo(1);
        assertThat(configuration.scalingTarget().autoScalingTargetValue()).isEqualTo(60);
        String logGroup =
                configuration.primaryContainer().awsLogsConfiguration().logGroup();
        assertThat(world.logs.hasGroup(logGroup)).isTrue();
        assertThat(world.scaling).containsExactly("RegisterScalableTarget");
        assertThat(ecs.listClusters().clusterArns()).hasSize(1);
    }

    @Test
    void describeServicesShowsItWithoutATaskDefinitionOfItsOwn() {
        create(r -> {});

        Service service = service();
        assertThat(service.resourceManagementTypeAsString()).isEqualTo("ECS");
        assertThat(service.taskDefinition()).isNull();
        assertThat(service.deployments().get(0).taskDefinition()).endsWith("task-definition/default-orders:1");
        assertThat(service.loadBalancers()).hasSize(1);
        assertThat(service.runningCount()).isEqualTo(1);
        assertThat(latest().statusAsString()).isEqualTo("SUCCESSFUL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "health | /health | 1 | 2 | Health check path must start with a forward slash",
                "/health | /health | 5 | 2 | minTaskCount must not be negative nor above maxTaskCount",
            })
    void refusesWhatCannotBe(String path, String other, int least, int most, String sentence) {
        CreateExpressGatewayServiceRequest request = orders().healthCheckPath(path)
                .scalingTarget(s -> s.minTaskCount(least).maxTaskCount(most))
                .build();

        assertThatThrownBy(() -> ecs.createExpressGatewayService(request)).hasMessageContaining(sentence);
    }

    @Test
    void refusesWithoutRolesContainerOrCluster() {
        assertThatThrownBy(() -> create(r -> r.executionRoleArn(null))).hasMessageContaining("executionRoleArn");
        assertThatThrownBy(() -> create(r -> r.infrastructureRoleArn(null)))
                .hasMessageContaining("infrastructureRoleArn");
        assertThatThrownBy(() -> create(r -> r.primaryContainer(c -> {}))).hasMessageContaining("image");
        assertThatThrownBy(() -> create(r -> r.cluster("shop"))).hasMessageContaining("Cluster not found");
        assertThatThrownBy(() -> create(r -> r.infrastructureRoleArn("arn:aws:iam::123456789012:role/other")))
                .hasMessageContaining("Cannot assume role");
        assertThatThrownBy(() -> create(r -> r.cpu("256").memory("4096"))).hasMessageContaining("No Fargate");
    }

    @Test
    void thePassingOfEachRoleNeedsItsPermission() {
        EcsClient denied = world.deniedTo("iam:PassRole");

        assertThatThrownBy(() -> denied.createExpressGatewayService(orders().build()))
                .hasMessageContaining(
                        "is not authorized to perform: iam:PassRole on resource: " + ExpressWorld.INFRASTRUCTURE_ROLE);
    }

    @Test
    void anUpdateKeepsWhatItDoesNotName() {
        String arn = create(r -> r.cpu("512").memory("1024"));

        var answer = ecs.updateExpressGatewayService(r -> r.serviceArn(arn)
                        .primaryContainer(c -> c.image("orders:2").containerPort(8080)))
                .service();
        String revision = answer.targetConfiguration().serviceRevisionArn();
        assertThat(describe(arn).activeConfigurations())
                .extracting(ExpressGatewayServiceConfiguration::serviceRevisionArn)
                .contains(revision)
                .hasSize(2);
        world.pass(Duration.ofMinutes(3));

        ExpressGatewayServiceConfiguration now =
                describe(arn).activeConfigurations().get(0);
        assertThat(describe(arn).activeConfigurations()).hasSize(1);
        assertThat(now.primaryContainer().image()).isEqualTo("orders:2");
        assertThat(now.cpu()).isEqualTo("512");
        assertThat(now.healthCheckPath()).isEqualTo("/health");
        assertThat(service().deployments().get(0).id()).endsWith(revision.replaceFirst(".*/", ""));
    }

    @Test
    void aBrokenVersionIsRolledBackAndTheOldConfigurationIsTheActiveOne() {
        world.crashes("orders:2");
        String arn = create(r -> {});

        ecs.updateExpressGatewayService(
                r -> r.serviceArn(arn).primaryContainer(c -> c.image("orders:2").containerPort(8080)));
        world.pass(Duration.ofMinutes(5));

        assertThat(latest().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(describe(arn).activeConfigurations()).hasSize(1);
        assertThat(describe(arn)
                        .activeConfigurations()
                        .get(0)
                        .primaryContainer()
                        .image())
                .isEqualTo("orders:1");
    }

    @Test
    void aServiceThatEcsManagesKeepsItsLoadBalancersAndDeploymentConfiguration() {
        create(r -> {});

        assertThatThrownBy(() -> ecs.updateService(
                        r -> r.service("orders").deploymentConfiguration(Story.breaker(false, false))))
                .hasMessageContaining("deploymentConfiguration");
    }

    @Test
    void aDeletedServiceDrainsAndTakesItsLoadBalancingWithIt() {
        String arn = create(r -> {});
        String group = service().loadBalancers().get(0).targetGroupArn();

        assertThat(ecs.deleteExpressGatewayService(r -> r.serviceArn(arn))
                        .service()
                        .status()
                        .statusCodeAsString())
                .isEqualTo("DRAINING");
        world.pass(Duration.ofMinutes(2));

        assertThat(describe(arn).status().statusCodeAsString()).isEqualTo("INACTIVE");
        assertThat(world.elb.find(group)).isEmpty();
        assertThat(world.scaling).endsWith("DeregisterScalableTarget");
        assertThatThrownBy(() -> ecs.deleteExpressGatewayService(r -> r.serviceArn(arn)))
                .hasMessageContaining("not ACTIVE");
    }

    @Test
    void theServiceRevisionListsWhatEcsManages() {
        create(r -> {});
        String revision = service().currentServiceRevisions().get(0).arn();

        var resources = ecs.describeServiceRevisions(r -> r.serviceRevisionArns(revision))
                .serviceRevisions()
                .get(0)
                .ecsManagedResources();

        assertThat(resources.ingressPaths().get(0).loadBalancer().arn()).contains("loadbalancer/app/ecs-express");
        assertThat(resources.logGroups()).hasSize(1);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String gone = "arn:aws:ecs:eu-west-1:123456789012:service/default/gone";

        assertThatThrownBy(() -> describe(gone)).hasMessageContaining("wasn't found");
        assertThatThrownBy(() -> ecs.updateExpressGatewayService(r -> r.serviceArn(gone)))
                .hasMessageContaining("Service not found");
    }

    @Test
    void aServiceInDockerModeAnswersAtAPortOfThisMachine() {
        world.elb.openPorts();

        String arn = create(r -> {});

        assertThat(describe(arn)
                        .activeConfigurations()
                        .get(0)
                        .ingressPaths()
                        .get(0)
                        .endpoint())
                .startsWith("http://127.0.0.1:");
        ecs.deleteExpressGatewayService(r -> r.serviceArn(arn));
        world.pass(Duration.ofMinutes(2));
        ecs.listClusters();
    }
}
