package io.github.ecsmaven.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.stack.TaskBlueprint.ExecutionRole;
import io.github.ecsmaven.stack.TaskBlueprint.NetworkMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceTemplateTest {
    private final Blueprints pieces = new Blueprints();

    private JsonNode template() {
        return parsed(pieces.template().json());
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode properties(String resource) {
        return template().path("Resources").path(resource).path("Properties");
    }

    @Test
    void tasksTakeRequestsOfTheLoadBalancerAloneAndOnTheirPort() {
        JsonNode rules = properties("ServiceSecurityGroup").path("SecurityGroupIngress");

        assertThat(rules).hasSize(1);
        assertThat(rules.path(0).toString())
                .isEqualTo("{\"IpProtocol\":\"tcp\",\"FromPort\":8080,\"ToPort\":8080,\"SourceSecurityGroupId\":"
                        + "{\"Fn::GetAtt\":[\"LoadBalancerSecurityGroup\",\"GroupId\"]}}");
    }

    @Test
    void theLoadBalancerTakesRequestsOnItsListenersPortsAlone() {
        assertThat(properties("LoadBalancerSecurityGroup")
                        .path("SecurityGroupIngress")
                        .findValuesAsText("FromPort"))
                .containsExactly("80");
        pieces.balancing = Blueprints.created(Blueprints.HTTPS);
        assertThat(properties("LoadBalancerSecurityGroup")
                        .path("SecurityGroupIngress")
                        .findValuesAsText("FromPort"))
                .containsExactly("80", "443");
    }

    @Test
    void withoutALoadBalancerNothingConnects() {
        pieces.balancing = new LoadBalancing.None();
        assertThat(properties("ServiceSecurityGroup").path("SecurityGroupIngress"))
                .isEmpty();
    }

    @Test
    void theTargetGroupKeepsADeploymentShort() {
        JsonNode group = properties("TargetGroup");
        assertThat(group.path("HealthCheckIntervalSeconds").asInt()).isEqualTo(10);
        assertThat(group.path("HealthyThresholdCount").asInt()).isEqualTo(2);
        assertThat(group.path("TargetType").asText()).isEqualTo("ip");
        assertThat(group.path("TargetGroupAttributes").toString())
                .isEqualTo("[{\"Key\":\"deregistration_delay.timeout_seconds\",\"Value\":\"30\"}]");
    }

    @Test
    void tasksBehindPortsOfTheirInstanceAreTargetsByInstance() {
        pieces.onInstances(NetworkMode.BRIDGE);
        assertThat(properties("TargetGroup").path("TargetType").asText()).isEqualTo("instance");
        assertThat(template().findValue("HostPort").asInt()).isZero();
        assertThat(properties("Service").has("NetworkConfiguration")).isFalse();
        assertThat(template().path("Resources").has("ServiceSecurityGroup")).isFalse();
    }

    @Test
    void theServiceWaitsForTheListenerAndGoesBackWhenItFails() {
        assertThat(template()
                        .path("Resources")
                        .path("Service")
                        .path("DependsOn")
                        .toString())
                .isEqualTo("[\"Listener\"]");
        assertThat(properties("Service").path("DeploymentConfiguration").toString())
                .isEqualTo("{\"MinimumHealthyPercent\":100,\"MaximumPercent\":200,"
                        + "\"DeploymentCircuitBreaker\":{\"Enable\":true,\"Rollback\":true}}");
    }

    @Test
    void theImageStaysPinned() {
        assertThat(properties("TaskDefinition").findValue("Image").asText())
                .isEqualTo(pieces.image.toString())
                .contains("@sha256:");
    }

    @Test
    void theExecutionRoleMayReadExactlyTheSecretsOfTheContainer() {
        assertThat(properties("ExecutionRole").has("Policies")).isFalse();
        pieces.secrets = Map.of(
                "USER", new SecretOrigin(Blueprints.SECRET + ":user::"),
                "PASSWORD", new SecretOrigin(Blueprints.SECRET + ":password::"));

        assertThat(properties("ExecutionRole")
                        .path("Policies")
                        .findValue("Statement")
                        .toString())
                .isEqualTo("[{\"Effect\":\"Allow\",\"Action\":\"secretsmanager:GetSecretValue\",\"Resource\":[\""
                        + Blueprints.SECRET + "\"]}]");
    }

    @Test
    void onlyARoleThatIsMadeNeedsACapability() {
        assertThat(pieces.template().capabilities()).containsExactly("CAPABILITY_NAMED_IAM");
        pieces.executionRole = new ExecutionRole.Existing(Blueprints.ROLE);
        assertThat(pieces.template().capabilities()).isEmpty();
    }

    @Test
    void namesNoPartitionRegionOrAccount() {
        pieces.secrets = Map.of("KEY", new SecretOrigin("/shop/key"));
        pieces.image = io.github.ecsmaven.image.ImageReference.parse("orders:1");
        assertThat(pieces.template().json())
                .doesNotContain("arn:aws")
                .doesNotContain("eu-west-1")
                .doesNotContain("123456789012");
    }

    @Test
    void everythingThatCanHaveTagsHasThem() {
        pieces.balancing = Blueprints.created(Blueprints.HTTPS);
        pieces.scaling = Optional.of(new Scaling(1, 2, new Scaling.Target.Cpu(50)));
        template().path("Resources").properties().forEach(it -> {
            if (!it.getKey().equals("ScalingPolicy")) {
                assertThat(it.getValue().path("Properties").path("Tags").toString())
                        .as(it.getKey())
                        .contains("ecs-maven-plugin:service", "shop/orders", "com.example:orders:1.0", "4f2c9e1");
            }
        });
    }

    @Test
    void theSameBlueprintIsTheSameText() {
        Map<String, String> oneOrder = new LinkedHashMap<>();
        Map<String, String> another = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            oneOrder.put("V" + i, "x");
            another.put("V" + (29 - i), "x");
        }
        pieces.environment = oneOrder;
        String first = pieces.template().json();
        pieces.environment = another;

        assertThat(pieces.template().json()).isEqualTo(first).doesNotContain("\r");
    }

    @Test
    void aLargeTemplateIsWrittenDenselyAndOneThatIsTooLargeRefused() {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < 450; i++) {
            variables.put("VARIABLE_" + i, "x".repeat(50));
        }
        pieces.environment = variables;
        assertThat(pieces.template().json()).hasSizeLessThanOrEqualTo(51_200).doesNotContain("\n");

        pieces.environment = Map.of("TEXT", "x".repeat(51_200));
        assertThatThrownBy(pieces::template)
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("<environment>");
    }

    @Test
    void outputsOfWhatIsNotThereAreLeftOut() {
        pieces.balancing = new LoadBalancing.None();
        assertThat(template().path("Outputs").propertyStream().map(Map.Entry::getKey))
                .containsExactlyElementsOf(List.of("ServiceArn", "Cluster", "TaskDefinitionArn", "LogGroup"));
    }

    @Test
    void namesItsResourcesInTheirOrder() {
        assertThat(pieces.template().resources())
                .containsEntry("Service", "AWS::ECS::Service")
                .hasSize(10)
                .extractingFromEntries(Map.Entry::getKey)
                .startsWith("Cluster", "LogGroup", "ExecutionRole")
                .endsWith("TaskDefinition", "Service");
    }
}
