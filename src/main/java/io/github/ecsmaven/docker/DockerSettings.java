package io.github.ecsmaven.docker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What decides which engine is used and which {@code config.json} is read.
 *
 * @param dockerHost the engine's address that the user gave to the plugin ({@code <dockerHost>}, {@code -Decs.dockerHost}), where given
 * @param environment environment variables; {@code DOCKER_HOST}, {@code DOCKER_CONTEXT}, {@code DOCKER_CONFIG},
 *     {@code DOCKER_TLS_VERIFY}, {@code DOCKER_CERT_PATH} and {@code XDG_RUNTIME_DIR} are read, and credential helpers run with them
 * @param homeDirectory the user's home directory, where {@code .docker} lies
 */
public record DockerSettings(Optional<String> dockerHost, Map<String, String> environment, Path homeDirectory) {

    public DockerSettings {
        environment = Map.copyOf(environment);
        dockerHost = unlessBlank(dockerHost.orElse(""));
    }

    /** The settings of this process and its user. */
    public static DockerSettings ofThisProcess(Optional<String> dockerHost) {
        return new DockerSettings(dockerHost, System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** The value of an environment variable; one that is set and blank counts as not set, as it does for the docker command line. */
    Optional<String> variable(String name) {
        return unlessBlank(environment.getOrDefault(name, ""));
    }

    private static Optional<String> unlessBlank(String text) {
        String trimmed = text.trim();
        return trimmed.isEmpty() ? Optional.empty() : Optional.of(trimmed);
    }

    /** Environment variables may be secrets, so they are not part of the text. */
    @Override
    public String toString() {
        return "DockerSettings[dockerHost=" + dockerHost + ", homeDirectory=" + homeDirectory + "]";
    }
}
