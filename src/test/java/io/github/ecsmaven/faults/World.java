package io.github.ecsmaven.faults;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.github.ecsmaven.aws.AwsPatience;
import io.github.ecsmaven.docker.PushPatience;
import io.github.ecsmaven.mojo.ModuleRun;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.SettableClock;
import io.github.ecsmaven.sandbox.ecs.Behaviour;
import io.github.ecsmaven.sandbox.ecs.DockerTasks;
import io.github.ecsmaven.sandbox.ecs.EcsOptions;
import io.github.ecsmaven.sandbox.ecs.EcsSandbox;
import io.github.ecsmaven.sandbox.ecs.ScriptedTasks;
import io.github.ecsmaven.sandbox.sts.Identities;
import io.github.ecsmaven.sandbox.sts.Trust;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;

/** One module with its AWS and its engine, to which a fault happens. Nothing is shared with other worlds but the engine. */
final class World implements AutoCloseable {
    static final String LOCAL_SECRET = "hunter2-of-the-build";
    static final String KEPT_TAG = "0.9.0";
    static final String NEW_TAG = "1.0.0";

    private static final Behaviour ENDS_WELL = Behaviour.exitsAfter(Duration.ofMillis(300), 0);
    private static final Behaviour ENDS_BADLY = Behaviour.exitsAfter(Duration.ofMillis(300), 7);
    private static final Duration NO_PAUSE = Duration.ofMillis(1);
    private static final String DEFINITION =
            """
            {"family": "shop", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
             "memory": "512", "executionRoleArn": "ecsTaskExecutionRole",
             "containerDefinitions": [{"name": "app", "image": "@image@"}]}""";
    private static final String OLD_POLICY =
            """
            {"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":99},
             "action":{"type":"expire"}}]}""";
    private static final String REPOSITORY_POLICY =
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "210987654321"},
             "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]}]}""";
    private static final String LIFECYCLE =
            """
            <lifecycle><rules><rule><selection>any</selection><maximumNumberOfImages>9</maximumNumberOfImages></rule></rules>
            </lifecycle>""";

    final Scene scene;
    final Path module;
    final Sandbox sandbox;
    final SettableClock clock = new SettableClock(Instant.now());
    final ShiftedClock clockOfAws = new ShiftedClock();
    final ScriptedTasks tasks = new ScriptedTasks();
    final String repository = "faults/shop-" + UUID.randomUUID().toString().substring(0, 8);
    final Map<String, String> properties = new TreeMap<>();
    private final List<Closeable> opened = new ArrayList<>();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicReference<EcsSandbox> ecs = new AtomicReference<>();
    private final String keptDigest;
    private AwsPatience awsPatience =
            new AwsPatience(Duration.ofSeconds(20), Duration.ofSeconds(25), Duration.ofSeconds(40), NO_PAUSE, NO_PAUSE);
    private PushPatience pushPatience = new PushPatience(2, NO_PAUSE, NO_PAUSE, Duration.ofMinutes(2));
    private Consumer<Duration> waiting = clock::advance;
    String xml;

    World(Scene scene, Path module) throws IOException {
        this.scene = scene;
        this.module = Files.createDirectories(module);
        this.sandbox = Sandbox.start(SandboxOptions.defaults()
                .withClock(clock)
                .withWireClock(clockOfAws)
                .withService(joined -> {
                    ecs.set(new EcsSandbox(EcsOptions.in(joined).withTasks(tasks)));
                    return ecs.get();
                }));
        this.xml = "<repository>" + repository + "</repository>" + LIFECYCLE + scene.xml();
        sandbox.identities().addUser(Identities.CI, "ci", Set.of());
        sandbox.ecr().previewsTake(Duration.ZERO);
        tasks.when(
                container -> container.definition().path("command").toString().contains("migrate"), ENDS_WELL);
        tasks.when(container -> failing.get() && container.image().contains("@"), ENDS_BADLY);
        failing.set(scene == Scene.FAILING);
        keptDigest = seed();
        writeModule(UUID.randomUUID().toString());
        properties.put("ecs.region", sandbox.region());
        properties.put("ecs.endpoint", sandbox.endpoint().toString());
        properties.put("ecs.ecrRegistries", sandbox.registry());
    }

    private String seed() {
        String home = scene == Scene.NEW_REPOSITORY ? "before" : repository;
        sandbox.ecr().createRepository(home);
        String digest = sandbox.ecr().seedImage(home, clock.instant(), KEPT_TAG);
        if (scene != Scene.NEW_REPOSITORY) {
            SeededPolicy.put(sandbox, repository, OLD_POLICY);
        }
        if (scene != Scene.STACK) {
            ecs.get().seedCluster("prod");
            if (scene == Scene.CONFIGURED) {
                ecs.get().seedTaskDefinition(DEFINITION.replace("@image@", "busybox"));
            }
        }
        if (scene.hasService()) {
            seedService(sandbox.registry() + "/" + home + ":" + KEPT_TAG);
        }
        return digest;
    }

    private void seedService(String image) {
        if (!scene.isExpress()) {
            ecs.get().seedService("prod", "shop", DEFINITION.replace("@image@", image), 1);
            return;
        }
        sandbox.identities()
                .addRole("infrastructure", Set.of(), Trust.inNobody().andService(Trust.ECS));
        try (EcsClient client = SdkClients.ecs(sandbox)) {
            client.createExpressGatewayService(request -> request.cluster("prod")
                    .serviceName("shop")
                    .healthCheckPath("/health")
                    .executionRoleArn(Scene.executionRole())
                    .infrastructureRoleArn(Scene.infrastructureRole())
                    .primaryContainer(container -> container.image(image)));
            clock.advance(Duration.ofMinutes(10));
            client.describeServices(request -> request.cluster("prod").services("shop"));
        }
    }

    /** Makes the module one of other content. */
    void writeModule(String content) throws IOException {
        Files.writeString(module.resolve("app.txt"), content);
        Files.writeString(module.resolve("npmrc"), LOCAL_SECRET);
        Files.writeString(module.resolve("policy.json"), REPOSITORY_POLICY);
        Files.writeString(module.resolve(".dockerignore"), "*\n!app.txt\n");
        Files.writeString(module.resolve("Dockerfile"), "FROM scratch\nCOPY app.txt /\n");
    }

    /** The image that is there already is the base of the new one. */
    void buildOnKeptImage() throws IOException {
        String base = sandbox.registry() + "/" + keptRepository() + ":" + KEPT_TAG;
        Files.writeString(module.resolve("Dockerfile"), "FROM " + base + "\nCOPY app.txt /\n");
    }

    EcsSandbox ecs() {
        return ecs.get();
    }

    String keptDigest() {
        return keptDigest;
    }

    /** Where the image stands that was there before. */
    String keptRepository() {
        return scene == Scene.NEW_REPOSITORY ? "before" : repository;
    }

    Path records() {
        return module.resolve("target/ecs");
    }

    /** Calls to AWS and pushes are given up after a second or two. */
    void beImpatient() {
        awsPatience = new AwsPatience(
                Duration.ofMillis(700), Duration.ofMillis(900), Duration.ofMillis(2500), NO_PAUSE, NO_PAUSE);
        pushPatience = new PushPatience(2, NO_PAUSE, NO_PAUSE, Duration.ofSeconds(3));
    }

    /** No push is tried again, by the goals: an engine itself tries a layer for a minute. */
    void pushOnce() {
        pushPatience = new PushPatience(1, NO_PAUSE, NO_PAUSE, Duration.ofMinutes(2));
    }

    /** Something happens every time that the run waits, besides that time passes. */
    void whileWaiting(Runnable action) {
        waiting = time -> {
            clock.advance(time);
            action.run();
        };
    }

    /** Nothing happens any more while a run waits, and tasks run. */
    void heal() {
        waiting = clock::advance;
        failing.set(false);
    }

    ModuleRun run() {
        return runIn(module, waiting);
    }

    /** The same goals from another checkout. */
    ModuleRun runIn(Path checkout, Consumer<Duration> waits) {
        return new ModuleRun(checkout, xml, properties, clock, waits).with(awsPatience, pushPatience);
    }

    /** Closes something with the world. */
    <T extends Closeable> T onClose(T what) {
        opened.add(what);
        return what;
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : opened) {
            each.close();
        }
        sandbox.close();
        removeImages();
        try (Stream<Path> files = Files.walk(module)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private void removeImages() throws IOException {
        try (DockerClient docker = DockerTasks.connect()) {
            List<String> names = docker.listImagesCmd().exec().stream()
                    .filter(image -> image.getRepoTags() != null)
                    .flatMap(image -> Arrays.stream(image.getRepoTags()))
                    .filter(name -> name.contains(repository))
                    .toList();
            for (String name : names) {
                remove(docker, name);
            }
        }
    }

    private static void remove(DockerClient docker, String name) {
        try {
            docker.removeImageCmd(name).withForce(true).exec();
        } catch (NotFoundException gone) {
            // Another of its names was the last one.
        }
    }
}
