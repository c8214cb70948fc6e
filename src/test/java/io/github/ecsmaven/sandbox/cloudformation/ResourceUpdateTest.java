package io.github.ecsmaven.sandbox.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.SecurityGroup.Rule;
import io.github.ecsmaven.sandbox.Vpc;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of each resource when its properties change, and what they are made into. */
class ResourceUpdateTest {
    private final CloudStory story = new CloudStory();
    private final ObjectNode template = CloudStory.shop();

    @AfterEach
    void close() {
        story.close();
    }

    private Services services() {
        return new Services(story.sandbox, new Caller("arn:aws:iam::123456789012:user/test", "123456789012", Set.of()));
    }

    private ObjectNode properties(String resource) {
        return CloudStory.properties(template, resource);
    }

    private void updated() {
        assertThat(story.update(template).stackStatusAsString())
                .as(String.join("\n", story.events()))
                .isEqualTo("UPDATE_COMPLETE");
    }

    private JsonNode elb(String action, String member, String arn) throws Exception {
        ObjectNode request = Services.object();
        request.putArray(member).add(arn);
        return services().elb(action, request).iterator().next().path(0);
    }

    @Test
    void rolesGetTheirPoliciesChanged() throws Exception {
        story.create(template);
        String role = story.physicalId("ExecutionRole");
        String arn = "arn:aws:iam::123456789012:role/" + role;
        assertThat(story.sandbox.identities().trusts(arn, "ecs-tasks.amazonaws.com"))
                .isTrue();
        assertThat(story.sandbox.identities().deniedActions(arn))
                .contains("logs:CreateLogGroup", "ssm:GetParameters", "kms:Decrypt")
                .doesNotContain("secretsmanager:GetSecretValue");

        properties("ExecutionRole").remove("Policies");
        updated();
        assertThat(story.sandbox.identities().deniedActions(arn)).contains("secretsmanager:GetSecretValue");
        story.delete();
        assertThat(story.sandbox.identities().roleNamed(role)).isEmpty();
    }

    @Test
    void logGroupsAreKeptLonger() throws Exception {
        story.create(template);
        properties("LogGroup").put("RetentionInDays", 365);
        updated();
        JsonNode group = services()
                .logs("DescribeLogGroups", Services.object())
                .path("logGroups")
                .path(0);
        assertThat(group.path("retentionInDays").asInt()).isEqualTo(365);

        properties("LogGroup").remove("RetentionInDays");
        updated();
        assertThat(services()
                        .logs("DescribeLogGroups", Services.object())
                        .path("logGroups")
                        .path(0)
                        .has("retentionInDays"))
                .isFalse();
    }

    @Test
    void securityGroupsLetThroughWhatTheySay() throws Exception {
        story.create(template);
        String id = story.physicalId("BalancerGroup");
        assertThat(story.sandbox.vpc().securityGroup(id).orElseThrow().rules())
                .filteredOn(Rule::ingress)
                .extracting(rule -> rule.protocol() + " " + rule.from() + " " + rule.peer())
                .containsExactly("tcp 80 0.0.0.0/0");
        String service = story.physicalId("ServiceGroup");
        assertThat(story.sandbox.vpc().securityGroup(service).orElseThrow().rules())
                .filteredOn(Rule::ingress)
                .extracting(rule -> rule.protocol() + " " + rule.from() + " " + rule.peer())
                .containsExactly("tcp 8080 " + id);

        ((ObjectNode) properties("BalancerGroup").path("SecurityGroupIngress").path(0))
                .put("FromPort", 443)
                .put("ToPort", 443);
        updated();
        assertThat(story.physicalId("BalancerGroup")).isEqualTo(id);
        assertThat(story.sandbox.vpc().securityGroup(id).orElseThrow().rules())
                .filteredOn(Rule::ingress)
                .extracting(Rule::from)
                .containsExactly(443);
    }

    @Test
    void targetGroupsCheckAnotherPath() throws Exception {
        story.create(template);
        String arn = story.physicalId("TargetGroup");
        properties("TargetGroup").put("HealthCheckPath", "/up").put("UnhealthyThresholdCount", 3);
        ((ObjectNode) properties("TargetGroup").path("TargetGroupAttributes").path(0)).put("Value", "5");
        updated();

        JsonNode group = elb("DescribeTargetGroups", "TargetGroupArns", arn);
        assertThat(group.path("HealthCheckPath").asText()).isEqualTo("/up");
        assertThat(group.path("HealthCheckIntervalSeconds").asInt()).isEqualTo(10);
        assertThat(services()
                        .elb("DescribeTargetGroupAttributes", Services.object().put("TargetGroupArn", arn))
                        .path("Attributes")
                        .toString())
                .contains("{\"Key\":\"deregistration_delay.timeout_seconds\",\"Value\":\"5\"}");
    }

