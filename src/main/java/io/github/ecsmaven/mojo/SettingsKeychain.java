package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** The {@code <servers>} of {@code settings.xml} whose id is a registry's host, decrypted when they are asked for. */
final class SettingsKeychain implements Keychain {
    private static final Set<String> DOCKER_HUB_IDS =
            Set.of(ImageReference.DOCKER_HUB, "index.docker.io", "registry-1.docker.io", "https://index.docker.io/v1/");

    private final List<Server> servers;
    private final SettingsDecrypter decrypter;

    SettingsKeychain(List<Server> servers, SettingsDecrypter decrypter) {
        this.servers = servers;
        this.decrypter = decrypter;
    }

    @Override
    public Optional<RegistryCredentials> credentialsFor(String registry) {
        return servers.stream()
                .filter(server -> isFor(server.getId(), registry))
                .filter(server -> server.getUsername() != null || server.getPassword() != null)
                .findFirst()
                .map(this::decrypted);
    }

    private static boolean isFor(String id, String registry) {
        return registry.equals(id) || (registry.equals(ImageReference.DOCKER_HUB) && DOCKER_HUB_IDS.contains(id));
    }

    private RegistryCredentials decrypted(Server server) {
        if (server.getUsername() == null || server.getPassword() == null) {
            throw new ActionableException(
                    "The server '" + server.getId() + "' of settings.xml has only one of <username> and <password>.",
                    "Give both, or remove the server.");
        }
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        boolean failed = result.getProblems().stream()
                .anyMatch(problem -> problem.getSeverity() != SettingsProblem.Severity.WARNING);
        if (failed) {
            throw new ActionableException(
                    "The password of the server '" + server.getId() + "' of settings.xml cannot be decrypted.",
                    "Encrypt it with the master password of settings-security.xml: mvn --encrypt-password.");
        }
        return new RegistryCredentials(
                result.getServer().getUsername(), result.getServer().getPassword());
    }
}
