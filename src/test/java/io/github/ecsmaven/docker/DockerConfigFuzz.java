package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Keychain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any bytes as Docker's config.json: credentials and proxies, or a refusal in our own words. No credential helper is found. */
public final class DockerConfigFuzz {
    private static final List<String> REGISTRIES = List.of("docker.io", "registry.example.com", "localhost:5000");

    private DockerConfigFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Json json;
        try {
            json = JsonTree.read(input);
        } catch (NotJsonException refused) {
            return;
        }
        DockerSettings settings = new DockerSettings(Optional.empty(), Map.of("PATH", "/none"), Path.of("/none"));
        Keychain keychain = new ConfigKeychain(Path.of("config.json"), json, new CredentialHelper(settings));
        for (String registry : REGISTRIES) {
            try {
                keychain.credentialsFor(registry);
            } catch (ActionableException refused) {
                continue;
            }
        }
    }
}
