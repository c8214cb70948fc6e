package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.Image;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Task;

/** The whole sandbox: an image is pushed to its ECR by a real engine, and its ECS pulls and runs it there. */
@Tag("engine")
class EcsInDockerTest {
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withService(new EcsInDocker()));
    private final EcsClient ecs = EcsClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .endpointOverride(sandbox.endpoint())
            .region(Region.of(sandbox.region()))
            .credentialsProvider(StaticCredentialsProvider.create(SdkClients.user(Identities.CI)))
            .build();
    private final DockerClient docker = DockerTasks.connect();

    @AfterEach
    void leavesNothing() throws Exception {
        sandbox.close();
        ecs.close();
        List<Image> images = docker.listImagesCmd().exec();
        docker.close();
        assertThat(images).flatMap(EcsInDockerTest::names).noneMatch(name -> name.startsWith(sandbox.registry()));
    }

    private static List<String> names(Image image) {
        return Stream.of(image.getRepoTags(), image.getRepoDigests())
                .filter(names -> names != null)
                .flatMap(Stream::of)
                .toList();
    }

    /** Pushes and forgets an image that serves that page. */
    private void push(Path context, String image, String page) throws Exception {
        Files.copy(Path.of("/bin/busybox"), context.resolve("busybox"));
        Files.writeString(context.resolve("index.html"), page);
        Files.writeString(
                context.resolve("Dockerfile"),
                """
                FROM scratch
                COPY busybox /bin/busybox
                COPY index.html /www/index.html
                STOPSIGNAL SIGKILL
                CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]
                """);
        docker.buildImageCmd(context.toFile())
                .withTags(Set.of(image))
                .exec(new BuildImageResultCallback())
                .awaitImageId(60, TimeUnit.SECONDS);
        docker.pushImageCmd(image)
                .withAuthConfig(login())
                .exec(new ResultCallback.Adapter<>())
                .awaitCompletion(60, TimeUnit.SECONDS);
        docker.removeImageCmd(image).withForce(true).exec();
    }

    private AuthConfig login() {
        try (EcrClient ecr = SdkClients.ecr(sandbox)) {
            String token =
                    ecr.getAuthorizationToken().authorizationData().get(0).authorizationToken();
            String pair = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            return new AuthConfig()
                    .withRegistryAddress(sandbox.registry())
                    .withUsername("AWS")
                    .withPassword(pair.substring("AWS:".length()));
        }
    }

    private void createService(String image) {
        ecs.createCluster(r -> r.clusterName("prod"));
        ecs.registerTaskDefinition(r -> r.family("shop")
                .networkMode("awsvpc")
                .requiresCompatibilitiesWithStrings("FARGATE")
                .cpu("256")
                .memory("512")
                .executionRoleArn("arn:aws:iam::123456789012:role/ecsTaskExecutionRole")
                .containerDefinitions(c -> c.name("shop").image(image).portMappings(port -> port.containerPort(8080))));
        ecs.createService(r -> r.cluster("prod")
                .serviceName("shop")
                .taskDefinition("shop")
                .desiredCount(1)
                .launchType("FARGATE")
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890"))));
    }

    private Task awaitTask(DesiredStatus desired, String lastStatus) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            List<String> arns =
                    ecs.listTasks(r -> r.cluster("prod").desiredStatus(desired)).taskArns();
            List<Task> tasks = arns.isEmpty()
                    ? List.of()
                    : ecs.describeTasks(r -> r.cluster("prod").tasks(arns)).tasks();
            for (Task task : tasks) {
                if (task.lastStatus().equals(lastStatus)) {
                    return task;
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no task became " + lastStatus);
    }

    @Test
    void whatWasPushedRunsUnderItsDigest(@TempDir Path context) throws Exception {
        sandbox.ecr().createRepository("shop");
        String image = sandbox.registry() + "/shop:1";
        push(context, image, "open");
        createService(image);
        Task task = awaitTask(DesiredStatus.RUNNING, "RUNNING");

        assertThat(task.containers().get(0).imageDigest())
                .isEqualTo(sandbox.ecr().image("shop", "1").orElseThrow().digest());
        int port = task.containers().get(0).networkBindings().get(0).hostPort();
        try (InputStream page = URI.create("http://127.0.0.1:" + port).toURL().openStream()) {
            assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("open");
        }
    }

    @Test
    void whatWasNeverPushedCannotBePulled() throws Exception {
        createService(sandbox.registry() + "/shop:1");

        assertThat(awaitTask(DesiredStatus.STOPPED, "STOPPED").stoppedReason())
                .startsWith("CannotPullContainerError")
                .endsWith("/shop:1: not found");
    }
}
