package io.github.ecsmaven.sandbox.elb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.sts.Identities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElbApiTest {
    private static final String GONE = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final ElbClient elb = new ElbClient(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void answersInTheServicesNamespaceWithARequestId() {
        String answer = elb.call("DescribeLoadBalancers");

        assertThat(answer)
                .startsWith("<DescribeLoadBalancersResponse"
                        + " xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\">"
                        + "<DescribeLoadBalancersResult><LoadBalancers></LoadBalancers></DescribeLoadBalancersResult>");
        assertThat(ElbClient.value(answer, "RequestId")).hasSize(36);
    }

    @Test
    void aLoadBalancerIsAnsweredAsItIs() {
        String arn = elb.createLoadBalancer("shop", "Scheme=internal", "SecurityGroups.member.1=sg-0a1b2c3d4e5f67890");

        assertThat(arn).matches(GONE + "loadbalancer/app/shop/[0-9a-f]{16}");
        assertThat(elb.call("DescribeLoadBalancers", "LoadBalancerArns.member.1=" + arn))
                .contains(
                        "<DNSName>127.0.0.1</DNSName>",
                        "<Scheme>internal</Scheme>",
                        "<Type>application</Type>",
                        "<State><Code>active</Code></State>",
                        "<member><ZoneName>eu-west-1b</ZoneName><SubnetId>subnet-1a2b3c4d5e6f78901</SubnetId></member>",
                        "<SecurityGroups><member>sg-0a1b2c3d4e5f67890</member></SecurityGroups>");
    }

    @Test
    void aTargetGroupHasTheDefaultsOfItsProtocol() {
        assertThat(elb.call("DescribeTargetGroups", "TargetGroupArns.member.1=" + elb.createTargetGroup("shop")))
                .contains(
                        "<HealthCheckProtocol>HTTP</HealthCheckProtocol>",
                        "<HealthCheckIntervalSeconds>30</HealthCheckIntervalSeconds>",
                        "<HealthCheckTimeoutSeconds>5</HealthCheckTimeoutSeconds>",
                        "<HealthyThresholdCount>5</HealthyThresholdCount>",
                        "<UnhealthyThresholdCount>2</UnhealthyThresholdCount>",
                        "<HealthCheckPath>/</HealthCheckPath><Matcher><HttpCode>200</HttpCode></Matcher>",
                        "<LoadBalancerArns></LoadBalancerArns>");
        elb.call("CreateTargetGroup", "Name=db", "Protocol=TCP", "Port=5432", "VpcId=" + Vpc.ID, "TargetType=ip");
        assertThat(elb.call("DescribeTargetGroups", "Names.member.1=db"))
                .contains("<HealthCheckProtocol>TCP</HealthCheckProtocol>")
                .contains("<HealthCheckTimeoutSeconds>10</HealthCheckTimeoutSeconds>")
                .doesNotContain("HealthCheckPath", "Matcher");
    }

    @Test
    void aTargetGroupNamesTheLoadBalancerThatForwardsToIt() {
        String balancer = elb.createLoadBalancer("shop");
        String group = elb.createTargetGroup("shop");
        String listener = elb.createListener(balancer, 80, group);

        assertThat(listener).startsWith(balancer.replace(":loadbalancer/", ":listener/") + "/");
        assertThat(elb.call("DescribeTargetGroups", "LoadBalancerArn=" + balancer))
                .contains("<LoadBalancerArns><member>" + balancer + "</member></LoadBalancerArns>");
        assertThat(elb.call("DescribeListeners", "LoadBalancerArn=" + balancer))
                .contains(
                        "<Port>80</Port><Protocol>HTTP</Protocol><DefaultActions><member><Type>forward</Type>",
                        "<ForwardConfig><TargetGroups><member><TargetGroupArn>" + group
                                + "</TargetGroupArn><Weight>1<");

        elb.call("DeleteListener", "ListenerArn=" + listener);
        assertThat(elb.call("DescribeTargetGroups", "Names.member.1=shop"))
                .contains("<LoadBalancerArns></LoadBalancerArns>");
    }

    @Test
    void anHttpsListenerShowsItsCertificate() {
        String certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
        String answer = elb.call(
                "CreateListener",
                "LoadBalancerArn=" + elb.createLoadBalancer("shop"),
                "Protocol=HTTPS",
                "Port=443",
                "Certificates.member.1.CertificateArn=" + certificate,
                "DefaultActions.member.1.Type=forward",
                "DefaultActions.member.1.ForwardConfig.TargetGroups.member.1.TargetGroupArn="
                        + elb.createTargetGroup("shop"));

        assertThat(answer)
                .contains("<SslPolicy>ELBSecurityPolicy-2016-08</SslPolicy>")
                .contains("<Certificates><member><CertificateArn>" + certificate + "<");
    }

    @Test
    void theSameTwiceIsOneAndAnotherOfTheNameIsRefused() {
        assertThat(elb.createLoadBalancer("shop")).isEqualTo(elb.createLoadBalancer("shop"));
        assertThat(elb.createTargetGroup("shop")).isEqualTo(elb.createTargetGroup("shop"));
        assertThat(elb.refusal(
                        "CreateLoadBalancer",
                        "Name=shop",
                        "Scheme=internal",
                        "Subnets.member.1=subnet-0a1b2c3d4e5f67890",
                        "Subnets.member.2=subnet-1a2b3c4d5e6f78901"))
                .isEqualTo("DuplicateLoadBalancerName: A load balancer with the same name 'shop' exists, but with"
                        + " different settings");
        assertThat(elb.refusal("CreateTargetGroup", "Name=shop", "Protocol=HTTP", "Port=81", "VpcId=" + Vpc.ID))
                .startsWith("DuplicateTargetGroupName: A target group with the same name 'shop' exists");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Name=a-load-balancer-with-a-name-too-long | ValidationError: The load balancer name 'a-load-balancer-with-a-name-too-long' cannot be longer than '32' characters",
                "Name=shop_1 | ValidationError: The load balancer name 'shop_1' can only contain characters that are alphanumeric characters and hyphens(-)",
                "Name=-shop | ValidationError: The load balancer name '-shop' cannot begin or end with '-'",
                "Name=internal-shop | ValidationError: The load balancer name cannot begin with 'internal-'",
                "Name=shop&Scheme=public | InvalidScheme: Load balancer scheme 'public' must be one of 'internet-facing, internal'",
                "Name=shop&Type=gateway | NotImplementedBySandbox: The sandbox does not implement load balancers of type gateway.",
                "Name=shop&Subnets.member.3=net-1 | SubnetNotFound: The subnet ID 'net-1' does not exist",
                "Name=shop&SecurityGroups.member.1=web | InvalidSecurityGroup: The security group 'web' does not exist",
                "Name=shop&Subnets.member.3=subnet-9f9f9f9f | SubnetNotFound: The subnet ID 'subnet-9f9f9f9f' does not exist",
                "Name=shop&SecurityGroups.member.1=sg-9f9f9f9f | InvalidSecurityGroup: The security group 'sg-9f9f9f9f' does not exist",
                "Name=shop&CustomerOwnedIpv4Pool=a | NotImplementedBySandbox: The sandbox does not implement the parameter 'CustomerOwnedIpv4Pool' of elasticloadbalancing:CreateLoadBalancer.",
                "Scheme=internal | ValidationError: 1 validation error detected: Value null at 'Name' failed to satisfy constraint: Member must not be null",
            })
    void refusesALoadBalancerThatCannotBe(String parameters, String expected) {
        assertThat(elb.refusal(
                        "CreateLoadBalancer",
                        ("Subnets.member.1=subnet-0a1b2c3d4e5f67890&Subnets.member.2=subnet-1a2b3c4d5e6f78901&"
                                        + parameters)
                                .split("&")))
                .isEqualTo(expected);
    }

    @Test
    void anApplicationLoadBalancerNeedsTwoAvailabilityZones() {
        assertThat(elb.refusal("CreateLoadBalancer", "Name=shop", "Subnets.member.1=subnet-0a1b2c3d4e5f67890"))
                .isEqualTo("ValidationError: At least two subnets in two different Availability Zones must be"
                        + " specified");
        elb.call("CreateLoadBalancer", "Name=db", "Type=network", "Subnets.member.1=subnet-0a1b2c3d4e5f67890");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Name=a-target-group-with-a-name-too-long | ValidationError: Target group name 'a-target-group-with-a-name-too-long' cannot be longer than '32' characters",
                "Name=shop-&Protocol=HTTP | ValidationError: Target group name 'shop-' cannot begin or end with '-'",
                "Name=shop&Port=0 | ValidationError: 1 validation error detected: Value '0' at 'Port' failed to satisfy constraint: Member must have value between 1 and 65535",
                "Name=shop&Protocol=UDP | NotImplementedBySandbox: The sandbox does not implement target groups of protocol UDP.",
                "Name=shop&TargetType=lambda | NotImplementedBySandbox: The sandbox does not implement target groups of target type lambda.",
                "Name=shop&VpcId=vpc-1 | ValidationError: The VPC ID 'vpc-1' is not found",
                "Name=shop&HealthCheckIntervalSeconds=5 | ValidationError: Health check interval must be greater than the timeout.",
                "Name=shop&HealthCheckPath=health | ValidationError: Health check path 'health' must begin with a '/' character, and can only contain printable ASCII characters, without spaces",
                "Name=shop&HealthCheckProtocol=TCP | ValidationError: Health check protocol 'TCP' is not supported by an application load balancer",
                "Name=shop&HealthCheckPort=8081 | NotImplementedBySandbox: The sandbox does not implement a health check port other than traffic-port.",
                "Name=shop&Matcher.HttpCode=ok | ValidationError: Health check matcher HTTP code 'ok' must be within '200-499' inclusive",
                "Name=shop&HealthyThresholdCount=many | MalformedInput: HealthyThresholdCount is not an integer: many",
            })
    void refusesATargetGroupThatCannotBe(String parameters, String expected) {
        assertThat(elb.refusal(
                        "CreateTargetGroup", ("Protocol=HTTP&Port=80&VpcId=" + Vpc.ID + "&" + parameters).split("&")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Protocol=TCP | ValidationError: Listener protocol 'TCP' must be one of 'HTTPS, HTTP'",
                "Protocol=HTTPS | ValidationError: A certificate must be specified for HTTPS listeners",
                "Protocol=HTTPS&Certificates.member.1.CertificateArn=mine | CertificateNotFound: Certificate 'mine' not found",
                "Port=80 | DuplicateListener: A listener already exists on this port for this load balancer '@balancer@'",
                "DefaultActions.member.1.Type=authenticate-oidc | NotImplementedBySandbox: The sandbox does not implement listeners' actions of type authenticate-oidc.",
                "DefaultActions.member.1.Type=redirect | InvalidLoadBalancerAction: A redirect action needs a RedirectConfig",
                "DefaultActions.member.1.TargetGroupArn=@other@ | TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer: @other@",
                "DefaultActions.member.1.TargetGroupArn=@tcp@ | InvalidConfigurationRequest: The target group '@tcp@' has protocol 'TCP', which a load balancer of type 'application' does not support",
                "DefaultActions.member.1.TargetGroupArn=shop | ValidationError: 'shop' is not a valid target group ARN",
                "LoadBalancerArn=" + GONE
                        + "loadbalancer/app/gone/1 | LoadBalancerNotFound: One or more load balancers not found",
            })
    void refusesAListenerThatCannotBe(String parameters, String expected) {
        String balancer = elb.createLoadBalancer("shop");
        String group = elb.createTargetGroup("shop");
        elb.createListener(balancer, 80, group);
        String other = elb.createTargetGroup("other");
        elb.createListener(elb.createLoadBalancer("other"), 80, other);
        String tcp = sandbox.elb().seedTargetGroup("tcp", "TCP");
        String given = "LoadBalancerArn=" + balancer + "&Protocol=HTTP&Port=8080&DefaultActions.member.1.Type=forward"
                + "&DefaultActions.member.1.TargetGroupArn=" + group + "&" + parameters;

        assertThat(elb.refusal(
                        "CreateListener",
                        given.replace("@other@", other).replace("@tcp@", tcp).split("&")))
                .isEqualTo(expected.replace("@balancer@", balancer)
                        .replace("@other@", other)
                        .replace("@tcp@", tcp));
    }

    @Test
    void whatIsNotThereIsAnErrorOfItsName() {
        assertThat(elb.refusal("DescribeLoadBalancers", "LoadBalancerArns.member.1=" + GONE + "loadbalancer/app/a/1"))
                .isEqualTo("LoadBalancerNotFound: One or more load balancers not found");
        assertThat(elb.refusal("DescribeTargetGroups", "Names.member.1=gone"))
                .isEqualTo("TargetGroupNotFound: One or more target groups not found");
        assertThat(elb.refusal("DescribeTargetHealth", "TargetGroupArn=" + GONE + "targetgroup/gone/1"))
                .isEqualTo("TargetGroupNotFound: One or more target groups not found");
        assertThat(elb.refusal("DescribeListeners", "ListenerArns.member.1=" + GONE + "listener/app/a/1/2"))
                .isEqualTo("ListenerNotFound: One or more listeners not found");
        assertThat(elb.refusal("DeleteListener", "ListenerArn=" + GONE + "listener/app/a/1/2"))
                .startsWith("ListenerNotFound");
    }

    @Test
    void aTargetGroupGoesAfterItsListenerAndALoadBalancerWithItsListeners() {
        String balancer = elb.createLoadBalancer("shop");
        String group = elb.createTargetGroup("shop");
        elb.createListener(balancer, 80, group);
        assertThat(elb.refusal("DeleteTargetGroup", "TargetGroupArn=" + group))
                .isEqualTo("ResourceInUse: Target group '" + group + "' is currently in use by a listener or a rule");

        elb.call("DeleteLoadBalancer", "LoadBalancerArn=" + balancer);
        elb.call("DeleteLoadBalancer", "LoadBalancerArn=" + balancer);
        elb.call("DeleteTargetGroup", "TargetGroupArn=" + group);
        assertThat(elb.call("DescribeTargetGroups")).contains("<TargetGroups></TargetGroups>");
    }

    @Test
    void refusesWhoMayNotInIamsWords() {
        assertThat(new ElbClient(sandbox, Identities.NOBODY)
                        .refusal("CreateTargetGroup", "Name=shop", "Protocol=HTTP", "Port=80", "VpcId=vpc-1"))
                .isEqualTo("AccessDenied: User: arn:aws:iam::123456789012:user/nobody is not authorized to perform:"
                        + " elasticloadbalancing:CreateTargetGroup on resource: " + GONE + "targetgroup/shop/*"
                        + " because no identity-based policy allows the elasticloadbalancing:CreateTargetGroup action");
        assertThat(new ElbClient(sandbox, "AKIAUNKNOWNUNKNOWNXX")
                        .send("DescribeListeners")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void refusesWhatItDoesNotImplement() {
        assertThat(elb.refusal("DescribeTrustStores", "Names.member.1=a"))
                .isEqualTo(
                        "NotImplementedBySandbox: The sandbox does not implement elasticloadbalancing:DescribeTrustStores.");
        assertThat(elb.refusal("DescribeLoadBalancers", "PageSize=1"))
                .contains("the parameter 'PageSize' of elasticloadbalancing:DescribeLoadBalancers");
    }

    @Test
    void logsWhatChangesSomething() {
        elb.createLoadBalancer("shop");
        elb.call("DescribeLoadBalancers");

        assertThat(sandbox.requestLog().writes()).containsExactly("elasticloadbalancing:CreateLoadBalancer");
    }
}
