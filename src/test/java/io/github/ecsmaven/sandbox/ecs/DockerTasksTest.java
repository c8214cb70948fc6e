package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** Real containers on a real engine; the image comes from the engine itself instead of a registry. */
@Tag("engine")
class DockerTasksTest {
    private static final String IMAGE =
            "ecs-sandbox-test:" + ProcessHandle.current().pid();
    private static final ImagePuller LOCAL = (docker, container) -> {
        if (container.image().contains("missing")) {
            throw new ImagePuller.ImagePullException("manifest unknown");
        }
        return IMAGE;
    };

    private final EcsSandbox sandbox = new EcsSandbox(EcsOptions.defaults()
            .withTiming(Timing.brisk())
            .withTasks(DockerTasks.connect(LOCAL))
            .withRoles(Story.EXECUTION_ROLE::equals));
    private final EcsClient ecs = InProcess.client(sandbox);

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
    void close() throws Exception {
        ecs.close();
        sandbox.close();
        assertThat(containers()).isEmpty();
    }

    private static List<Container> containers() {
        String pid = Long.toString(ProcessHandle.current().pid());
        try (DockerClient docker = DockerTasks.connect()) {
            return docker.listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(Map.of(DockerTasks.LABEL, pid))
                    .exec();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

    private Service shop() {
        return ecs.describeServices(r -> r.cluster("prod").services("shop"))
                .services()
                .get(0);
    }

    private List<Task> tasks(String desired) {
        List<String> arns = ecs.listTasks(
                        r -> r.cluster("prod").serviceName("shop").desiredStatus(desired))
                .taskArns();
        return arns.isEmpty()
                ? List.of()
                : ecs.describeTasks(r -> r.cluster("prod").tasks(arns)).tasks();
    }

    private static String get(URI uri) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .trim();
        } catch (IOException e) {
            return "nothing: " + e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
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
    void aRollingDeploymentAnswersAllTheTime() throws Exception {
        sandbox.seedCluster("prod");
        URI address = sandbox.expose("prod", "shop", 0, 8080);
        sandbox.seedService("prod", "shop", definition("one", ""), 1);
        await(() -> sandbox.isSteady("prod", "shop"));
        assertThat(get(address)).isEqualTo("one");

        deploy(definition("two", ""));
        await(() -> {
            assertThat(get(address)).isIn("one", "two");
            return sandbox.isSteady("prod", "shop");
        });
        assertThat(get(address)).isEqualTo("two");
        assertThat(shop().deployments().get(0).rolloutStateAsString()).isEqualTo("COMPLETED");
        assertThat(tasks("RUNNING").get(0).containers().get(0).networkBindings())
                .singleElement()
                .satisfies(binding -> assertThat(binding.hostPort()).isPositive());
        await(() -> containers().size() == 1);
    }

    @Test
    void aContainersOwnCheckIsRunByTheEngine() throws Exception {
        sandbox.seedCluster("prod");
        String check =
                """
                ,"healthCheck":{"command":["CMD","/bin/busybox","wget","-q","-O","/dev/null","http://127.0.0.1:8080/"],\
                "interval":5,"timeout":2,"retries":1}""";
        sandbox.seedService("prod", "shop", definition("one", check), 1);
        await(() -> sandbox.isSteady("prod", "shop"));

        assertThat(tasks("RUNNING").get(0).healthStatusAsString()).isEqualTo("HEALTHY");
    }

    @Test
    void aCrashAndAFailedPullStopTheTaskWithTheirReasons() throws Exception {
        sandbox.seedCluster("prod");
        sandbox.seedService("prod", "shop", definition("one", ""), 1);
        await(() -> sandbox.isSteady("prod", "shop"));

        deploy(definition("two", ",\"command\":[\"/bin/busybox\",\"sh\",\"-c\",\"exit 7\"]"));
        await(() -> tasks("STOPPED").stream().anyMatch(task -> task.lastStatus().equals("STOPPED")));
        assertThat(tasks("STOPPED").get(0).stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(tasks("STOPPED").get(0).containers().get(0).exitCode()).isEqualTo(7);

        deploy(definition("missing", ""));
        await(() -> tasks("STOPPED").stream().anyMatch(t -> t.stopCodeAsString().equals("TaskFailedToStart")));
        assertThat(tasks("STOPPED"))
                .anyMatch(task -> task.stoppedReason().equals("CannotPullContainerError: manifest unknown"));
        assertThat(tasks("RUNNING")).anyMatch(task -> task.taskDefinitionArn().endsWith(":1"));
    }

    @Test
    void leftoversOfASandboxThatDiedAreRemoved() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        try (DockerClient docker = DockerTasks.connect()) {
            String id = docker.createContainerCmd(IMAGE)
                    .withLabels(Map.of(DockerTasks.LABEL, Long.toString(dead.pid())))
                    .exec()
                    .getId();
            DockerTasks.removeLeftovers();

            assertThat(docker.listContainersCmd().withShowAll(true).exec())
                    .extracting(Container::getId)
                    .doesNotContain(id);
        }
    }
}
