package io.github.ecsmaven.sandbox.ecs;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.AuthConfig;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.Task;

/** The service shop of cluster prod as real containers, deployed and looked at over HTTP; what its containers write goes to {@value #GROUP}. */
public final class LiveShop implements AutoCloseable {
    public static final String GROUP = "/ecs/shop";
    public static final String SERVES = "echo open for $VISITORS; exec busybox httpd -f -p 8080 -h /www";
    public static final String CRASHES = "echo starting; echo no database >&2; exit 7";

    public final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withService(new EcsInDocker()));
    public final EcsClient ecs = SdkClients.ecs(sandbox);
    private final CloudWatchLogsClient logs = SdkClients.logs(sandbox);
    public final String image = sandbox.registry() + "/shop:1";

    /** @param context an empty directory */
    public LiveShop(Path context) throws Exception {
        sandbox.ecr().createRepository("shop");
        push(context);
        ecs.createCluster(r -> r.clusterName("prod"));
        logs.createLogGroup(r -> r.logGroupName(GROUP));
    }

    // The engine's cache makes all builds but the first short.
    private void push(Path context) throws Exception {
        Files.copy(Path.of("/bin/busybox"), context.resolve("busybox"));
        Files.writeString(context.resolve("index.html"), "open");
        Files.writeString(
                context.resolve("Dockerfile"),
                """
                FROM scratch
                COPY busybox /bin/busybox
                COPY busybox /bin/sh
                COPY index.html /www/index.html
                STOPSIGNAL SIGKILL
                """);
        try (DockerClient docker = DockerTasks.connect()) {
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

    /** Registers a revision whose container runs that in a shell; answers its ARN. */
    public String revision(String command) {
        return revision(command, image);
    }

    /** The same with another image than the one that was pushed. */
    public String revision(String command, String otherImage) {
        return ecs.registerTaskDefinition(r -> r.family("shop")
                        .networkMode("awsvpc")
                        .requiresCompatibilitiesWithStrings("FARGATE")
                        .cpu("256")
                        .memory("512")
                        .executionRoleArn("ecsTaskExecutionRole")
                        .containerDefinitions(c -> c.name("shop")
                                .image(otherImage)
                                .command("/bin/sh", "-c", command)
                                .environment(e -> e.name("VISITORS").value("all"))
                                .portMappings(port -> port.containerPort(8080))
                                .logConfiguration(l -> l.logDriver("awslogs")
                                        .options(Map.of(
                                                "awslogs-region",
                                                sandbox.region(),
                                                "awslogs-group",
                                                GROUP,
                                                "awslogs-stream-prefix",
                                                "web")))))
                .taskDefinition()
                .taskDefinitionArn();
    }

    /** Creates the service with the circuit breaker on; answers its first deployment's id. */
    public String create(String command, boolean rollback) {
        return create(revision(command), rollback, Optional.empty());
    }

    /** The same behind a target group. */
    public String create(String revision, boolean rollback, Optional<String> targetGroup) {
        CreateServiceRequest.Builder request = CreateServiceRequest.builder()
                .cluster("prod")
                .serviceName("shop")
                .taskDefinition(revision)
                .desiredCount(1)
                .launchType("FARGATE")
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890")))
                .deploymentConfiguration(Story.breaker(true, rollback));
        targetGroup.ifPresent(arn -> request.loadBalancers(
                l -> l.targetGroupArn(arn).containerName("shop").containerPort(8080)));
        return primaryOf(ecs.createService(request.build()).service());
    }

    /** Updates the service to a revision; answers the deployment's id. */
    public String deploy(String revision) {
        return primaryOf(
                ecs.updateService(r -> r.cluster("prod").service("shop").taskDefinition(revision))
                        .service());
    }

    private static String primaryOf(Service service) {
        return service.deployments().get(0).id();
    }

    Service service() {
        return ecs.describeServices(r -> r.cluster("prod").services("shop"))
                .services()
                .get(0);
    }

    /** The service deployment that a deployment belongs to, once it is visible. */
    ServiceDeployment of(String deployment) {
        String digits = deployment.substring("ecs-svc/".length());
        return await(
                () -> ecs.describeServiceDeployments(r -> r.serviceDeploymentArns(all())).serviceDeployments().stream()
                        .filter(one -> one.targetServiceRevision().arn().endsWith(digits))
                        .findFirst(),
                found -> true);
    }

    private List<String> all() {
        return await(
                () -> Optional.of(
                        ecs.listServiceDeployments(r -> r.cluster("prod").service("shop")).serviceDeployments().stream()
                                .map(brief -> brief.serviceDeploymentArn())
                                .toList()),
                arns -> !arns.isEmpty());
    }

    /** That deployment, once it has that status. */
    public ServiceDeployment awaitStatus(String deployment, String status) {
        return await(() -> Optional.of(of(deployment)), found -> found.statusAsString()
                .equals(status));
    }

    /** The first task of that deployment, or started by that name, which is STOPPED. */
    Task awaitStopped(String startedBy) {
        return await(
                () -> tasks(DesiredStatus.STOPPED).stream()
                        .filter(task -> task.startedBy().equals(startedBy)
                                && task.lastStatus().equals("STOPPED"))
                        .findFirst(),
                found -> true);
    }

    List<Task> tasks(DesiredStatus desired) {
        List<String> arns =
                ecs.listTasks(r -> r.cluster("prod").desiredStatus(desired)).taskArns();
        return arns.isEmpty()
                ? List.of()
                : ecs.describeTasks(r -> r.cluster("prod").tasks(arns)).tasks();
    }

    void deleteLogGroup() {
        logs.deleteLogGroup(r -> r.logGroupName(GROUP));
    }

    /** What the task's container wrote, as CloudWatch Logs tells it. */
    List<String> linesOf(Task task) {
        String stream = "web/shop/" + Arns.name(task.taskArn());
        return logs
                .getLogEvents(r -> r.logGroupName(GROUP).logStreamName(stream).startFromHead(true))
                .events()
                .stream()
                .map(OutputLogEvent::message)
                .toList();
    }

    static <T> T await(Supplier<Optional<T>> look, Predicate<T> good) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Optional<T> found = look.get();
        while (found.filter(good).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited for 60 s, and there is " + found);
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            found = look.get();
        }
        return found.get();
    }

    /** A port that nobody listens on. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        ecs.close();
        logs.close();
        sandbox.close();
    }
}
