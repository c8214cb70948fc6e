package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.stack.Capacity;
import io.github.ecsmaven.stack.ClusterChoice;
import io.github.ecsmaven.stack.ExistingPieces;
import io.github.ecsmaven.stack.LoadBalancing;
import io.github.ecsmaven.stack.LoadBalancing.ExistingListener;
import io.github.ecsmaven.stack.LoadBalancing.ExistingLoadBalancer;
import io.github.ecsmaven.stack.LoadBalancing.ExistingTargetGroup;
import io.github.ecsmaven.stack.LoadBalancing.NewLoadBalancer;
import io.github.ecsmaven.stack.LogGroup;
import io.github.ecsmaven.stack.Network.Subnet;
import io.github.ecsmaven.stack.Scaling;
import io.github.ecsmaven.stack.ServiceBlueprint;
import io.github.ecsmaven.stack.TaskBlueprint.ExecutionRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code <createService>} and the elements around it become, in goals that Maven itself fills. */
class NewServiceTest {
    private static final String NAMES = "<cluster>shop</cluster><service>orders</service>";
    private static final String SHORT =
            NAMES + "<createService>true</createService><containerPort>8080</containerPort>";
    private static final String LISTENER =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2";
    private static final String BALANCER =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/front/50dc6c495c0c9188";
    private static final String GROUP =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/old/73e2d6bc24d8a067";

    @TempDir
    private Path module;

    private DeployMojo goal(String xml) {
        return new ConfiguredGoal(module).withXml(xml).fill(DeployMojo.class);
    }

    private ServiceBlueprint blueprint(String xml) {
        return goal(xml)
                .newService()
                .orElseThrow()
                .toBlueprint(
                        ImageReference.parse("shop/orders:1.0"),
                        List.of(),
                        "com.acme:shop:1.0.0",
                        Optional.of("4f2c9e1"),
                        Optional.of("1.all"),
                        ExistingPieces.assumed());
    }

    private void assertRefused(String xml, String problem) {
        assertThatThrownBy(() -> goal(xml).targets()).hasMessageContaining(problem);
    }

    @Test
    void aContainerPortIsEnough() {
        ServiceBlueprint orders = blueprint(SHORT);

        assertThat(orders.cluster()).isEqualTo(new ClusterChoice.Existing("shop"));
        assertThat(orders.container().name()).isEqualTo("orders");
        assertThat(orders.container().port()).contains(8080);
        assertThat(orders.task().cpu()).isEqualTo("256");
        assertThat(orders.task().memory()).isEqualTo("512");
        assertThat(orders.task().platform()).isEqualTo(Platform.parse("linux/amd64"));
        assertThat(orders.task().executionRole()).isEqualTo(new ExecutionRole.Created());
        assertThat(orders.task().logGroup()).isEqualTo(new LogGroup.Created("/ecs/orders", 30));
        assertThat(orders.network().assignPublicIp()).isTrue();
        assertThat(orders.network().subnets()).hasSize(2);
        assertThat(orders.running().capacity()).isEqualTo(new Capacity.Fargate());
        NewLoadBalancer balancer = (NewLoadBalancer) orders.loadBalancing();
        assertThat(balancer.internal()).isFalse();
        assertThat(balancer.health()).isEqualTo(new LoadBalancing.HealthCheck("/", 60));
        assertThat(orders.tags())
                .containsEntry("ecs-maven-plugin:service", "shop/orders")
                .containsEntry("ecs-maven-plugin:maven", "com.acme:shop:1.0.0")
                .containsEntry("ecs-maven-plugin:commit", "4f2c9e1");
    }

