package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.iam.PushPermissions;
import io.github.ecsmaven.sandbox.IamPolicy;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.ecs.Behaviour;
import io.github.ecsmaven.sandbox.ecs.DockerTasks;
import io.github.ecsmaven.sandbox.ecs.EcsOptions;
import io.github.ecsmaven.sandbox.ecs.EcsSandbox;
import io.github.ecsmaven.sandbox.ecs.LiveShop;
import io.github.ecsmaven.sandbox.ecs.ScriptedTasks;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The goals, with a real engine, as a user who may do nothing but what {@code ecs:iam-policy} says for the goal's stage; the sandbox
 * weighs each request's action, resources and condition keys against that policy.
 */
@Tag("engine")
@Timeout(120)
class LeastPolicyEngineTest {
    private static final String SERVICE = "<cluster>prod</cluster><service>shop</service>";
    private static final String LIFECYCLE =
            """
            <lifecycle><rules><rule><selection>any</selection><maximumNumberOfImages>9</maximumNumberOfImages></rule></rules>
            </lifecycle>""";
    private static final String DEFINITION =
            """
            {"family": "shop", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
             "memory": "512", "executionRoleArn": "ecsTaskExecutionRole", "containerDefinitions": [
               {"name": "app", "image": "@image@", "portMappings": [{"containerPort": 8080}],
                "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/shop",
                  "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "web"}}}]}""";

    private final SystemProperties properties = new SystemProperties();
    private final ScriptedTasks tasks = new ScriptedTasks();
    private final List<EcsSandbox> ecs = new ArrayList<>();
    private final List<IamPolicy> policies = new ArrayList<>();
    private final Set<String> granted = new TreeSet<>();
    private Sandbox sandbox;

    @TempDir
    private Path module;

    @BeforeEach
    void open() throws IOException {
        properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
        sandbox = Sandbox.start(SandboxOptions.defaults().withService(joined -> {
            EcsSandbox service = new EcsSandbox(EcsOptions.in(joined).withTasks(tasks));
            ecs.add(service);
            return service;
        }));
        sandbox.logs().seedGroup("/ecs/shop");
        sandbox.ecr().createRepository("before");
        sandbox.ecr().seedImage("before", sandbox.clock().instant(), "1");
        ecs.get(0).seedCluster("prod");
        String revision =
                ecs.get(0).seedTaskDefinition(DEFINITION.replace("@image@", sandbox.registry() + "/before:1"));
        String group = sandbox.elb().seedWebService("shop", LiveShop.freePort());
        ecs.get(0)
                .seedService(
                        """
                        {"cluster": "prod", "serviceName": "shop", "taskDefinition": "%s", "desiredCount": 1,
                         "launchType": "FARGATE", "networkConfiguration": {"awsvpcConfiguration": {
                            "subnets": ["subnet-0a1b2c3d4e5f67890"], "securityGroups": ["sg-0a1b2c3d4e5f67890"]}},
                         "loadBalancers": [{"targetGroupArn": "%s", "containerName": "app", "containerPort": 8080}],
                         "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true}}}"""
                                .formatted(revision, group));
        Files.writeString(module.resolve("random.txt"), UUID.randomUUID().toString());
        Files.writeString(module.resolve("Dockerfile"), "FROM scratch\nCOPY random.txt /\n");
    }

    @AfterEach
    void close() throws IOException {
        String registry = sandbox.registry();
        sandbox.close();
        properties.close();
        remove(registry + "/");
        remove("least-policy/");
    }

    /** Takes images out of the engine under all names that have this in them. */
    private static void remove(String part) throws IOException {
        try (DockerClient docker = DockerTasks.connect()) {
            docker.listImagesCmd().exec().stream()
                    .filter(image -> image.getRepoTags() != null)
                    .flatMap(image -> Arrays.stream(image.getRepoTags()))
                    .filter(name -> name.contains(part))
                    .forEach(name -> docker.removeImageCmd(name).withForce(true).exec());
        }
    }

    private ConfiguredGoal goal(String xml) {
        return new ConfiguredGoal(module)
                .withXml(xml)
                .with("ecs.region", sandbox.region())
                .with("ecs.endpoint", sandbox.endpoint().toString())
                .with("ecs.ecrRegistries", sandbox.registry());
    }

    /** Writes the policies, as somebody who may look at everything. */
    private void writePolicies(String xml) throws Exception {
        sandbox.identities().addUser(Identities.CI, "ci", Set.of());
        goal(xml).fill(IamPolicyMojo.class).execute();
    }

    /** Runs a goal as somebody who has the policy of a stage and no other. */
    private void run(Class<? extends AbstractEcsMojo> mojo, String xml, String stage) throws Exception {
        Path file = module.resolve("target/ecs/iam-policy-" + stage + ".json");
        IamPolicy policy =
                sandbox.identities().restrict(Identities.CI, Files.exists(file) ? Files.readString(file) : "{}");
        policies.add(policy);
        granted.addAll(policy.actions());
        goal(xml).fill(mojo).execute();
    }

    private List<String> refused() {
        return policies.stream().flatMap(policy -> policy.refused().stream()).toList();
    }

    private Set<String> used() {
        Set<String> used = new TreeSet<>();
        policies.forEach(policy -> used.addAll(policy.used()));
        return used;
    }

