package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Finds the engine as the docker command line does: the address given, {@code DOCKER_HOST}, {@code DOCKER_CONTEXT}, the current
 * context of {@code config.json}, and then the sockets that engines make by default.
 */
final class HostResolver {
    private static final String WINDOWS_PIPE = "npipe:////./pipe/docker_engine";
    private static final int PLAIN_PORT = 2375;
    private static final int TLS_PORT = 2376;

    private final DockerSettings settings;
    private final DockerConfig config;
    private final Path root;
    private final boolean windows;

    HostResolver(DockerSettings settings, DockerConfig config) {
        this(settings, config, Path.of("/"), System.getProperty("os.name").startsWith("Windows"));
    }

    HostResolver(DockerSettings settings, DockerConfig config, Path root, boolean windows) {
        this.settings = settings;
        this.config = config;
        this.root = root;
        this.windows = windows;
    }

    EngineHost resolve() {
        if (settings.dockerHost().isPresent()) {
            return host(settings.dockerHost().get(), "<dockerHost> / -Decs.dockerHost");
        }
        Optional<String> variable = settings.variable("DOCKER_HOST");
        if (variable.isPresent()) {
            return host(variable.get(), "the environment variable DOCKER_HOST");
        }
        Optional<Named> context = context();
        return context.isPresent() ? endpointOf(context.get()) : byDefault();
    }

    private EngineHost host(String text, String origin) {
        Optional<SSLContext> tls = text.startsWith("tcp:") ? tlsOfEnvironment() : Optional.empty();
        return new EngineHost(address(text, origin, tls.isPresent()), origin, tls);
    }

    /** The docker command line takes any value of {@code DOCKER_TLS_VERIFY} for yes, "0" included. */
    private Optional<SSLContext> tlsOfEnvironment() {
        return settings.variable("DOCKER_TLS_VERIFY").map(yes -> TlsMaterial.in(certificateDirectory()));
    }

    private Path certificateDirectory() {
        return settings.variable("DOCKER_CERT_PATH").map(Path::of).orElse(config.directory());
    }

    private Optional<Named> context() {
        Optional<String> variable = settings.variable("DOCKER_CONTEXT");
        String origin = variable.isPresent() ? "DOCKER_CONTEXT" : "currentContext in " + config.file();
        String name = (variable.isPresent() ? variable : config.currentContext()).orElse("default");
        return name.equals("default") ? Optional.empty() : Optional.of(new Named(name, origin));
    }

    private EngineHost endpointOf(Named context) {
        String origin = "the Docker context '" + context.name() + "', named by " + context.origin();
        DockerContext found = DockerContext.find(config.directory(), context.name())
                .orElseThrow(() -> new ActionableException(
                        "The Docker context '" + context.name() + "', named by " + context.origin()
                                + ", does not exist.",
                        "See docker context ls; docker context use default goes back to the local engine, and DOCKER_HOST or"
                                + " -Decs.dockerHost names an engine without a context."));
        Optional<SSLContext> tls = found.tls();
        return new EngineHost(address(found.host(), origin, tls.isPresent()), origin, tls);
    }

    private EngineHost byDefault() {
        String origin = "the default, since none of <dockerHost>, DOCKER_HOST and DOCKER_CONTEXT is set";
        if (windows) {
            return new EngineHost(URI.create(WINDOWS_PIPE), origin, Optional.empty());
        }
        return new EngineHost(unix(bestOf(defaultSockets())), origin, Optional.empty());
    }

    /** Docker, rootless Docker, Docker Desktop, rootless Podman, Podman. */
    private List<Path> defaultSockets() {
        Optional<String> runtime = settings.variable("XDG_RUNTIME_DIR");
        List<Path> sockets = new ArrayList<>();
        sockets.add(root.resolve("var/run/docker.sock"));
        if (runtime.isPresent()) {
            sockets.add(Path.of(runtime.get(), "docker.sock"));
        }
        sockets.add(settings.homeDirectory().resolve(".docker/run/docker.sock"));
        if (runtime.isPresent()) {
            sockets.add(Path.of(runtime.get(), "podman/podman.sock"));
        }
        sockets.add(root.resolve("run/podman/podman.sock"));
        return sockets;
    }

    /** The first that lets us in, else the first that is there. */
    private static Path bestOf(List<Path> sockets) {
        for (Path socket : sockets) {
            if (Files.isWritable(socket)) {
                return socket;
            }
        }
        for (Path socket : sockets) {
            if (Files.exists(socket)) {
                return socket;
            }
        }
        return sockets.get(0);
    }

    private static URI unix(Path socket) {
        return URI.create("unix://" + socket.toUri().getRawPath());
    }

    private static URI address(String text, String origin, boolean tls) {
        URI uri = parse(text, origin);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        return switch (scheme) {
            case "unix", "npipe" -> withPath(uri, text, origin);
            case "tcp" -> withPort(uri, text, origin, tls);
            case "ssh" -> throw ssh(uri, origin);
            default -> throw notAnAddress(text, origin);
        };
    }

    private static URI parse(String text, String origin) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw notAnAddress(text, origin);
        }
    }

    private static URI withPath(URI uri, String text, String origin) {
        if (uri.getPath() == null || uri.getPath().isEmpty()) {
            throw notAnAddress(text, origin);
        }
        return uri;
    }

    private static URI withPort(URI uri, String text, String origin, boolean tls) {
        if (uri.getHost() == null) {
            throw notAnAddress(text, origin);
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? TLS_PORT : PLAIN_PORT;
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return URI.create("tcp://" + uri.getHost() + ":" + port + path);
    }

    private static ActionableException ssh(URI uri, String origin) {
        String target = uri.getRawAuthority() == null ? "user@host" : uri.getRawAuthority();
        int colon = target.lastIndexOf(':');
        String port = colon < 0 ? "" : "-p " + target.substring(colon + 1) + " ";
        String host = colon < 0 ? target : target.substring(0, colon);
        return new ActionableException(
                "The engine's address " + uri + " (from " + origin
                        + ") is an ssh address, which this plugin does not dial.",
                "Open a tunnel: ssh -nNT " + port + "-L /tmp/docker.sock:/var/run/docker.sock " + host
                        + " and then set DOCKER_HOST=unix:///tmp/docker.sock");
    }

    private static ActionableException notAnAddress(String text, String origin) {
        return new ActionableException(
                "'" + text + "' (from " + origin + ") is not the address of a Docker Engine.",
                "Write unix:///path/to/docker.sock, tcp://host:port or, on Windows, " + WINDOWS_PIPE + ".");
    }

    private record Named(String name, String origin) {}
}
