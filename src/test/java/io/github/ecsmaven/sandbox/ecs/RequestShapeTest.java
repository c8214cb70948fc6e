package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsException;

class RequestShapeTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/shop-execution";

    private static final Caller CALLER = new Caller("arn:aws:iam::123456789012:user/ci", "123456789012", Set.of());

    private final Story story = new Story();

    @AfterEach
    void close() {
        story.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PutAccountSetting | {} | the operation ecs:PutAccountSetting",
                "DescribeServices | {\"servces\":[]} | the member 'servces' of ecs:DescribeServices",
                "CreateService | {\"placementStrategy\":[]} | the member 'placementStrategy' of ecs:CreateService",
                "CreateCluster | {\"tags\":[{\"Key\":\"a\"}]} | the member 'Key' of ecs:CreateCluster.tags[]",
                "UpdateService | {\"deploymentConfiguration\":{\"earlySuccessCriteria\":{}}} | earlySuccessCriteria",
            })
    void refusesWhatTheSandboxDoesNotImplement(String operation, String request, String named) throws Exception {
        AwsError error = refusal(operation, request);

        assertThat(error.status()).isEqualTo(501);
        assertThat(error.message()).contains(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DescribeServices | {\"services\":\"shop\"}",
                "UpdateService | {\"desiredCount\":\"1\"}",
                "UpdateService | {\"forceNewDeployment\":\"true\"}",
                "DescribeTaskDefinition | {\"taskDefinition\":1}",
                "ListServiceDeployments | {\"createdAt\":{\"after\":\"yesterday\"}}",
            })
    void refusesValuesOfAnotherType(String operation, String request) throws Exception {
        assertThat(refusal(operation, request).code()).isEqualTo("SerializationException");
    }

    private AwsError refusal(String operation, String request) throws Exception {
        ObjectNode body = (ObjectNode) new ObjectMapper().readTree(request);
        return catchThrowableOfType(AwsError.class, () -> story.sandbox.call(operation, body, CALLER));
    }

    @Test
    void refusesActionsThatTheCallerMayNotTake() {
        story.withShop(1);
        try (EcsClient denied = InProcess.client(story.sandbox, Set.of("ecs:DescribeServices"))) {
            assertThatThrownBy(
                            () -> denied.describeServices(r -> r.cluster("prod").services("shop")))
                    .isInstanceOf(EcsException.class)
                    .hasMessageContaining("is not authorized to perform: ecs:DescribeServices on resource:"
                            + " arn:aws:ecs:eu-west-1:123456789012:service/prod/shop");
        }
    }

    @Test
    void passingARoleIsAnActionOfItsOwn() {
        try (EcsClient denied = InProcess.client(story.sandbox, Set.of("iam:PassRole"))) {
            assertThatThrownBy(() -> denied.registerTaskDefinition(r -> r.family("shop")
                            .taskRoleArn("arn:aws:iam::123456789012:role/shop")
                            .containerDefinitions(
                                    c -> c.name("shop").image("shop:1").memory(64))))
                    .isInstanceOf(EcsException.class)
                    .hasMessageContaining("iam:PassRole");
        }
    }

    @Test
    void everyStartPassesTheRolesAnew() {
        story.withShop(1);
        String arn = story.sandbox.seedTaskDefinition(Story.definition("shop:2"));
        try (EcsClient denied = InProcess.client(story.sandbox, Set.of("iam:PassRole"))) {
            assertThatThrownBy(() -> denied.updateService(
                            r -> r.cluster("prod").service("shop").taskDefinition(arn)))
                    .isInstanceOf(EcsException.class)
                    .hasMessageContaining("is not authorized to perform: iam:PassRole on resource: " + ROLE);
        }
    }

    @Test
    void taggingWhatIsCreatedIsAnActionOfItsOwn() {
        try (EcsClient denied = InProcess.client(story.sandbox, Set.of("ecs:Tag*"))) {
            assertThatThrownBy(() -> denied.registerTaskDefinition(r -> r.family("shop")
                            .tags(t -> t.key("team").value("shop"))
                            .containerDefinitions(
                                    c -> c.name("shop").image("shop:1").memory(64))))
                    .isInstanceOf(EcsException.class)
                    .hasMessageContaining("is not authorized to perform: ecs:TagResource on resource:"
                            + " arn:aws:ecs:eu-west-1:123456789012:task-definition/shop:*");
        }
    }
}
