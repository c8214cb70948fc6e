package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.elb.ElbSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.EcsClient;

/** Real containers behind a listener that is a real port; the image comes from the engine itself. */
@Tag("engine")
class BalancedTasksEngineTest {
    private static final String IMAGE =
            "ecs-sandbox-balanced:" + ProcessHandle.current().pid();

    private final ElbSandbox elb = new ElbSandbox("123456789012", "eu-west-1", Clock.systemUTC(), new Vpc("eu-west-1"));
    private final EcsSandbox sandbox = new EcsSandbox(EcsOptions.defaults()
            .withTiming(Timing.brisk())
            .withTasks(DockerTasks.connect((docker, container) -> IMAGE))
            .withTargetGroups(elb)
            .withRoles(Story.EXECUTION_ROLE::equals));
    private final EcsClient ecs = InProcess.client(sandbox);
    private final int port = freePort();

    @BeforeAll
    static void buildImage(@TempDir Path context) throws Exception {
        Files.copy(Path.of("/bin/busybox"), context.resolve("busybox"));
        Files.writeString(
                context.resolve("Dockerfile"),
                """
                FROM scratch
                COPY busybox /bin/busybox
                COPY busybox /bin/sh
                STOPSIGNAL SIGKILL
                CMD ["/bin/busybox", "sh", "-c", "echo $GREETING > /index.html; exec /bin/busybox httpd -f -p 8080 -h /"]
                """);
        try (DockerClient docker = DockerTasks.connect()) {
            docker.buildImageCmd(context.toFile())
                    .withTags(Set.of(IMAGE))
                    .exec(new BuildImageResultCallback())
                    .awaitImageId(60, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void removeImage() throws Exception {
        try (DockerClient docker = DockerTasks.connect()) {
            docker.removeImageCmd(IMAGE).withForce(true).exec();
        }
    }

    @AfterEach
    void close() {
        ecs.close();
        sandbox.close();
        elb.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String definition(String greeting, String more) {
        return Story.definition(
                "shop:" + greeting, ",\"environment\":[{\"name\":\"GREETING\",\"value\":\"" + greeting + "\"}]" + more);
    }

    private void deploy(String definition) {
        String arn = sandbox.seedTaskDefinition(definition);
        ecs.updateService(r -> r.cluster("prod").service("shop").taskDefinition(arn));
    }

    private String get() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body().trim() : "HTTP " + answer.statusCode();
        } catch (IOException | InterruptedException e) {
            return "nothing: " + e;
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 30 s").isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    @Test
    void onlyTasksThatPassTheTargetGroupsCheckAreEverReached() throws Exception {
        elb.openPorts();
        String group = elb.seedWebService("shop", port);
        sandbox.seedCluster("prod");
        sandbox.seedTaskDefinition(definition("one", ""));
        assertThat(get()).isEqualTo("HTTP 503");
        sandbox.seedService(Story.balanced(group, "shop", 1));
        await(() -> sandbox.isSteady("prod", "shop"));
        assertThat(get()).isEqualTo("one");

        deploy(definition("silent", ",\"command\":[\"/bin/busybox\",\"sleep\",\"60\"]"));
        await(() -> elb.find(group).orElseThrow().states().contains("initial"));
        deploy(definition("two", ""));
        await(() -> {
            assertThat(get()).isIn("one", "two");
            return sandbox.isSteady("prod", "shop");
        });
        assertThat(get()).isEqualTo("two");
        assertThat(elb.find(group).orElseThrow().states()).containsExactly("healthy");
    }
}
