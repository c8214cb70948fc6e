package io.github.ecsmaven.mojo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.ecs.EcsAccount;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.release.ImageContent;
import io.github.ecsmaven.sandbox.LoggedRequest;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SettableClock;
import io.github.ecsmaven.sandbox.ecs.Behaviour;
import io.github.ecsmaven.sandbox.ecs.EcsOptions;
import io.github.ecsmaven.sandbox.ecs.EcsSandbox;
import io.github.ecsmaven.sandbox.ecs.ScriptedTasks;
import io.github.ecsmaven.sandbox.sts.Identities;
import io.github.ecsmaven.stack.StackAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A module whose goals run in this JVM against a sandbox and an engine that only pushes. Time passes when somebody waits for it, so that
 * a deployment takes none.
 */
final class PlannedModule implements AutoCloseable {
    static final String DEFINITION =
            """
            {"family": "@family@", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
             "memory": "512", "executionRoleArn": "ecsTaskExecutionRole",
             "containerDefinitions": [{"name": "app", "image": "@image@",
               "environment": [{"name": "STAGE", "value": "prod"}]}]}""";

    private final SystemProperties properties = new SystemProperties();
    private final SettableClock clock = new SettableClock(Instant.now());
    private final ScriptedTasks tasks = new ScriptedTasks();
    private final AtomicReference<EcsSandbox> ecs = new AtomicReference<>();
    private final Path module;
    private final Sandbox sandbox;
    private final PushingEngine engine = new PushingEngine();
    private @Nullable AwsAccess access;
    private int forced;
    private RecordingLog said = new RecordingLog(new Terminal());

