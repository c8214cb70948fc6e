package io.github.ecsmaven.mojo;

import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.ecs.EcsOptions;
import io.github.ecsmaven.sandbox.ecs.EcsSandbox;
import io.github.ecsmaven.sandbox.elb.TargetGroup;
import io.github.ecsmaven.sandbox.sts.Identities;
import io.github.ecsmaven.sandbox.sts.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;

/** A Fargate service of the sandbox with all that a task can need, which nothing is wrong with until a test plants a fault. */
final class VerifiedShop implements AutoCloseable {
    static final String TASK_ROLE = "arn:aws:iam::123456789012:role/shop-task";
    static final String EXECUTION_ROLE = "arn:aws:iam::123456789012:role/ecsTaskExecutionRole";

    static final String DEFINITION =
            """
            {"family": "shop", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
             "memory": "512", "executionRoleArn": "ecsTaskExecutionRole", "taskRoleArn": "arn:aws:iam::123456789012:role/shop-task",
             "containerDefinitions": [
               {"name": "app", "image": "@image@", "portMappings": [{"containerPort": 8080}],
                "secrets": [
                  {"name": "DB_PASSWORD",
                   "valueFrom": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-db-AbCdEf:password:AWSCURRENT:"},
                  {"name": "API_KEY", "valueFrom": "/shop/api-key"}],
                "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/shop",
                  "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "web"}}}]}""";

    final Sandbox sandbox;
    final String targetGroup;
    private final Path module;
    private final SystemProperties properties = new SystemProperties();
    private final List<EcsSandbox> ecs = new ArrayList<>();
    private String xml = "<cluster>prod</cluster><service>shop</service>";
    private String log = "";

    VerifiedShop(Path module) throws IOException {
        this.module = module;
        properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
        sandbox = Sandbox.start(SandboxOptions.defaults().withService(joined -> {
            EcsSandbox service = new EcsSandbox(EcsOptions.in(joined));
            ecs.add(service);
            return service;
        }));
        Files.writeString(module.resolve("Dockerfile"), "FROM scratch\n");
        sandbox.ecr().createRepository("shop");
        sandbox.ecr().seedImage("shop", sandbox.clock().instant(), "0.9");
        sandbox.identities().addRole("shop-task", Set.of(), Trust.inNobody().andService(Trust.ECS_TASKS));
        sandbox.secrets().seedSecret("shop-db");
        sandbox.ssm().seedParameter("/shop/api-key");
        sandbox.logs().seedGroup("/ecs/shop");
        sandbox.alarms().seedAlarm("shop-errors", "OK");
        targetGroup = sandbox.elb()
                .seedWebService("shop", 80, Map.of("HealthCheckIntervalSeconds", "10", "HealthyThresholdCount", "2"));
        group().set("deregistration_delay.timeout_seconds", "30");
        ecs().seedCluster("prod");
        service("shop", DEFINITION, "FARGATE", SUBNETS, targetGroup);
    }

    static final String SUBNETS =
            """
            "networkConfiguration": {"awsvpcConfiguration": {"assignPublicIp": "DISABLED",
              "subnets": ["subnet-0a1b2c3d4e5f67890", "subnet-1a2b3c4d5e6f78901"], "securityGroups": ["sg-0a1b2c3d4e5f67890"]}},""";

    EcsSandbox ecs() {
        return ecs.get(0);
    }

    TargetGroup group() {
        return sandbox.elb().find(targetGroup).orElseThrow();
    }

    String definition() {
        return DEFINITION.replace("@image@", sandbox.registry() + "/shop:0.9");
    }

    /** A further service in the cluster. */
    void service(String name, String definition, String launchType, String network, String group) {
        String revision = ecs().seedTaskDefinition(definition.replace("@image@", sandbox.registry() + "/shop:0.9"));
        ecs().seedService(
                        """
                        {"cluster": "prod", "serviceName": "%s", "taskDefinition": "%s", "desiredCount": 1,
                         "launchType": "%s", %s
                         "loadBalancers": [{"targetGroupArn": "%s", "containerName": "app", "containerPort": 8080}],
                         "deploymentConfiguration": {"alarms": {"alarmNames": ["shop-errors"], "enable": true, "rollback": true}}}"""
                                .formatted(name, revision, launchType, network, group));
    }

    /** What stands in the POM's configuration instead. */
    VerifiedShop configured(String elements) {
        xml = elements;
        return this;
    }

    /** What stands there besides. */
    VerifiedShop with(String elements) {
        xml += elements;
        return this;
    }

    /** The CI's identity may not do this. */
    VerifiedShop denying(String... actions) {
        sandbox.identities().addUser(Identities.CI, "ci", Set.of(actions));
        return this;
    }

    ConfiguredGoal goal() {
        return new ConfiguredGoal(module)
                .withXml(xml)
                .with("ecs.region", sandbox.region())
                .with("ecs.endpoint", sandbox.endpoint().toString())
                .with("ecs.ecrRegistries", sandbox.registry());
    }

    /** Runs the goal without a look at the builder, which is the machine's and not the sandbox's; gives the log. */
    String verify() throws Exception {
        return verify(goal().with("ecs.build.skip", "true"));
    }

    /** Runs the goal; an error becomes the log's last lines. */
    String verify(ConfiguredGoal configured) throws Exception {
        VerifyMojo goal = configured.fill(VerifyMojo.class);
        RecordingLog recording = new RecordingLog(new Terminal());
        goal.setLog(recording);
        try {
            goal.execute();
            log = recording.text();
        } catch (MojoFailureException e) {
            log = recording.text() + "[FAILURE] " + e.getMessage() + "\n";
        }
        return log;
    }

    /** What {@link #verify()} finds, without the remedies: {@code would fail: There is no …}. */
    List<String> findings() throws Exception {
        return verify().lines()
                .filter(line -> line.matches("\\[\\w+\\] (would fail|warning|not checked):.*"))
                .map(line -> line.replaceFirst("\\[\\w+\\] ([a-z ]+): +", "$1: "))
                .toList();
    }

    /** What the goals read and write. */
    List<String> writes() {
        return sandbox.requestLog().writes();
    }

    @Override
    public void close() {
        sandbox.close();
        properties.close();
    }
}
