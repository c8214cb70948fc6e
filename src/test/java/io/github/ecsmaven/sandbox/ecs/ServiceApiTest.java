package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

class ServiceApiTest {
    private final Story story = new Story();

    @AfterEach
    void close() {
        story.close();
    }

    private Service update(UpdateServiceRequest.Builder request) {
        return story.ecs
                .updateService(request.cluster("prod").service("shop").build())
                .service();
    }

    private static UpdateServiceRequest.Builder request() {
        return UpdateServiceRequest.builder();
    }

    @Test
    void clustersAreCreatedDescribedAndListed() {
        story.ecs.createCluster(r -> r.clusterName("test"));

        assertThat(story.ecs.listClusters().clusterArns())
                .containsExactly(
                        "arn:aws:ecs:eu-west-1:123456789012:cluster/prod",
                        "arn:aws:ecs:eu-west-1:123456789012:cluster/test");
        assertThat(story.ecs.describeClusters(r -> r.clusters("test", "none")).failures())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.reason()).isEqualTo("MISSING");
                    assertThat(failure.arn()).endsWith("cluster/none");
                });
    }

    @Test
    void aServiceIsAnsweredWithEcsDefaults() {
        Service shop = story.withShop(1).shop();

        assertThat(shop.status()).isEqualTo("ACTIVE");
        assertThat(shop.launchTypeAsString()).isEqualTo("FARGATE");
        assertThat(shop.platformVersion()).isEqualTo("1.4.0");
        assertThat(shop.deploymentConfiguration().maximumPercent()).isEqualTo(200);
        assertThat(shop.deploymentConfiguration().minimumHealthyPercent()).isEqualTo(100);
        assertThat(shop.deploymentConfiguration().deploymentCircuitBreaker().enable())
                .isFalse();
        assertThat(shop.networkConfiguration().awsvpcConfiguration().assignPublicIpAsString())
                .isEqualTo("DISABLED");
        assertThat(shop.currentServiceRevisions()).singleElement().satisfies(revision -> {
            assertThat(revision.runningTaskCount()).isEqualTo(1);
        });
    }

    @Test
    void whatIsMissingIsAFailureNotAnError() {
        DescribeServicesResponse answer =
                story.withShop(1).ecs.describeServices(r -> r.cluster("prod").services("shop", "none"));

        assertThat(answer.services()).hasSize(1);
        assertThat(answer.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("MISSING");
            assertThat(failure.arn()).isEqualTo("arn:aws:ecs:eu-west-1:123456789012:service/prod/none");
        });
    }

    @Test
    void anUnknownClusterAndAnUnknownServiceAreErrors() {
        assertThatThrownBy(
                        () -> story.ecs.describeServices(r -> r.cluster("none").services("shop")))
                .isInstanceOf(ClusterNotFoundException.class)
                .hasMessageContaining("Cluster not found.");
        assertThatThrownBy(() -> update(request().desiredCount(1))).isInstanceOf(ServiceNotFoundException.class);
    }

    @Test
    void servicesAreListedInPages() {
        for (String name : List.of("a", "b", "c")) {
            story.sandbox.seedService("prod", name, Story.definition("shop:1"), 0);
        }

        assertThat(story.ecs
                        .listServicesPaginator(r -> r.cluster("prod").maxResults(2))
                        .serviceArns())
                .extracting(Arns::name)
                .containsExactly("a", "b", "c");
    }

    @Test
    void anotherTaskDefinitionStartsADeployment() {
        String before = story.withShop(1).primary().id();

        assertThat(story.deploy("shop:2")).isNotEqualTo(before);
        assertThat(story.shop().deployments()).hasSize(2);
    }

    @Test
    void theSameTaskDefinitionDoesNot() {
        String before = story.withShop(1).primary().id();
        Service after = update(request().taskDefinition("shop:1"));

        assertThat(after.deployments()).singleElement().satisfies(d -> assertThat(d.id())
                .isEqualTo(before));
    }

    @Test
    void whatOnlyConcernsHowDoesNotStartADeployment() {
        story.withShop(1);
        Service after = update(request()
                .desiredCount(2)
                .enableExecuteCommand(true)
                .propagateTags("SERVICE")
                .deploymentConfiguration(Story.breaker(true, true)));

        assertThat(after.deployments()).hasSize(1);
        assertThat(after.enableExecuteCommand()).isTrue();
        story.pass(60);
        assertThat(story.shop().runningCount()).isEqualTo(2);
    }

    @Test
    void forceAndNetworkStartADeployment() {
        story.withShop(1);
        update(request().forceNewDeployment(true));
        story.pass(100);
        Service after = update(
                request().networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1a2b3c4d5e6f78901"))));

        assertThat(after.deployments()).hasSize(2);
        assertThat(after.deployments()
                        .get(0)
                        .networkConfiguration()
                        .awsvpcConfiguration()
                        .subnets())
                .containsExactly("subnet-1a2b3c4d5e6f78901");
    }

    @Test
    void anInactiveOrUnknownRevisionIsRefused() {
        story.withShop(1).sandbox.seedTaskDefinition(Story.definition("shop:2"));
        story.ecs.deregisterTaskDefinition(r -> r.taskDefinition("shop:2"));

        assertThatThrownBy(() -> update(request().taskDefinition("shop:2")))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("TaskDefinition is inactive");
        assertThatThrownBy(() -> update(request().taskDefinition("shop:9")))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("TaskDefinition not found.");
    }

    @Test
    void aServiceGoesOnWithARevisionThatBecameInactive() {
        story.withShop(1).ecs.deregisterTaskDefinition(r -> r.taskDefinition("shop:1"));
        update(request().desiredCount(2));
        story.pass(60);

        assertThat(story.shop().runningCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"CODE_DEPLOY, Use AWS CodeDeploy", "EXTERNAL, EXTERNAL deployment controller"})
    void servicesOfOtherControllersCannotBeDeployed(String controller, String message) {
        story.sandbox.seedTaskDefinition(Story.definition("shop:1"));
        story.sandbox.seedService(
                """
                {"cluster":"prod","serviceName":"shop","taskDefinition":"shop","desiredCount":1,"launchType":"FARGATE",
                 "networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-0a1b2c3d4e5f67890"]}},
                 "deploymentController":{"type":"%s"}}"""
                        .formatted(controller));

        assertThat(story.shop().deployments()).isEmpty();
        assertThat(story.shop().deploymentController().typeAsString()).isEqualTo(controller);
        assertThatThrownBy(() -> update(request().taskDefinition("shop")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"networkConfiguration\":{\"awsvpcConfiguration\":{\"subnets\":[\"subnet-0a1b2c3d4e5f67890\"]}}, |  | Network Configuration must be provided",
                "\"desiredCount\":1, | | desired count is required",
                "\"desiredCount\":1, | \"desiredCount\":-1, | at least 0",
                "\"subnets\":[\"subnet-0a1b2c3d4e5f67890\"] | \"subnets\":[] | subnets can not be empty.",
                "\"prod\" | \"none\" | ClusterNotFoundException",
                "\"serviceName\":\"shop\" | \"serviceName\":\"sh op\" | Invalid service name",
                "\"taskDefinition\":\"shop\" | \"taskDefinition\":\"none\" | TaskDefinition not found.",
                "\"desiredCount\":1 | \"desiredCount\":1,\"healthCheckGracePeriodSeconds\":5 | only valid for services configured to use load balancers",
                "\"desiredCount\":1 | \"desiredCount\":1,\"deploymentConfiguration\":{\"maximumPercent\":100} | cannot be 100",
                "\"desiredCount\":1 | \"desiredCount\":1,\"deploymentConfiguration\":{\"strategy\":\"BLUE_GREEN\"} | does not implement",
                "\"desiredCount\":1 | \"desiredCount\":1,\"deploymentConfiguration\":{\"lifecycleHooks\":[]} | does not implement",
                "\"desiredCount\":1 | \"desiredCount\":1,\"loadBalancers\":[{\"targetGroupArn\":\"arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/a/1f\",\"containerName\":\"web\",\"containerPort\":80}] | The container web does not exist in the task definition.",
            })
    void whatAwsRefusesOfANewServiceIsRefused(String part, String wrong, String message) {
        story.sandbox.seedTaskDefinition(Story.definition("shop:1"));
        String json =
                """
                {"cluster":"prod","serviceName":"shop","taskDefinition":"shop","desiredCount":1,\
                "networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-0a1b2c3d4e5f67890"]}},"launchType":"FARGATE"}""";

        assertThatThrownBy(() -> story.sandbox.seedService(json.replace(part, wrong == null ? "" : wrong)))
                .hasMessageContaining(message);
    }

    @Test
    void aNameIsFreeAgainOnceTheServiceIsInactive() {
        story.withShop(1);
        assertThatThrownBy(() -> story.withShop(1)).hasMessageContaining("Creation of service was not idempotent.");
        assertThatThrownBy(() -> story.ecs.deleteService(r -> r.cluster("prod").service("shop")))
                .hasMessageContaining("cannot be stopped while it is scaled above 0");

        story.ecs.deleteService(r -> r.cluster("prod").service("shop").force(true));
        assertThat(story.shop().status()).isEqualTo("DRAINING");
        assertThatThrownBy(() -> story.withShop(1)).hasMessageContaining("still Draining");
        assertThatThrownBy(() -> update(request().desiredCount(1))).isInstanceOf(ServiceNotActiveException.class);
        story.pass(60);
        assertThat(story.shop().status()).isEqualTo("INACTIVE");
        assertThat(story.withShop(1).shop().status()).isEqualTo("ACTIVE");
    }

    @Test
    void aClusterWithoutInstancesCannotPlaceTasksOfLaunchTypeEc2() {
        story.ecs.registerTaskDefinition(r -> r.family("batch")
                .containerDefinitions(c -> c.name("batch").image("batch:1").memory(64)));
        story.ecs.createService(r ->
                r.cluster("prod").serviceName("shop").taskDefinition("batch").desiredCount(1));
        assertThat(story.events().get(0)).contains("No Container Instances were found in your cluster");

        story.sandbox.seedContainerInstances("prod", 1);
        story.pass(60);
        assertThat(story.shop().runningCount()).isEqualTo(1);
    }

    @Test
    void deploymentsThatHeedAlarmsAreAnError() {
        story.withShop(1);

        assertThatThrownBy(() -> update(request()
                        .deploymentConfiguration(configuration -> configuration.alarms(
                                alarms -> alarms.enable(true).rollback(true).alarmNames("errors")))))
                .hasMessageContaining("does not implement deployments that heed alarms");
    }
}
