package io.github.ecsmaven.sandbox.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.Vpc;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** What the other services learned for stacks, and refuse. */
class NeighboursTest {
    private static final String TRUST =
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": ["a.example"]}, "Action": "sts:AssumeRole"}}""";

    private final CloudStory story = new CloudStory();
    private final Services services = new Services(
            story.sandbox, new Caller("arn:aws:iam::123456789012:user/test", "123456789012", Set.of("ec2:CreateTags")));

    @AfterEach
    void close() {
        story.close();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonText.parse(text.replace('\'', '"'));
    }

    private interface Call {
        JsonNode answer() throws AwsError;
    }

    private static void refused(Call call, String code, String message) {
        assertThatThrownBy(call::answer).isInstanceOfSatisfying(AwsError.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.message()).contains(message);
        });
    }

    @Test
    void aNewAccountHasADefaultVpcWithPublicSubnets() throws Exception {
        JsonNode vpcs = services.ec2("DescribeVpcs", json("{'Filter': [{'Name': 'is-default', 'Value': ['true']}]}"));
        assertThat(vpcs.path("vpcSet").findValuesAsText("vpcId")).containsExactly(Vpc.DEFAULT_ID);
        JsonNode subnets = services.ec2(
                "DescribeSubnets",
                json("{'Filter': [{'Name': 'vpc-id', 'Value': ['" + Vpc.DEFAULT_ID + "']},"
                        + " {'Name': 'default-for-az', 'Value': ['true']}]}"));
        assertThat(subnets.path("subnetSet").findValuesAsText("mapPublicIpOnLaunch"))
                .containsExactly("true", "true", "true");
        JsonNode tables = services.ec2(
                "DescribeRouteTables", json("{'Filter': [{'Name': 'vpc-id', 'Value': ['" + Vpc.DEFAULT_ID + "']}]}"));
        assertThat(tables.path("routeTableSet").findValuesAsText("gatewayId"))
                .containsExactly("local", "igw-0d1e2f3a4b5c6d7e8");

        story.sandbox.vpc().removeDefault();
        assertThat(services.ec2("DescribeVpcs", json("{'Filter': [{'Name': 'is-default', 'Value': ['true']}]}"))
                        .path("vpcSet")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void securityGroupsRefuseWhatEc2Refuses() throws Exception {
        ObjectNode web = json("{'GroupName': 'web', 'GroupDescription': 'web'}");
        String id = services.ec2("CreateSecurityGroup", web).path("groupId").asText();
        refused(() -> services.ec2("CreateSecurityGroup", web), "InvalidGroup.Duplicate", "already exists for VPC");
        refused(
                () -> services.ec2("CreateSecurityGroup", json("{'GroupName': 'a', 'GroupDescription': 'ü'}")),
                "InvalidParameterValue",
                "GroupDescription is invalid");
        String rule = "{'GroupId': '" + id
                + "', 'IpPermissions': [{'IpProtocol': 'tcp', 'FromPort': 80, 'ToPort': 80, 'IpRanges': [{'CidrIp': '%s'}]}]}";
        services.ec2("AuthorizeSecurityGroupIngress", json(rule.formatted("10.0.0.0/8")));
        refused(
                () -> services.ec2("AuthorizeSecurityGroupIngress", json(rule.formatted("10.0.0.0/8"))),
                "InvalidPermission.Duplicate",
                "already exists");
        refused(
                () -> services.ec2("RevokeSecurityGroupIngress", json(rule.formatted("11.0.0.0/8"))),
                "InvalidPermission.NotFound",
                "does not exist");
        refused(
                () -> services.ec2("AuthorizeSecurityGroupIngress", json(rule.formatted("everywhere"))),
                "InvalidParameterValue",
                "malformed");
        refused(
                () -> services.ec2("DeleteSecurityGroup", json("{'GroupId': 'sg-1'}")),
                "InvalidGroup.NotFound",
                "The security group 'sg-1' does not exist");
        refused(
                () -> services.ec2("CreateTags", json("{'ResourceId': ['" + id + "']}")),
                "UnauthorizedOperation",
                "ec2:CreateTags on resource: arn:aws:ec2:eu-west-1:123456789012:security-group/" + id);
    }

    @Test
    void rolesRefuseWhatIamRefuses() throws Exception {
        ObjectNode role = json("{'RoleName': 'a'}").put("AssumeRolePolicyDocument", TRUST);
        services.iam("CreateRole", role);
        assertThat(story.sandbox.identities().trusts("arn:aws:iam::123456789012:role/a", "a.example"))
                .isTrue();
        refused(() -> services.iam("CreateRole", role), "EntityAlreadyExists", "Role with name a already exists.");
        refused(
                () -> services.iam("CreateRole", json("{'RoleName': 'b', 'AssumeRolePolicyDocument': '{}'}")),
                "MalformedPolicyDocument",
                "Syntax errors in policy.");
        refused(
                () -> services.iam(
                        "AttachRolePolicy", json("{'RoleName': 'a', 'PolicyArn': 'arn:aws:iam::aws:policy/Moon'}")),
                "NoSuchEntity",
                "does not exist or is not attachable");
        services.iam(
                "AttachRolePolicy",
                json("{'RoleName': 'a', 'PolicyArn': 'arn:aws:iam::aws:policy/AdministratorAccess'}"));
        refused(
                () -> services.iam("DeleteRole", json("{'RoleName': 'a'}")),
                "DeleteConflict",
                "must detach all policies first");
        refused(() -> services.iam("DeleteRole", json("{'RoleName': 'b'}")), "NoSuchEntity", "role with name b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "elasticloadbalancing:AddTags",
                "ec2:CreateTags",
                "iam:TagRole",
                "logs:TagResource",
                "ecs:TagResource",
                "application-autoscaling:TagResource",
                "iam:PassRole",
                "elasticloadbalancing:CreateRule",
                "application-autoscaling:PutScalingPolicy"
            })
    void everyPermissionThatIsMissingIsNamed(String action) {
        story.sandbox.identities().addUser("AKIAFEWPERMISSIONS00", "few", Set.of(action));
        try (CloudFormationClient few =
                SdkClients.cloudFormation(story.sandbox, SdkClients.user("AKIAFEWPERMISSIONS00"))) {
            String id = few.createChangeSet(r -> r.stackName("shop")
                            .changeSetName("c")
                            .changeSetType("CREATE")
                            .templateBody(CloudStory.shop().toString())
                            .parameters(CloudStory.image("1"))
                            .capabilities(Capability.CAPABILITY_IAM)
                            .tags(t -> t.key("a").value("b")))
                    .id();
            story.pass(Duration.ofSeconds(1));
            few.executeChangeSet(r -> r.changeSetName(id));
        }
        assertThat(story.rest().stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(story.events())
                .anyMatch(event -> event.contains(" CREATE_FAILED: ")
                        && event.contains("is not authorized to perform: " + action)
                        && event.contains("HandlerErrorCode: AccessDenied"));
    }

    @Test
    void clustersRefuseWhatEcsRefuses() throws Exception {
        services.ecs("CreateCluster", json("{'clusterName': 'a'}"));
        refused(
                () -> services.ecs(
                        "PutClusterCapacityProviders",
                        json("{'cluster': 'a', 'capacityProviders': ['MOON'], 'defaultCapacityProviderStrategy': []}")),
                "InvalidParameterException",
                "The specified capacity provider 'MOON' is not valid.");
        refused(
                () -> services.ecs(
                        "PutClusterCapacityProviders",
                        json("{'cluster': 'a', 'capacityProviders': ['FARGATE'],"
                                + " 'defaultCapacityProviderStrategy': [{'capacityProvider': 'FARGATE_SPOT'}]}")),
                "InvalidParameterException",
                "that is not associated with the cluster");
        services.ecs("DeleteCluster", json("{'cluster': 'a'}"));
        refused(() -> services.ecs("DeleteCluster", json("{'cluster': 'a'}")), "ClusterNotFoundException", "not found");
        services.ecs("CreateCluster", json("{'clusterName': 'a'}"));
    }

    @Test
    void aServiceLiesInOneVpc() throws Exception {
        story.create(CloudStory.shop());
        refused(
                () -> services.ecs(
                        "UpdateService",
                        json("{'cluster': 'prod', 'service': 'shop', 'networkConfiguration': {'awsvpcConfiguration':"
                                + " {'subnets': ['" + Vpc.SUBNET_A + "', '" + Vpc.DEFAULT_SUBNETS.get(0) + "']}}}")),
                "InvalidParameterException",
                "All specified subnets must be from the same VPC.");
        refused(
                () -> services.ecs(
                        "UpdateService",
                        json("{'cluster': 'prod', 'service': 'shop', 'networkConfiguration': {'awsvpcConfiguration':"
                                + " {'subnets': ['" + Vpc.SUBNET_A + "'], 'securityGroups': ['"
                                + Vpc.DEFAULT_SECURITY_GROUP + "']}}}")),
                "InvalidParameterException",
                "All specified security groups must be from the same VPC.");
    }

    @Test
    void rulesAndBalancersRefuseWhatTheirServiceRefuses() throws Exception {
        story.create(CloudStory.shop());
        ObjectNode rule = json("{'Priority': 10, 'Conditions': [{'Field': 'path-pattern', 'Values': ['/a']}],"
                        + " 'Actions': [{'Type': 'fixed-response', 'FixedResponseConfig': {'StatusCode': '200'}}]}")
                .put("ListenerArn", story.physicalId("Listener"));
        refused(() -> services.elb("CreateRule", rule), "PriorityInUse", "Priority '10' is currently in use");
        refused(
                () -> services.elb(
                        "DeleteTargetGroup", Services.object().put("TargetGroupArn", story.physicalId("TargetGroup"))),
                "ResourceInUse",
                "is currently in use by a listener or a rule");
        ObjectNode loop =
                json("{'DefaultActions': [{'Type': 'redirect', 'RedirectConfig': {'StatusCode': 'HTTP_301'}}]}")
                        .put("ListenerArn", story.physicalId("Listener"));
        refused(() -> services.elb("ModifyListener", loop), "InvalidLoadBalancerAction", "creates a loop");
        ObjectNode attributes = json("{'Attributes': [{'Key': 'deletion_protection.enabled', 'Value': 'true'}]}")
                .put("LoadBalancerArn", story.physicalId("LoadBalancer"));
        services.elb("ModifyLoadBalancerAttributes", attributes);
        assertThat(story.delete().stackStatusAsString()).isEqualTo("DELETE_FAILED");
        assertThat(story.events()).anyMatch(event -> event.contains("because deletion protection is enabled"));
    }

    @Test
    void scalingRefusesWhatItsServiceRefuses() throws Exception {
        String target = "{'ServiceNamespace': 'ecs', 'ScalableDimension': 'ecs:service:DesiredCount',"
                + " 'ResourceId': 'service/prod/shop'%s}";
        refused(
                () -> services.scaling(
                        "RegisterScalableTarget", json(target.formatted(", 'MinCapacity': 3, 'MaxCapacity': 2"))),
                "ValidationException",
                "Maximum capacity cannot be less than minimum capacity");
        String policy = ", 'PolicyName': 'a', 'PolicyType': 'TargetTrackingScaling',"
                + " 'TargetTrackingScalingPolicyConfiguration': {'TargetValue': 50.0, 'PredefinedMetricSpecification':"
                + " {'PredefinedMetricType': '%s'}}";
        refused(
                () -> services.scaling(
                        "PutScalingPolicy",
                        json(target.formatted(policy.formatted("ECSServiceAverageCPUUtilization")))),
                "ObjectNotFoundException",
                "No scalable target registered for namespace: ecs, resource ID: service/prod/shop");
        refused(
                () -> services.scaling(
                        "PutScalingPolicy", json(target.formatted(policy.formatted("ALBRequestCountPerTarget")))),
                "ValidationException",
                "ResourceLabel must be specified");
    }

    @Test
    void anotherProcessCanLetResourcesFail() throws Exception {
        control("POST", "stack-faults", "{\"resource\": \"LogGroup\", \"action\": \"CREATE\", \"message\": \"no\"}");
        assertThat(story.create(CloudStory.shop()).stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(story.events())
                .anyMatch(event -> event.startsWith("LogGroup CREATE_FAILED: Resource handler returned"));
        story.delete();

        control("POST", "stack-faults", "{\"resource\": \"AWS::ECS::Cluster\", \"action\": \"CREATE\"}");
        String changeSet = story.changeSet(CloudStory.shop(), true, r -> {});
        story.cloud.executeChangeSet(r -> r.changeSetName(changeSet));
        story.passSlowly(10);
        assertThat(story.stack().stackStatusAsString()).isEqualTo("CREATE_IN_PROGRESS");
        control("DELETE", "stack-faults", "");
        assertThat(story.rest().stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
    }

    private void control(String method, String what, String body) throws Exception {
        URI uri = story.sandbox.endpoint().resolve("/_sandbox/" + what);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(204);
    }
}