    PlannedModule(Path module) throws IOException {
        this.module = module;
        properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
        sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock).withService(joined -> {
            ecs.set(new EcsSandbox(EcsOptions.in(joined).withTasks(tasks)));
            return ecs.get();
        }));
        tasks.when(
                container -> container.definition().path("command").toString().contains("migrate"),
                Behaviour.exitsAfter(Duration.ofMillis(100), 0));
        sandbox.ecr().previewsTake(Duration.ZERO);
        sandbox.ecr().createRepository("before");
        sandbox.ecr().seedImage("before", clock.instant(), "1");
        ecs.get().seedCluster("prod");
        Files.writeString(module.resolve("app.txt"), "app");
        Files.writeString(module.resolve(".dockerignore"), "*\n!app.txt\n");
        Files.writeString(module.resolve("Dockerfile"), "FROM scratch\nCOPY app.txt /\n");
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** What becomes of tasks. */
    ScriptedTasks tasks() {
        return tasks;
    }

    /** A service that runs an image of another project. */
    void service(String name, String family, int tasksWanted) {
        String definition = DEFINITION.replace("@family@", family).replace("@image@", sandbox.registry() + "/before:1");
        ecs.get().seedService("prod", name, definition, tasksWanted);
    }

    /** A service on instances of EC2 without tasks, whose task definition says nothing of a platform. */
    void serviceOnInstances(String name, String family) {
        String revision = ecs.get()
                .seedTaskDefinition(
                        """
                        {"family": "%s", "networkMode": "bridge",
                         "containerDefinitions": [{"name": "app", "image": "%s/before:1", "memory": 128}]}"""
                                .formatted(family, sandbox.registry()));
        ecs.get()
                .seedService(
                        """
                        {"cluster": "prod", "serviceName": "%s", "taskDefinition": "%s", "desiredCount": 0,
                         "launchType": "EC2"}"""
                                .formatted(name, revision));
    }

    /** As {@link #goal}, where no Docker Engine answers. */
    ConfiguredGoal goalWithoutEngine(String xml) {
        return goal(xml).with("ecs.dockerHost", "unix:///nowhere/docker.sock");
    }

    /** Nothing is known here of what was built. */
    void forgetBuild() throws IOException {
        Files.delete(module.resolve("target/ecs/image.json"));
    }

    ConfiguredGoal goal(String xml) {
        return new ConfiguredGoal(module)
                .withXml(xml)
                .with("ecs.region", sandbox.region())
                .with("ecs.endpoint", sandbox.endpoint().toString())
                .with("ecs.ecrRegistries", sandbox.registry())
                .with("ecs.dockerHost", engine.host());
    }

    /** Runs a goal; tells what it said. */
    String run(Class<? extends AbstractEcsMojo> type, ConfiguredGoal configured) throws Exception {
        AbstractEcsMojo goal = fill(type, configured);
        RecordingLog log = new RecordingLog(new Terminal());
        said = log;
        goal.setLog(log);
        goal.execute();
        return log.text();
    }

    /** What the goal said that was run last, be it in vain. */
    String said() {
        return said.text();
    }

    private AbstractEcsMojo fill(Class<? extends AbstractEcsMojo> type, ConfiguredGoal configured) {
        AbstractEcsMojo goal = configured.fill(type);
        if (goal instanceof AbstractAwsMojo onAws) {
            if (access == null) {
                access = new AwsAccess(
                        new AwsSession(onAws.awsSettings()),
                        session -> EcsAccount.of(session, clock, time -> clock.advance(time)),
                        session -> StackAccount.of(session, clock, time -> clock.advance(time)));
            }
            goal.scope().use(onAws.awsSettings(), access);
        }
        return goal;
    }

    /** What {@code ecs:build} would leave, of an image like no other of another name. */
    void build(String name, ConfiguredGoal configured) throws IOException {
        leave(name, (PushMojo) fill(PushMojo.class, configured));
    }

    /** Builds such an image and runs the goals of the deploy phase. */
    void deploy(String name, ConfiguredGoal configured) throws Exception {
        PushMojo push = (PushMojo) fill(PushMojo.class, configured);
        leave(name, push);
        push.setLog(new RecordingLog(new Terminal()));
        push.execute();
        run(LifecycleMojo.class, configured);
        run(DeployMojo.class, configured);
        clock.advance(Duration.ofMinutes(5));
    }

    /** The image that was built last is one of which nobody knows what it holds. */
    void forgetContentTag() throws IOException {
        Path file = module.resolve("target/ecs/image.json");
        ObjectNode record = (ObjectNode) new ObjectMapper().readTree(file.toFile());
        record.remove("contentTag");
        Files.writeString(file, record.toString());
    }

    /** Makes the module's files those of the image of another name. */
    void edit(String name) throws IOException {
        Files.writeString(module.resolve("app.txt"), name);
    }

    private void leave(String name, PushMojo goal) throws IOException {
        edit(name);
        ModuleImage image = goal.moduleImage();
        List<Platform> platforms = List.of(Platform.parse("linux/amd64"));
        try (ModuleBuild build = goal.moduleBuild(() -> platforms, Optional::empty)) {
            ContentKey key = ((ImageContent.Known) build.content()).key();
            Tag content = key.tag();
            Digest id = new Digest(engine.build(goal.force ? name + ", by force " + ++forced : name));
            build.engine().required().tag(id, image.localName(content));
            key.save(goal.recordFiles().contentFile());
            goal.recordFiles().write(image.record(Optional.of(id), Optional.of(content), goal.force, platforms));
        }
    }

    PushingEngine engine() {
        return engine;
    }

    /** What was done since this was asked last, in the words of a plan; the tags that are pushed at once in the order of their names. */
    List<String> done() {
        List<String> done = new ArrayList<>();
        for (LoggedRequest request : sandbox.requestLog().all()) {
            if (request.status() >= 300) {
                continue;
            }
            if (request.operation().equals("registry:PutManifest")) {
                String[] path = request.path().split("/");
                done.add(withoutDigits("push " + path[path.length - 3] + ":" + path[path.length - 1]));
            } else if (request.write()
                    && !request.operation().startsWith("registry:")
                    && !request.operation().equals("ecr:StartLifecyclePolicyPreview")) {
                done.add(request.operation());
            }
        }
        sandbox.requestLog().clear();
        return withPushesSorted(done);
    }

    private static List<String> withPushesSorted(List<String> done) {
        List<String> sorted = new ArrayList<>();
        List<String> pushes =
                done.stream().filter(it -> it.startsWith("push ")).sorted().toList();
        for (String one : done) {
            if (!one.startsWith("push ")) {
                sorted.add(one);
            } else if (!sorted.containsAll(pushes)) {
                sorted.addAll(pushes);
            }
        }
        return sorted;
    }

    /** Content tags are long, and whoever expects one would have to compute it. */
    private static String withoutDigits(String push) {
        return push.replaceFirst(":c-[0-9a-f]{32}$", ":c-");
    }

    /** Images are pushed, and no goal after that has run. */
    void push(String name, ConfiguredGoal configured) throws Exception {
        PushMojo push = (PushMojo) fill(PushMojo.class, configured);
        leave(name, push);
        push.setLog(new RecordingLog(new Terminal()));
        push.execute();
    }

    JsonNode planFile() throws IOException {
        return new ObjectMapper()
                .readTree(module.resolve("target/ecs/plan.json").toFile());
    }

    /** What the plan has in {@code plan.json}, as {@link #done} tells it, without the build. */
    List<String> planned() throws IOException {
        List<String> calls = new ArrayList<>();
        for (JsonNode call : planFile().path("calls")) {
            String what = call.path("call").asText();
            String on = call.path("on").asText();
            if (!what.equals("build")) {
                calls.add(what.equals("push") ? withoutDigits("push " + on.substring(on.indexOf('/') + 1)) : what);
            }
        }
        return withPushesSorted(calls);
    }

    @Override
    public void close() {
        engine.close();
        sandbox.close();
        properties.close();
    }
}
