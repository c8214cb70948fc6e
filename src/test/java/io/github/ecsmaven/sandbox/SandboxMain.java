package io.github.ecsmaven.sandbox;

import io.github.ecsmaven.sandbox.ecr.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The sandbox as a process of its own, for the demo and for goals that run in another JVM. Ends on SIGTERM, and with its parent when that is
 * named. Services beside those of {@link SandboxOptions} come from the class path as {@link ServiceFactory} providers.
 *
 * <pre>{@code --port 4566 --account 123456789012 --region eu-west-1 --endpoint-file target/endpoint --parent-pid $$}</pre>
 */
public final class SandboxMain {
    private static final Set<String> KNOWN =
            Set.of("--port", "--account", "--region", "--endpoint-file", "--parent-pid");

    private SandboxMain() {}

    public static void main(String[] arguments) throws IOException {
        List<ServiceFactory> services = ServiceLoader.load(ServiceFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        run(arguments, services);
    }

    /** Serves until the process is told to end; every argument is optional and comes with its value. */
    static void run(String[] arguments, List<ServiceFactory> services) throws IOException {
        Map<String, String> named = named(arguments);
        BlobStore.removeLeftovers();
        Sandbox sandbox = Sandbox.start(options(named, services));
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-end"));
        if (named.containsKey("--endpoint-file")) {
            announce(Path.of(named.get("--endpoint-file")), sandbox);
        }
        System.out.println("AWS sandbox ready at " + sandbox.endpoint() + " (account " + sandbox.account() + ", region "
                + sandbox.region() + ")");
        end(named).join();
        System.exit(0);
    }

    private static Map<String, String> named(String[] arguments) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!KNOWN.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("not an argument with a value: " + arguments[i]);
            }
            named.put(arguments[i], arguments[i + 1]);
        }
        return named;
    }

    private static SandboxOptions options(Map<String, String> named, List<ServiceFactory> services) {
        SandboxOptions options = SandboxOptions.defaults();
        options = options.withPort(Integer.parseInt(named.getOrDefault("--port", "0")))
                .withAccount(named.getOrDefault("--account", options.account()))
                .withRegion(named.getOrDefault("--region", options.region()));
        for (ServiceFactory service : services) {
            options = options.withService(service);
        }
        return options;
    }

    // Whoever waits for the file must never read half of it.
    private static void announce(Path file, Sandbox sandbox) throws IOException {
        Path whole = file.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        Path draft = whole.resolveSibling(whole.getFileName() + ".new");
        Files.writeString(draft, sandbox.endpoint() + "\n");
        Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Completes when the parent has ended; never, when there is none to watch. */
    private static CompletableFuture<?> end(Map<String, String> named) {
        String pid = named.get("--parent-pid");
        if (pid == null) {
            return new CompletableFuture<>();
        }
        Optional<ProcessHandle> parent = ProcessHandle.of(Long.parseLong(pid));
        return parent.isPresent() ? parent.get().onExit() : CompletableFuture.completedFuture(null);
    }
}
