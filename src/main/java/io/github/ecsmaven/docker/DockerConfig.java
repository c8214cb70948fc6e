package io.github.ecsmaven.docker;

import io.github.ecsmaven.image.Keychain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The user's configuration of the docker command line: {@code config.json} in {@code $DOCKER_CONFIG}, or in {@code ~/.docker}. One
 * that does not exist is an empty one.
 */
public final class DockerConfig {
    /** What {@code proxies} may set (docker command line manual, "Use a proxy server with the Docker CLI"). */
    private static final Map<String, String> PROXY_VARIABLES = Map.of(
            "httpProxy", "HTTP_PROXY",
            "httpsProxy", "HTTPS_PROXY",
            "ftpProxy", "FTP_PROXY",
            "noProxy", "NO_PROXY",
            "allProxy", "ALL_PROXY");

    private final DockerSettings settings;
    private final Path directory;
    private final Json json;

    private DockerConfig(DockerSettings settings, Path directory, Json json) {
        this.settings = settings;
        this.directory = directory;
        this.json = json;
    }

    /**
     * Reads the user's {@code config.json}.
     *
     * @throws io.github.ecsmaven.ActionableException when the file is there and cannot be read or is not JSON
     */
    public static DockerConfig load(DockerSettings settings) {
        Path directory = settings.variable("DOCKER_CONFIG")
                .map(Path::of)
                .orElse(settings.homeDirectory().resolve(".docker"));
        Path file = directory.resolve("config.json");
        Json json = Files.exists(file) ? JsonFile.read(file) : Json.NOTHING;
        return new DockerConfig(settings, directory, json);
    }

    /**
     * The credentials that {@code docker login} keeps: in a credential helper named by {@code credHelpers} or {@code credsStore}, which
     * is run when it is asked, else in {@code auths}. An answer is kept until it is forgotten.
     */
    public Keychain keychain() {
        return new ConfigKeychain(file(), json, new CredentialHelper(settings));
    }

    /**
     * The proxies under {@code proxies} as build arguments, in upper and lower case as the docker command line passes them; those of the
     * engine's address where it has some, else those of {@code default}.
     *
     * @param dockerHost address of the engine, such as {@link EngineInfo#host()}
     */
    public Map<String, String> proxyBuildArgs(String dockerHost) {
        Json proxies = json.path("proxies");
        Json chosen = proxies.has(dockerHost) ? proxies.path(dockerHost) : proxies.path("default");
        Map<String, String> buildArgs = new TreeMap<>();
        PROXY_VARIABLES.forEach((key, variable) -> {
            String value = chosen.path(key).text();
            if (!value.isEmpty()) {
                buildArgs.put(variable, value);
                buildArgs.put(variable.toLowerCase(Locale.ROOT), value);
            }
        });
        return buildArgs;
    }

    Optional<String> currentContext() {
        String name = json.path("currentContext").text();
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    Path directory() {
        return directory;
    }

    Path file() {
        return directory.resolve("config.json");
    }

    /** The content is secret. */
    @Override
    public String toString() {
        return "DockerConfig[" + file() + "]";
    }
}
