package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Why an engine could not be reached, with the remedy for exactly that. */
final class EngineUnreachable {
    private static final String START =
            "Start the engine (sudo systemctl start docker, Docker Desktop, or systemctl --user start podman.socket), or name another"
                    + " one with DOCKER_HOST or -Decs.dockerHost.";
    private static final String OTHER_ADDRESS =
            "Check the address and the network, or name another engine with DOCKER_HOST or -Decs.dockerHost.";
    private static final String CERTIFICATES =
            "Put the engine's ca.pem and your cert.pem and key.pem into one directory, and set DOCKER_TLS_VERIFY=1 and"
                    + " DOCKER_CERT_PATH to that directory.";

    private EngineUnreachable() {}

    static ActionableException because(EngineHost host, Throwable cause) {
        return host.socket().map(socket -> atSocket(host, socket, cause)).orElseGet(() -> elsewhere(host, cause));
    }

    static ActionableException silent(EngineHost host, Duration timeout, Throwable cause) {
        return new ActionableException(
                "The Docker Engine at " + host.described() + " did not answer within " + timeout.toSeconds()
                        + " seconds.",
                "See whether docker info answers there; restart the engine, or name another one with DOCKER_HOST or"
                        + " -Decs.dockerHost.",
                cause);
    }

    static ActionableException answered(EngineHost host, int status, String body) {
        // Go's HTTP server answers so when a plain request meets its TLS port.
        if (body.contains("HTTP request to an HTTPS server")) {
            return new ActionableException("The Docker Engine at " + host.described() + " wants TLS.", CERTIFICATES);
        }
        String said = body.isEmpty() ? "" : " (" + body.lines().findFirst().orElse("") + ")";
        return new ActionableException(
                "What listens at " + host.described()
                        + " is not a Docker Engine that serves us: it answered GET /_ping with status " + status + said
                        + ".",
                OTHER_ADDRESS);
    }

    private static ActionableException atSocket(EngineHost host, Path socket, Throwable cause) {
        if (!Files.exists(socket)) {
            return none(host, "the socket does not exist", START, cause);
        }
        if (!Files.isWritable(socket)) {
            return new ActionableException(
                    "The Docker Engine at " + host.described()
                            + " does not let you in: permission denied on the socket.",
                    "Add yourself to the group docker (sudo usermod -aG docker $USER) and log in again, or use a rootless engine and"
                            + " name it with DOCKER_HOST or -Decs.dockerHost.",
                    cause);
        }
        return none(host, reasonOf(cause), START, cause);
    }

    private static ActionableException elsewhere(EngineHost host, Throwable cause) {
        String remedy = host.uri().getScheme().equals("npipe") ? START : OTHER_ADDRESS;
        if (find(cause, UnknownHostException.class).isPresent()) {
            return none(host, "its host is unknown", remedy, cause);
        }
        if (find(cause, SocketTimeoutException.class).isPresent()) {
            return none(host, "no answer in time", remedy, cause);
        }
        // TLS 1.3 tells a client only after the handshake that its certificate is refused; often all it sees is a
        // broken connection.
        if (host.tls().isPresent() && find(cause, ConnectException.class).isEmpty()) {
            return new ActionableException(
                    "TLS with the Docker Engine at " + host.described() + " failed: " + reasonOf(cause) + ".",
                    CERTIFICATES,
                    cause);
        }
        return none(host, reasonOf(cause), remedy, cause);
    }

    private static ActionableException none(EngineHost host, String why, String remedy, Throwable cause) {
        return new ActionableException("No Docker Engine at " + host.described() + ": " + why + ".", remedy, cause);
    }

    private static <T extends Throwable> Optional<T> find(Throwable cause, Class<T> type) {
        return Stream.iterate(cause, found -> found != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    /** The innermost message, which is the operating system's or the TLS library's. */
    static String reasonOf(Throwable cause) {
        Throwable innermost = cause;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return message == null ? innermost.getClass().getSimpleName() : message;
    }
}
