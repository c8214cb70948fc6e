package io.github.ecsmaven.sandbox.project;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.ecs.DockerTasks;
import io.github.ecsmaven.sandbox.ecs.EcsInDocker;
import io.github.ecsmaven.sandbox.ecs.EcsOptions;
import io.github.ecsmaven.sandbox.ecs.EcsSandbox;
import io.github.ecsmaven.sandbox.ecs.ScriptedTasks;
import io.github.ecsmaven.sandbox.registry.PasswordRegistry;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A sandbox of one integration test's own, which its Maven runs find through user properties. */
public final class ProjectSandbox implements AutoCloseable {
    private static final String CLUSTER = "test";

    private static final String TASK_DEFINITION =
            """
            {"family": "@family@", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
             "cpu": "256", "memory": "512", "runtimePlatform": {"cpuArchitecture": "@architecture@"},
             "executionRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
             "containerDefinitions": @containers@}""";

    private static final String SERVICE =
            """
            {"cluster": "@cluster@", "serviceName": "@service@", "taskDefinition": "@revision@", "desiredCount": 1,
             "launchType": "FARGATE", "networkConfiguration": {"awsvpcConfiguration": {
                "subnets": ["subnet-0a1b2c3d4e5f67890"], "securityGroups": ["sg-0a1b2c3d4e5f67890"]}},
             "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true}}}""";

    private final List<EcsSandbox> ecs = new ArrayList<>();
    private final ScriptedTasks tasks = new ScriptedTasks();
    private final List<PasswordRegistry> registries = new ArrayList<>();
    private final Path credentials = writtenCredentials();
    private final Sandbox sandbox;
    private final String cluster;

    private ProjectSandbox(boolean live, String cluster) {
        this.cluster = cluster;
        this.sandbox = Sandbox.start(SandboxOptions.defaults().withService(joined -> {
            EcsSandbox service = live ? (EcsSandbox) new EcsInDocker().create(joined) : scripted(joined);
            ecs.add(service);
            return service;
        }));
        ecs().seedCluster(cluster);
    }

    /** Tasks exist on the clock only. Called from {@code prebuild.groovy} with the hook's context. */
    public static ProjectSandbox scripted(Map<String, Object> context) {
        return start(context, false, CLUSTER);
    }

    /** Tasks are containers of the Docker Engine. */
    public static ProjectSandbox live(Map<String, Object> context, String cluster) {
        return start(context, true, cluster);
    }

    private static ProjectSandbox start(Map<String, Object> context, boolean live, String cluster) {
        ProjectSandbox started = new ProjectSandbox(live, cluster);
        Properties userProperties = (Properties) context.get("userProperties");
        userProperties.setProperty("ecs.endpoint", started.sandbox.endpoint().toString());
        userProperties.setProperty("aws.region", started.sandbox.region());
        userProperties.setProperty("aws.sharedCredentialsFile", started.credentials.toString());
        context.put("aws", started);
        return started;
    }

    // User properties stand on Maven's command line, which -X prints; a secret has no business there.
    private static Path writtenCredentials() {
        try {
            return Files.writeString(
                    Files.createTempFile("sandbox-", ".credentials"),
                    "[default]\naws_access_key_id = " + Identities.CI + "\naws_secret_access_key = "
                            + Identities.EXAMPLE_SECRET + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a registry with the same images that wants this user and password, until the sandbox ends; tells its host. */
    public String openPasswordRegistry(String user, String password) {
        PasswordRegistry registry = PasswordRegistry.start(sandbox, user, password);
        registries.add(registry);
        return registry.host();
    }

    private EcsSandbox scripted(Sandbox joined) {
        return new EcsSandbox(EcsOptions.in(joined).withTasks(tasks));
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public EcsSandbox ecs() {
        return ecs.get(0);
    }

    /** What the tasks do; scripted ones only. */
    public ScriptedTasks tasks() {
        return tasks;
    }

    /**
     * A Fargate service in the sandbox's cluster that runs a placeholder from the sandbox's registry, with the circuit breaker on.
     *
     * @param containers JSON of its containers, in which {@code @placeholder@} stands for the placeholder's reference
     */
    public void seedService(String service, String containers) {
        seedService(service, containers, "X86_64");
    }

    /** @param architecture of the machines that it runs on, in ECS's words: X86_64 or ARM64 */
    public void seedService(String service, String containers, String architecture) {
        if (sandbox.ecr().repository("placeholder").isEmpty()) {
            sandbox.ecr().createRepository("placeholder");
            sandbox.ecr().seedImage("placeholder", sandbox.clock().instant(), "1");
        }
        String revision = ecs().seedTaskDefinition(TASK_DEFINITION
                .replace("@family@", service)
                .replace("@architecture@", architecture)
                .replace("@containers@", containers.replace("@placeholder@", sandbox.registry() + "/placeholder:1")));
        ecs().seedService(SERVICE.replace("@cluster@", cluster)
                .replace("@service@", service)
                .replace("@revision@", revision));
    }

    /** A service of real containers. */
    public LiveService service(String name) {
        return new LiveService(sandbox, cluster, name);
    }

    /** Operations that change what AWS holds, in order; uploads of layers and other registry traffic left out. */
    public List<String> writes() {
        return sandbox.requestLog().writes().stream()
                .filter(operation -> !operation.startsWith("registry:"))
                .toList();
    }

    /** The log of all invocations of a project, one part for each. */
    public static List<String> logs(File basedir) throws IOException {
        String log = Files.readString(basedir.toPath().resolve("build.log"));
        // Some Mavens print the end of a colour first.
        String plain = log.replaceAll("\u001b\\[[0-9;]*m", "");
        return List.of(plain.split("(?m)^(?=Apache Maven \\d)")).stream()
                .filter(part -> part.startsWith("Apache Maven"))
                .toList();
    }

    /** Ends the sandbox, and removes from the engine what was pushed to it, under all its names. */
    @Override
    public void close() {
        sandbox.close();
        registries.forEach(PasswordRegistry::close);
        try (DockerClient docker = DockerTasks.connect()) {
            docker.listImagesCmd().exec().stream()
                    .filter(image -> image.getRepoTags() != null)
                    .filter(image -> Arrays.stream(image.getRepoTags()).anyMatch(this::isOurs))
                    // By name: an image that another one was built from loses its names alone.
                    .flatMap(image -> Arrays.stream(image.getRepoTags()))
                    .forEach(name -> remove(docker, name));
            Files.deleteIfExists(credentials);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(DockerClient docker, String name) {
        try {
            docker.removeImageCmd(name).withForce(true).exec();
        } catch (NotFoundException gone) {
            // The puller of the sandbox's tasks removes the name that it has pulled by.
            return;
        }
    }

    private boolean isOurs(String image) {
        return image.startsWith(sandbox.registry() + "/")
                || registries.stream().anyMatch(registry -> image.startsWith(registry.host() + "/"));
    }
}
