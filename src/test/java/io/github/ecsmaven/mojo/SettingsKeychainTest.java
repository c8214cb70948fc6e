package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.RegistryCredentials;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;

class SettingsKeychainTest {
    private final List<String> decrypted = new ArrayList<>();

    @Test
    void decryptsTheServerOfTheRegistryAndNoOther() {
        SettingsKeychain keychain = new SettingsKeychain(
                List.of(server("ghcr.io", "me", "{x}"), server("nexus", "me", "{y}")), decrypter());

        assertThat(keychain.credentialsFor("ghcr.io")).contains(new RegistryCredentials("me", "plain {x}"));
        assertThat(decrypted).containsExactly("ghcr.io");
        assertThat(keychain.credentialsFor("quay.io")).isEmpty();
    }

    @Test
    void knowsDockerHubByItsNames() {
        SettingsKeychain keychain =
                new SettingsKeychain(List.of(server("https://index.docker.io/v1/", "me", "x")), decrypter());

        assertThat(keychain.credentialsFor("docker.io")).isPresent();
    }

    @Test
    void passesOverServersWithoutCredentials() {
        assertThat(new SettingsKeychain(List.of(server("ghcr.io", null, null)), decrypter()).credentialsFor("ghcr.io"))
                .isEmpty();
    }

    @Test
    void refusesHalfOfThem() {
        assertThatThrownBy(() -> new SettingsKeychain(List.of(server("ghcr.io", "me", null)), decrypter())
                        .credentialsFor("ghcr.io"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("ghcr.io");
    }

    @Test
    void saysThatAPasswordCannotBeDecryptedWithoutShowingIt() {
        assertThatThrownBy(() -> new SettingsKeychain(List.of(server("ghcr.io", "me", "{broken}")), decrypter())
                        .credentialsFor("ghcr.io"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("cannot be decrypted")
                .hasMessageNotContaining("broken");
    }

    private static Server server(String id, String user, String password) {
        Server server = new Server();
        server.setId(id);
        server.setUsername(user);
        server.setPassword(password);
        return server;
    }

    private SettingsDecrypter decrypter() {
        return request -> {
            Server server = request.getServers().get(0);
            decrypted.add(server.getId());
            boolean broken = server.getPassword().contains("broken");
            return new Result(
                    server(server.getId(), server.getUsername(), "plain " + server.getPassword()),
                    broken
                            ? List.of(new DefaultSettingsProblem(
                                    "bad padding", SettingsProblem.Severity.ERROR, "settings", -1, -1, null))
                            : List.of());
        };
    }

    private record Result(Server server, List<SettingsProblem> problems) implements SettingsDecryptionResult {
        @Override
        public Server getServer() {
            return server;
        }

        @Override
        public List<Server> getServers() {
            return List.of(server);
        }

        @Override
        public Proxy getProxy() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Proxy> getProxies() {
            return List.of();
        }

        @Override
        public List<SettingsProblem> getProblems() {
            return problems;
        }
    }
}
