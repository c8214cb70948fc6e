package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The credentials of {@code config.json}. A helper that does not know a registry leaves it to {@code auths}, where build servers write
 * credentials beside a {@code credsStore} that they did not choose.
 */
final class ConfigKeychain implements Keychain {
    /** The name under which docker login keeps the credentials of Docker Hub. */
    static final String DOCKER_HUB_KEY = "https://index.docker.io/v1/";

    private final Path file;
    private final Json config;
    private final CredentialHelper helper;
    private final Map<String, Optional<RegistryCredentials>> answers = new ConcurrentHashMap<>();

    ConfigKeychain(Path file, Json config, CredentialHelper helper) {
        this.file = file;
        this.config = config;
        this.helper = helper;
    }

    @Override
    public Optional<RegistryCredentials> credentialsFor(String registry) {
        return answers.computeIfAbsent(registry, this::lookUp);
    }

    @Override
    public void forget(String registry) {
        answers.remove(registry);
    }

    private Optional<RegistryCredentials> lookUp(String registry) {
        String key = isDockerHub(registry) ? DOCKER_HUB_KEY : registry;
        return helperFor(registry, key).flatMap(name -> helper.get(name, key)).or(() -> authFor(key)
                .flatMap(this::credentialsOf));
    }

    private static boolean isDockerHub(String registry) {
        return registry.equals(ImageReference.DOCKER_HUB) || registry.equals("registry-1.docker.io");
    }

    private Optional<String> helperFor(String registry, String key) {
        Json helpers = config.path("credHelpers");
        String name = helpers.path(key)
                .text(helpers.path(registry).text(config.path("credsStore").text()));
        return Optional.of(name).filter(helperName -> !helperName.isEmpty());
    }

    /** The exact key, else one that names the same host with a scheme or a path, as older logins wrote them. */
    private Optional<Entry> authFor(String key) {
        Json auths = config.path("auths");
        if (auths.has(key)) {
            return Optional.of(new Entry(key, auths.path(key)));
        }
        String host = hostOf(key);
        for (String name : auths.names()) {
            if (hostOf(name).equals(host)) {
                return Optional.of(new Entry(name, auths.path(name)));
            }
        }
        return Optional.empty();
    }

    private static String hostOf(String key) {
        String host = key.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
        return host.equals("docker.io") ? "index.docker.io" : host;
    }

    private Optional<RegistryCredentials> credentialsOf(Entry entry) {
        String identityToken = entry.value().path("identitytoken").text();
        if (!identityToken.isEmpty()) {
            return Optional.of(new RegistryCredentials(RegistryCredentials.IDENTITY_TOKEN_USER, identityToken));
        }
        String auth = entry.value().path("auth").text();
        if (!auth.isEmpty()) {
            return Optional.of(decoded(auth, entry.key()));
        }
        String username = entry.value().path("username").text();
        String password = entry.value().path("password").text();
        return username.isEmpty() ? Optional.empty() : Optional.of(new RegistryCredentials(username, password));
    }

    private RegistryCredentials decoded(String auth, String key) {
        String decoded;
        try {
            decoded = new String(Base64.getDecoder().decode(auth.trim()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw damaged(key);
        }
        int colon = decoded.indexOf(':');
        if (colon <= 0) {
            throw damaged(key);
        }
        // Old Docker versions padded the password with NULs, which the docker command line takes off.
        String password = decoded.substring(colon + 1).replaceFirst("\0+$", "");
        return new RegistryCredentials(decoded.substring(0, colon), password);
    }

    private ActionableException damaged(String key) {
        return new ActionableException(
                "The credentials of '" + key + "' under \"auths\" in " + file
                        + " cannot be read: \"auth\" is not the Base64 of" + " user:password.",
                "Log in again: docker login " + hostOf(key));
    }

    private record Entry(String key, Json value) {}

    @Override
    public String toString() {
        return "ConfigKeychain[" + file + "]";
    }
}
