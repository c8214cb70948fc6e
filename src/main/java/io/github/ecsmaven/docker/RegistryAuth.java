package io.github.ecsmaven.docker;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Credentials as the engine wants them. */
final class RegistryAuth {
    private RegistryAuth() {}

    /**
     * For one registry. An engine that keeps images in containerd drops credentials silently when they do not name the registry, so it
     * is named even when there are none.
     */
    static AuthConfig of(String registry, Optional<RegistryCredentials> credentials) {
        AuthConfig auth = new AuthConfig().withRegistryAddress(addressOf(registry));
        credentials.ifPresent(given -> {
            if (given.isIdentityToken()) {
                auth.withIdentityToken(given.secret());
            } else {
                auth.withUsername(given.username()).withPassword(given.secret());
            }
        });
        return auth;
    }

    /** For exactly these registries. */
    static AuthConfigurations forPulling(Set<String> registries, Keychain keychain) {
        AuthConfigurations all = new AuthConfigurations();
        registries.forEach(registry -> keychain.credentialsFor(registry)
                .ifPresent(credentials -> all.addConfig(of(registry, Optional.of(credentials)))));
        return all;
    }

    /** The value of {@code X-Registry-Auth} (Engine API, "Authentication"), without docker-java, which takes long to get ready. */
    static String header(String registry, Optional<RegistryCredentials> credentials) {
        Map<String, String> fields = new LinkedHashMap<>();
        credentials.ifPresent(given -> {
            if (given.isIdentityToken()) {
                fields.put("identitytoken", given.secret());
            } else {
                fields.put("username", given.username());
                fields.put("password", given.secret());
            }
        });
        fields.put("serveraddress", addressOf(registry));
        String json = fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + quoted(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\' || c < ' ') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }

    private static String addressOf(String registry) {
        return registry.equals(ImageReference.DOCKER_HUB) ? ConfigKeychain.DOCKER_HUB_KEY : registry;
    }
}