    @Test
    void everyPieceCanBeSaid() {
        ServiceBlueprint orders = blueprint(
                SHORT
                        + """
                <createCluster>true</createCluster><container>app</container><cpu>.5 vCPU</cpu><memory>1 GB</memory>
                <environment><LEVEL>debug</LEVEL></environment><containerSecrets><KEY>/shop/key</KEY></containerSecrets>
                <command><arg>serve</arg></command>
                <loadBalancer><healthCheckPath>/health</healthCheckPath><scheme>internal</scheme><port>8443</port>
                <host>orders.example.com</host><healthCheckGracePeriod>90</healthCheckGracePeriod>
                <certificate>arn:aws:acm:eu-west-1:123456789012:certificate/6b1f</certificate></loadBalancer>
                <vpc>vpc-0a1b2c3d4e5f67890</vpc>
                <subnets><subnet>subnet-0a1b2c3d4e5f67890</subnet><subnet>subnet-1a2b3c4d5e6f78901</subnet></subnets>
                <securityGroups><securityGroup>sg-0a1b2c3d4e5f67890</securityGroup></securityGroups>
                <capacityProviders><capacityProvider><name>FARGATE_SPOT</name><weight>3</weight></capacityProvider>
                <capacityProvider><name>FARGATE</name><base>1</base></capacityProvider></capacityProviders>
                <autoscaling><max>6</max><requests>1000</requests></autoscaling>
                <taskRole>arn:aws:iam::123456789012:role/orders</taskRole>
                <executionRole>arn:aws:iam::123456789012:role/execution</executionRole>
                <logRetention>7</logRetention><stackTags><team>orders</team></stackTags>
                """);

        assertThat(orders.cluster()).isEqualTo(new ClusterChoice.Created("shop"));
        assertThat(orders.container().name()).isEqualTo("app");
        assertThat(orders.container().environment()).containsEntry("LEVEL", "debug");
        assertThat(orders.container().secrets()).containsOnlyKeys("KEY");
        assertThat(orders.container().command()).contains(List.of("serve"));
        assertThat(orders.task().cpu()).isEqualTo("512");
        assertThat(orders.task().memory()).isEqualTo("1024");
        assertThat(orders.network().vpc()).contains("vpc-0a1b2c3d4e5f67890");
        assertThat(orders.network().assignPublicIp()).isFalse();
        assertThat(orders.network().securityGroups()).containsExactly("sg-0a1b2c3d4e5f67890");
        NewLoadBalancer balancer = (NewLoadBalancer) orders.loadBalancing();
        assertThat(balancer.internal()).isTrue();
        assertThat(balancer.health()).isEqualTo(new LoadBalancing.HealthCheck("/health", 90));
        assertThat(balancer.listener().port()).contains(8443);
        assertThat(balancer.listener().host()).contains("orders.example.com");
        assertThat(balancer.listener().certificate()).isPresent();
        assertThat(orders.running().capacity())
                .isEqualTo(new Capacity.Providers(
                        List.of(new Capacity.Provider("FARGATE_SPOT", 0, 3), new Capacity.Provider("FARGATE", 1, 1))));
        assertThat(orders.running().scaling()).contains(new Scaling(1, 6, new Scaling.Target.Requests(1000)));
        assertThat(orders.task().taskRole()).contains("arn:aws:iam::123456789012:role/orders");
        assertThat(orders.task().executionRole())
                .isEqualTo(new ExecutionRole.Existing("arn:aws:iam::123456789012:role/execution"));
        assertThat(orders.task().logGroup()).isEqualTo(new LogGroup.Created("/ecs/orders", 7));
        assertThat(orders.tags()).containsEntry("team", "orders");
    }

    @Test
    void theCommandLineSaysItToo() {
        DeployMojo goal = new ConfiguredGoal(module)
                .withXml(NAMES)
                .with("ecs.createService", "true")
                .with("ecs.containerPort", "9090")
                .with("ecs.loadBalancer.healthCheckPath", "/ready")
                .with("ecs.autoscaling.max", "3")
                .with("ecs.autoscaling.cpu", "50")
                .with("ecs.smokeTest.path", "/ready")
                .fill(DeployMojo.class);

        NewService orders = goal.newService().orElseThrow();
        assertThat(orders.port()).contains(9090);
        assertThat(orders.scaling()).contains(new Scaling(1, 3, new Scaling.Target.Cpu(50)));
        assertThat(goal.smokeTest().orElseThrow().path()).isEqualTo("/ready");
    }

    @Test
    void aServiceThatNothingConnectsToNeedsNoPort() {
        ServiceBlueprint worker = blueprint(
                NAMES + "<createService>true</createService><loadBalancer><scheme>none</scheme></loadBalancer>");

        assertThat(worker.loadBalancing()).isInstanceOf(LoadBalancing.None.class);
        assertThat(worker.container().port()).isEmpty();
    }