    @Test
    void aFirstDeploymentAndItsWayBackNeedWhatThePolicySaysAndAllOfIt() throws Exception {
        String xml = SERVICE + "<repository>least-policy/shop</repository>" + LIFECYCLE;
        writePolicies(xml);

        run(BuildMojo.class, xml, "build");
        run(PushMojo.class, xml, "push");
        // So many that one goes, for only then it is looked who uses it.
        for (int number = 1; number <= 9; number++) {
            sandbox.ecr()
                    .seedImage(
                            "least-policy/shop",
                            sandbox.clock().instant().minus(Duration.ofDays(number)),
                            "0." + number);
        }
        run(LifecycleMojo.class, xml, "push");
        run(DeployMojo.class, xml, "deploy");
        run(StatusMojo.class, xml, "deploy");
        run(RollbackMojo.class, xml, "deploy");

        assertThat(refused()).isEmpty();
        // Logs and stopped tasks are read when something fails: the next test's.
        assertThat(granted)
                .containsAll(used())
                .filteredOn(action -> !used().contains(action))
                .containsExactly("logs:GetLogEvents");
    }

    @Test
    void whatIsConfiguredBesidesAndAFailureNeedWhatThePolicySaysAndAllOfIt() throws Exception {
        sandbox.ecr().createRepository("least-policy/shop");
        Files.writeString(
                module.resolve("policy.json"),
                """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}]}""");
        Files.writeString(module.resolve("task.json"), DEFINITION.replace("@image@", "@ecs.image.uri@"));
        String xml = SERVICE
                + """
                <repository>least-policy/shop</repository><createRepository>false</createRepository>
                <imageTagMutability>IMMUTABLE</imageTagMutability><scanOnPush>true</scanOnPush>
                <repositoryTags><team>shop</team></repositoryTags>
                <repositoryPolicyFile>policy.json</repositoryPolicyFile>
                <taskDefinition>task.json</taskDefinition>
                <preDeployTask><command><arg>migrate</arg></command></preDeployTask>
                <onTimeout>rollback</onTimeout>
                """;
        writePolicies(xml);
        // As the first task it is the migration and succeeds, as those of the service it crashes.
        AtomicInteger started = new AtomicInteger();
        Behaviour migrates = Behaviour.exitsAfter(Duration.ofMillis(300), 0).writing("migrated");
        Behaviour crashes = Behaviour.exitsAfter(Duration.ofMillis(300), 7).writing("no database");
        tasks.when(container -> container.image().contains("least-policy") && started.incrementAndGet() == 1, migrates);
        tasks.when(container -> container.image().contains("least-policy") && started.get() > 1, crashes);

        run(BuildMojo.class, xml, "build");
        run(PushMojo.class, xml, "push");
        assertThatThrownBy(() -> run(DeployMojo.class, xml, "deploy")).hasMessageContaining("no database");

        assertThat(refused()).isEmpty();
        assertThat(granted)
                .containsAll(used())
                .filteredOn(action -> !used().contains(action))
                .isSubsetOf(
                        "ecs:StopServiceDeployment",
                        "ecs:DescribeServiceRevisions",
                        "elasticloadbalancing:DescribeListeners",
                        "elasticloadbalancing:DescribeLoadBalancers",
                        "elasticloadbalancing:DescribeTargetGroups");
        assertThat(used()).contains("ecs:RunTask", "ecs:ListTasks", "ecs:DescribeTasks", "logs:GetLogEvents");
    }

    @Test
    void aDeploymentThatIsStoppedIsAllowedToBe() throws Exception {
        sandbox.ecr().createRepository("sick");
        sandbox.ecr().seedImage("sick", sandbox.clock().instant(), "1");
        tasks.whenImageContains("/sick", Behaviour.neverHealthy());
        String xml = SERVICE + "<image>" + sandbox.registry() + "/sick:1</image>"
                + "<waitTimeout>1</waitTimeout><onTimeout>rollback</onTimeout>";
        writePolicies(xml);

        assertThatThrownBy(() -> run(DeployMojo.class, xml, "deploy"))
                .hasMessageContaining("This build asked for that");

        assertThat(refused()).isEmpty();
        assertThat(used()).contains("ecs:StopServiceDeployment", "ecr:GetDownloadUrlForLayer");
    }

    @Test
    void aPrivateBaseImageIsPulledWithThePolicyOfTheBuild() throws Exception {
        String base = "<repository>least-policy/base</repository><builder>classic</builder>";
        goal(base).fill(BuildMojo.class).execute();
        goal(base).fill(PushMojo.class).execute();
        remove("least-policy/base:");
        Files.writeString(
                module.resolve("Dockerfile"),
                "FROM " + sandbox.registry() + "/least-policy/base:1.0.0\nCOPY random.txt /again.txt\n");
        String xml = "<repository>least-policy/shop</repository>";
        writePolicies(xml);

        run(BuildMojo.class, xml, "build");

        assertThat(refused()).isEmpty();
        assertThat(used())
                .containsExactly("ecr:BatchGetImage", "ecr:GetAuthorizationToken", "ecr:GetDownloadUrlForLayer")
                .isEqualTo(granted);
    }

    @Test
    void whereAStatementIsMissingTheErrorPrintsTheOneThatHelps() throws Exception {
        String xml = "<repository>least-policy/shop</repository>";
        writePolicies(xml);
        run(BuildMojo.class, xml, "build");
        Path push = module.resolve("target/ecs/iam-policy-push.json");
        String whole = Files.readString(push);
        Files.writeString(push, whole.replace("\"ecr:UploadLayerPart\"", "\"ecr:Nothing\""));

        assertThatThrownBy(() -> run(PushMojo.class, xml, "push"))
                .hasMessageContaining("is not authorized to perform: ecr:UploadLayerPart")
                .hasMessageContaining("[\"" + String.join("\", \"", PushPermissions.PUSH) + "\"]")
                .hasMessageContaining(
                        "\"Resource\": \"arn:aws:ecr:eu-west-1:123456789012:repository/least-policy/shop\"");
    }
}
