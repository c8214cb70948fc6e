package io.github.ecsmaven.buildkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.docker.DockerSettings;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.ImageBuilder;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The engine of {@code DOCKER_HOST} or the default one, with a base image that has a shell: Debian's {@code busybox-static}. Every name
 * given here is removed when it is closed.
 */
public final class TestEngine implements AutoCloseable {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final List<String> COMMANDS = List.of(
            "sh", "awk", "cat", "cp", "date", "dd", "echo", "env", "grep", "logger", "ls", "mkdir", "nc", "rm", "seq",
            "sleep", "stat", "test", "touch", "true", "false", "wget");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final ImageReference BASE = ImageReference.parse(
            "ecs-maven-plugin-test/busybox:" + ProcessHandle.current().pid());

    private final DockerSettings settings;
    private final DockerEngine engine;
    private final DockerClient client;
    private final boolean keepsWhatIsMade;
    private final Set<String> made = new ConcurrentSkipListSet<>();
    private final ImageReference base;

    public TestEngine() {
        this(Optional.empty());
    }

    /** An engine of a test's own, in which all that is made may stay. */
    public static TestEngine at(String host) {
        return new TestEngine(Optional.of(host));
    }

    private TestEngine(Optional<String> host) {
        settings = DockerSettings.ofThisProcess(host);
        engine = DockerEngine.connect(settings);
        client = newClient(engine.info().host());
        keepsWhatIsMade = host.isPresent();
        base = commonBase();
    }

    /** One for all tests of this JVM, which goes with it. */
    private ImageReference commonBase() {
        synchronized (BASE) {
            if (engine.find(BASE).isEmpty()) {
                makeBase();
            }
            return BASE;
        }
    }

    private void makeBase() {
        try {
            Path context = Files.createTempDirectory("ecs-test-base");
            Path bin = Files.createDirectory(context.resolve("bin"));
            Files.copy(BUSYBOX, bin.resolve("busybox"));
            for (String command : COMMANDS) {
                Files.createSymbolicLink(bin.resolve(command), Path.of("busybox"));
            }
            BuildRequest request =
                    BuildRequest.of(context, "FROM scratch\nCOPY bin /bin\n").tag(BASE);
            engine.classicBuilder().build(request.build(), new HeardBuild());
            delete(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!keepsWhatIsMade) {
            String host = engine.info().host();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(newClient(host), BASE.toString())));
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static DockerClient newClient(String host) {
        DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(host)
                .build();
        return DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build());
    }

    public DockerEngine engine() {
        return engine;
    }

    public DockerClient client() {
        return client;
    }

    public DockerSettings settings() {
        return settings;
    }

    /** The engine's own address for something that stands between, such as a {@link Relay}. */
    public static DockerEngine connect(Relay relay) {
        return DockerEngine.connect(DockerSettings.ofThisProcess(Optional.of(relay.host())));
    }

    /** Builds whose images go when this is closed, those without a name too. */
    public ImageBuilder builder(BuildKit buildKit) {
        return (request, listener) -> {
            BuiltImage built = buildKit.into(engine).build(request, listener);
            made.add(built.id().value());
            return built;
        };
    }

    /** An image with a shell. */
    public ImageReference base() {
        return base;
    }

    /** A name like no other. */
    public ImageReference name() {
        ImageReference name = ImageReference.parse(
                "ecs-maven-plugin-test/buildkit:" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
        made.add(name.toString());
        return name;
    }

    /** A name elsewhere for the base image. */
    public ImageReference baseAs(String repository) {
        ImageReference name = ImageReference.parse(repository).withTag(new Tag("base"));
        client.tagImageCmd(base.toString(), repository, "base").exec();
        made.add(name.toString());
        return name;
    }

    public void remove(ImageReference name) {
        remove(client, name.toString());
    }

    private static void remove(DockerClient client, String name) {
        try {
            client.removeImageCmd(name).withForce(true).exec();
        } catch (NotFoundException gone) {
            return;
        }
    }

    /** Whether its Dockerfile frontend is that of Docker Engine 23 or newer, which has heredocs and COPY --link. */
    public boolean hasHeredocs() {
        return Integer.parseInt(engine.info().version().replaceFirst("\\..*$", "")) >= 23;
    }

    @Override
    public void close() throws IOException {
        if (!keepsWhatIsMade) {
            made.forEach(name -> remove(client, name));
        }
        client.close();
        engine.close();
    }
}