    @Test
    void whatExistsIsTaken() {
        assertThat(blueprint(SHORT + "<loadBalancer><arn>" + BALANCER + "</arn><port>8081</port></loadBalancer>")
                        .loadBalancing())
                .isInstanceOf(ExistingLoadBalancer.class);
        ExistingListener rule = (ExistingListener) blueprint(SHORT + "<loadBalancer><listener>" + LISTENER
                        + "</listener><priority>10</priority><paths><path>/orders/*</path></paths></loadBalancer>")
                .loadBalancing();
        assertThat(rule.rule()).isEqualTo(new LoadBalancing.Rule(10, List.of(), List.of("/orders/*")));
        assertThat(blueprint(SHORT + "<loadBalancer><targetGroup>" + GROUP + "</targetGroup></loadBalancer>")
                        .loadBalancing())
                .isInstanceOf(ExistingTargetGroup.class);
        assertThat(blueprint(SHORT + "<logGroup>/team/logs</logGroup>").task().logGroup())
                .isEqualTo(new LogGroup.Existing("/team/logs"));
    }

    @Test
    void onInstancesNoAddressIsAsked() {
        ServiceBlueprint orders = blueprint(SHORT
                + "<launchType>EC2</launchType><networkMode>bridge</networkMode>"
                + "<loadBalancer><subnets><subnet>subnet-0a1b2c3d4e5f67890</subnet><subnet>subnet-1a2b3c4d5e6f78901</subnet>"
                + "</subnets></loadBalancer>");

        assertThat(orders.network().vpc()).isPresent();
        assertThat(orders.network().assignPublicIp()).isFalse();
        assertThat(orders.running().capacity()).isEqualTo(new Capacity.Ec2());
    }

    @Test
    void theImagesPlatformIsTheTasks() {
        NewService orders = goal(SHORT).newService().orElseThrow();
        ImageReference image = ImageReference.parse("shop/orders:1.0");
        Platform arm = Platform.parse("linux/arm64");

        assertThat(orders.toBlueprint(
                                image,
                                List.of(arm),
                                "a:b:1",
                                Optional.empty(),
                                Optional.empty(),
                                ExistingPieces.assumed())
                        .task()
                        .platform())
                .isEqualTo(arm);
        assertThat(orders.toBlueprint(
                                image,
                                List.of(arm, Platform.parse("linux/amd64")),
                                "a:b:1",
                                Optional.empty(),
                                Optional.empty(),
                                ExistingPieces.assumed())
                        .task()
                        .platform())
                .isEqualTo(Platform.parse("linux/amd64"));
    }

