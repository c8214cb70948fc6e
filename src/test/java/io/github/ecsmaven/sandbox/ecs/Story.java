package io.github.ecsmaven.sandbox.ecs;

import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.elb.ElbSandbox;
import io.github.ecsmaven.sandbox.elb.TargetGroup;
import io.github.ecsmaven.sandbox.logs.LogsSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;

/** Cluster {@code prod} with a sandbox on a clock that only the story moves, seen through the SDK's client. */
final class Story implements AutoCloseable {
    static final String CLUSTER = "prod";
    static final String SHOP = "shop";

    /** The only role of the account. */
    static final String EXECUTION_ROLE = "arn:aws:iam::123456789012:role/shop-execution";

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
    final ScriptedTasks tasks = new ScriptedTasks();
    final KnownImages images = KnownImages.all();
    final ElbSandbox elb = new ElbSandbox("123456789012", "eu-west-1", clock, new Vpc("eu-west-1"));
    final LogsSandbox logs = new LogsSandbox("123456789012", "eu-west-1", clock);
    /** IAM actions that the policies of that role do not allow. */
    List<String> deniedToRole = List.of();

    final EcsSandbox sandbox = new EcsSandbox(EcsOptions.defaults()
            .withClock(clock)
            .withTasks(tasks)
            .withImages(images)
            .withTargetGroups(elb)
            .withRoles(new Roles())
            .withLogs(logs));
    final EcsClient ecs = InProcess.client(sandbox);

    private final class Roles implements TaskRoles {
        @Override
        public boolean trustEcs(String roleArn) {
            return roleArn.equals(EXECUTION_ROLE);
        }

        @Override
        public Set<String> deniedActions(String roleArn) {
            return Set.copyOf(deniedToRole);
        }
    }

    Story() {
        sandbox.seedCluster(CLUSTER);
    }

    /** A Fargate definition with one container of that image and port 8080. */
    static String definition(String image) {
        return definition(image, "");
    }

    /** @param more members of the container, such as {@code ,"healthCheck":{…}} */
    static String definition(String image, String more) {
        return """
                {"family":"shop","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"256","memory":"512",
                 "executionRoleArn":"arn:aws:iam::123456789012:role/shop-execution",
                 "containerDefinitions":[{"name":"shop","image":"%s","portMappings":[{"containerPort":8080}]%s}]}"""
                .formatted(image, more);
    }

    static final String CHECKED =
            """
            ,"healthCheck":{"command":["CMD-SHELL","true"],"interval":5,"retries":2}""";

    /** The service shop, in a steady state. */
    Story withShop(int desiredCount) {
        sandbox.seedService(CLUSTER, SHOP, definition("shop:1"), desiredCount);
        return this;
    }

    /** The service shop behind a load balancer, in a steady state; answers the ARN of its target group. */
    String withBalancedShop(int desiredCount) {
        String arn = elb.seedWebService(SHOP, 80);
        sandbox.seedTaskDefinition(definition("shop:1"));
        sandbox.seedService(balanced(arn, SHOP, desiredCount));
        return arn;
    }

    /** A CreateService request for Fargate. */
    static String balanced(String targetGroup, String service, int desiredCount) {
        return """
                {"cluster":"prod","serviceName":"%s","taskDefinition":"shop","desiredCount":%d,"launchType":"FARGATE",
                 "networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-0a1b2c3d4e5f67890"]}},
                 "loadBalancers":[{"targetGroupArn":"%s","containerName":"shop","containerPort":8080}]}"""
                .formatted(service, desiredCount, targetGroup);
    }

    TargetGroup targetGroup(String arn) {
        return elb.find(arn).orElseThrow();
    }

    /** Circuit breaker and percentages for the service shop. */
    Story configured(boolean breaker, boolean rollback) {
        ecs.updateService(r -> r.cluster(CLUSTER).service(SHOP).deploymentConfiguration(breaker(breaker, rollback)));
        return this;
    }

    static DeploymentConfiguration breaker(boolean enable, boolean rollback) {
        return DeploymentConfiguration.builder()
                .deploymentCircuitBreaker(b -> b.enable(enable).rollback(rollback))
                .build();
    }

    /** Registers another revision and updates the service to it; answers the id of the new deployment. */
    String deploy(String image) {
        return deploy(image, "");
    }

    String deploy(String image, String more) {
        String revision = sandbox.seedTaskDefinition(definition(image, more));
        return ecs.updateService(r -> r.cluster(CLUSTER).service(SHOP).taskDefinition(revision))
                .service()
                .deployments()
                .get(0)
                .id();
    }

    void pass(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    Service shop() {
        return ecs.describeServices(r -> r.cluster(CLUSTER).services(SHOP))
                .services()
                .get(0);
    }

    List<String> images(List<Task> tasks) {
        return tasks.stream().map(task -> task.containers().get(0).image()).toList();
    }

    Deployment primary() {
        return shop().deployments().get(0);
    }

    ServiceDeployment serviceDeployment() {
        String arn = shop().currentServiceDeployment();
        return ecs.describeServiceDeployments(r -> r.serviceDeploymentArns(arn))
                .serviceDeployments()
                .get(0);
    }

    List<String> events() {
        return shop().events().stream().map(ServiceEvent::message).toList();
    }

    List<Task> tasks(DesiredStatus desired) {
        List<String> arns = ecs.listTasks(
                        r -> r.cluster(CLUSTER).serviceName(SHOP).desiredStatus(desired))
                .taskArns();
        return arns.isEmpty()
                ? List.of()
                : ecs.describeTasks(r -> r.cluster(CLUSTER).tasks(arns)).tasks();
    }

    List<Task> running() {
        return tasks(DesiredStatus.RUNNING);
    }

    List<Task> stopped() {
        return tasks(DesiredStatus.STOPPED);
    }

    @Override
    public void close() {
        ecs.close();
        sandbox.close();
    }
}