    @Test
    void listenersAndRulesDoSomethingElse() throws Exception {
        story.create(template);
        String certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
        ObjectNode listener = properties("Listener");
        listener.set(
                "DefaultActions",
                JsonText.parse(
                        """
                        [{"Type": "redirect", "RedirectConfig":
                          {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}]"""));
        ObjectNode secure = (ObjectNode) template.path("Resources");
        secure.set("Secure", template.path("Resources").path("Listener").deepCopy());
        properties("Secure")
                .put("Port", 443)
                .put("Protocol", "HTTPS")
                .put("SslPolicy", "ELBSecurityPolicy-TLS13-1-2-2021-06");
        properties("Secure").putArray("Certificates").addObject().put("CertificateArn", certificate);
        properties("Secure")
                .set(
                        "DefaultActions",
                        JsonText.parse("[{\"Type\": \"forward\", \"TargetGroupArn\": {\"Ref\": \"TargetGroup\"}}]"));
        properties("Rule").put("Priority", 20);
        properties("Rule")
                .set("Conditions", JsonText.parse("[{\"Field\": \"host-header\", \"Values\": [\"shop.example\"]}]"));
        updated();

        assertThat(elb("DescribeListeners", "ListenerArns", story.physicalId("Listener"))
                        .path("DefaultActions")
                        .path(0)
                        .path("RedirectConfig")
                        .path("Protocol")
                        .asText())
                .isEqualTo("HTTPS");
        assertThat(elb("DescribeListeners", "ListenerArns", story.physicalId("Secure"))
                        .path("SslPolicy")
                        .asText())
                .isEqualTo("ELBSecurityPolicy-TLS13-1-2-2021-06");
        JsonNode rule = elb("DescribeRules", "RuleArns", story.physicalId("Rule"));
        assertThat(rule.path("Priority").asText()).isEqualTo("20");
        assertThat(rule.path("Conditions").path(0).path("Values").path(0).asText())
                .isEqualTo("shop.example");
        assertThat(story.delete().stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void loadBalancersMoveToOtherSubnets() throws Exception {
        story.create(template);
        String arn = story.physicalId("LoadBalancer");
        properties("LoadBalancer")
                .putArray("Subnets")
                .add(Vpc.DEFAULT_SUBNETS.get(1))
                .add(Vpc.DEFAULT_SUBNETS.get(2));
        updated();

        JsonNode balancer = elb("DescribeLoadBalancers", "LoadBalancerArns", arn);
        assertThat(balancer.path("VpcId").asText()).isEqualTo(Vpc.DEFAULT_ID);
        assertThat(balancer.path("AvailabilityZones").findValuesAsText("ZoneName"))
                .containsExactly("eu-west-1b", "eu-west-1c");
    }

    @Test
    void servicesAreScaledWithoutADeployment() {
        story.create(template);
        String before = deployment();
        properties("Service").put("DesiredCount", 3);
        properties("Scaling").put("MaxCapacity", 8);
        updated();

        assertThat(deployment()).isEqualTo(before);
        assertThat(story.ecs
                        .describeServices(r -> r.cluster("prod").services("shop"))
                        .services()
                        .get(0)
                        .runningCount())
                .isEqualTo(3);
    }

    private String deployment() {
        return story
                .ecs
                .describeServices(r -> r.cluster("prod").services("shop"))
                .services()
                .get(0)
                .deployments()
                .stream()
                .map(one -> one.id())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatTheTemplateLeavesWithoutANameGetsOne() {
        story.create(template);

        assertThat(story.physicalId("ExecutionRole")).matches("shop-ExecutionRole-[A-Z0-9]{12}");
        assertThat(story.physicalId("LoadBalancer")).matches("arn:.*/app/shop-LoadBalancer-[A-Z0-9]{12}/[0-9a-f]{16}");
        assertThat(new PhysicalName("a-stack-with-a-long-name", "TargetGroup").of(32))
                .hasSizeLessThanOrEqualTo(32)
                .matches("a-stack-with-a-long-[A-Z0-9]{12}");
    }

    @Test
    void taskDefinitionsKeepEveryMember() {
        ObjectNode definition = properties("TaskDefinition");
        definition.putObject("RuntimePlatform").put("CpuArchitecture", "X86_64").put("OperatingSystemFamily", "LINUX");
        definition.putObject("EphemeralStorage").put("SizeInGiB", 30);
        ObjectNode container =
                (ObjectNode) definition.path("ContainerDefinitions").path(0);
        container.putArray("Environment").addObject().put("Name", "A").put("Value", "");
        container
                .putArray("Secrets")
                .addObject()
                .put("Name", "S")
                .put("ValueFrom", "arn:aws:ssm:eu-west-1:123456789012:parameter/s");
        container.putObject("DockerLabels").put("Team", "Sales");
        container.put("StopTimeout", 20).put("ReadonlyRootFilesystem", true);
        container
                .putObject("HealthCheck")
                .put("Interval", 5)
                .putArray("Command")
                .add("CMD-SHELL")
                .add("true");
        container
                .putArray("Ulimits")
                .addObject()
                .put("Name", "nofile")
                .put("SoftLimit", 1024)
                .put("HardLimit", 2048);
        assertThat(story.create(template).stackStatusAsString())
                .as(String.join("\n", story.events()))
                .isEqualTo("CREATE_COMPLETE");

        var made =
                story.ecs.describeTaskDefinition(r -> r.taskDefinition("shop")).taskDefinition();
        assertThat(made.runtimePlatform().cpuArchitectureAsString()).isEqualTo("X86_64");
        assertThat(made.ephemeralStorage().sizeInGiB()).isEqualTo(30);
        var shop = made.containerDefinitions().get(0);
        assertThat(shop.environment().get(0).value()).isEmpty();
        assertThat(shop.secrets().get(0).valueFrom()).endsWith("parameter/s");
        assertThat(shop.dockerLabels()).containsEntry("Team", "Sales");
        assertThat(shop.stopTimeout()).isEqualTo(20);
        assertThat(shop.readonlyRootFilesystem()).isTrue();
        assertThat(shop.healthCheck().command()).containsExactly("CMD-SHELL", "true");
        assertThat(shop.ulimits().get(0).hardLimit()).isEqualTo(2048);
        assertThat(shop.logConfiguration().options()).containsEntry("awslogs-stream-prefix", "shop");
    }
}