    @Test
    void subnetsThatAreNamedAreNotLookedUpWithTheirVpc() {
        ServiceBlueprint orders = blueprint(SHORT
                + "<subnets><subnet>subnet-0a1b2c3d4e5f67890</subnet><subnet>subnet-1a2b3c4d5e6f78901</subnet></subnets>"
                + "<assignPublicIp>true</assignPublicIp>");

        assertThat(orders.network().subnets())
                .extracting(Subnet::id)
                .containsExactly("subnet-0a1b2c3d4e5f67890", "subnet-1a2b3c4d5e6f78901");
        assertThat(orders.network().assignPublicIp()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <containerPort>80</containerPort> | <containerPort> does nothing without <createService>
                    <logRetention>7</logRetention><vpc>vpc-0a1b2c3d</vpc> | <vpc>, <logRetention> do nothing without
                    <loadBalancer><port>80</port></loadBalancer> | <loadBalancer> does nothing without <createService>
                    <smokeTest><path>/</path></smokeTest> | <smokeTest> does nothing without <createService>
                    <autoscaling><max>2</max></autoscaling> | <autoscaling> does nothing without <createService>
                    """)
    void elementsOfTheBlockDoNothingAlone(String xml, String problem) {
        assertRefused(NAMES + xml, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <express><healthCheckPath>/</healthCheckPath></express> | <createService> cannot go with <express>
                    <taskDefinition>shop:1</taskDefinition> | <taskDefinition> cannot go with <createService>
                    <services><service><name>a</name></service></services> | <services> cannot go with <createService>
                    <preDeployTask><command><arg>a</arg></command></preDeployTask> | <preDeployTask> cannot go with
                    <containers><container><name>a</name></container></containers> | <containers> cannot go with
                    <logOptions><mode>non-blocking</mode></logOptions> | <logOptions> cannot go with <createService>
                    <logGroup>/a</logGroup><logRetention>7</logRetention> | <logRetention> does nothing
                    <logRetention>8</logRetention> | <logRetention> is 8 days
                    <cpu>256</cpu><memory>4096</memory> | Fargate has no task with <cpu>256</cpu>
                    <launchType>FARGATE</launchType><capacityProviders><capacityProvider><name>FARGATE</name></capacityProvider></capacityProviders> | both set
                    <launchType>EXTERNAL</launchType> | <launchType> is 'EXTERNAL'
                    <launchType>EC2</launchType> | need <networkMode>
                    <networkMode>none</networkMode> | <networkMode> is 'none'
                    <autoscaling><min>1</min><cpu>50</cpu></autoscaling> | <autoscaling> has no <max>
                    <autoscaling><max>2</max></autoscaling> | neither <cpu> nor <requests>
                    <autoscaling><max>2</max><cpu>50</cpu><requests>9</requests></autoscaling> | both <cpu> and <requests>
                    <autoscaling><max>2</max><cpu>50</cpu></autoscaling><desiredCount>2</desiredCount> | <desiredCount> would undo
                    <loadBalancer><scheme>public</scheme></loadBalancer> | <scheme> is 'public'
                    <loadBalancer><certificate>nonsense</certificate></loadBalancer> | <certificate> is 'nonsense'
                    <loadBalancer><priority>1</priority></loadBalancer> | <loadBalancer><priority> does nothing
                    <stackTags><ecs-maven-plugin:service>a</ecs-maven-plugin:service></stackTags> | the plugin knows what is its own
                    """)
    void whatCannotBeIsRefusedBeforeAnythingIsAsked(String xml, String problem) {
        assertRefused(SHORT + xml, problem);
    }

    @Test
    void creationNeedsNamesAndPort() {
        assertRefused("<createService>true</createService>", "<cluster> and <service> are not");
        assertRefused(NAMES + "<createService>true</createService>", "<containerPort> is not");
        assertRefused(
                SHORT.replace(
                        "<cluster>shop",
                        "<createCluster>true</createCluster><cluster>arn:aws:ecs:eu-west-1:1:cluster/shop"),
                "is the ARN of a cluster that exists");
    }

    @Test
    void withoutALoadBalancerThereIsNoCertificate() {
        assertRefused(
                SHORT
                        + "<loadBalancer><scheme>none</scheme>"
                        + "<certificate>arn:aws:acm:eu-west-1:123456789012:certificate/6b1f</certificate></loadBalancer>",
                "makes no load balancer, so <loadBalancer><certificate> does nothing");
        assertRefused(
                SHORT + "<loadBalancer><listener>" + LISTENER + "</listener></loadBalancer>", "set without <priority>");
        assertRefused(
                SHORT + "<loadBalancer><targetGroup>" + GROUP + "</targetGroup><healthCheckPath>/a</healthCheckPath>"
                        + "</loadBalancer>",
                "<loadBalancer><healthCheckPath> does nothing");
    }

    @Test
    void aSmokeTestNeedsAPathAStatusAndTime() {
        String test = SHORT + "<smokeTest>%s</smokeTest>";
        assertThatThrownBy(() -> goal(test.formatted("<path>health</path>")).smokeTest())
                .hasMessageContaining("<smokeTest><path> is 'health'");
        assertThatThrownBy(() -> goal(test.formatted("<status>20</status>")).smokeTest())
                .hasMessageContaining("<smokeTest><status> is 20");
        assertThatThrownBy(() -> goal(test.formatted("<timeout>0</timeout>")).smokeTest())
                .hasMessageContaining("<smokeTest><timeout> is 0");
        assertThat(goal(SHORT).smokeTest()).isEmpty();
    }
}
