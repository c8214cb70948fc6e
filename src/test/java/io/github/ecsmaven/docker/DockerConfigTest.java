package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.RegistryCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerConfigTest {
    private static final String HELPER_ANSWER =
            "read server; echo \"$server\" >> \"$0.asked\"; echo \"{\\\"ServerURL\\\": \\\"$server\\\","
                    + " \\\"Username\\\": \\\"helped\\\", \\\"Secret\\\": \\\"by-$server\\\"}\"";

    @TempDir
    Path home;

    @Test
    void hasNoCredentialsWithoutAFile() {
        assertThat(credentialsFor("ghcr.io")).isEmpty();
    }

    @Test
    void readsTheBase64ThatDockerLoginWrites() throws IOException {
        config("{'auths': {'ghcr.io': {'auth': '" + base64("jane:pass:word") + "'}}}");

        assertThat(credentialsFor("ghcr.io")).contains(new RegistryCredentials("jane", "pass:word"));
        assertThat(credentialsFor("quay.io")).isEmpty();
    }

    @Test
    void readsNameAndPassword() throws IOException {
        config("{'auths': {'127.0.0.1:5000': {'username': 'jane', 'password': 'pw'}}}");

        assertThat(credentialsFor("127.0.0.1:5000")).contains(new RegistryCredentials("jane", "pw"));
    }

    @Test
    void readsAnIdentityToken() throws IOException {
        config("{'auths': {'acr.example': {'auth': '" + base64("0000:") + "', 'identitytoken': 'token'}}}");

        assertThat(credentialsFor("acr.example")).get().matches(RegistryCredentials::isIdentityToken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://index.docker.io/v1/", "index.docker.io", "docker.io"})
    void findsDockerHubUnderTheNamesThatWereWrittenForIt(String key) throws IOException {
        config("{'auths': {'" + key + "': {'auth': '" + base64("jane:pw") + "'}}}");

        assertThat(credentialsFor("docker.io")).contains(new RegistryCredentials("jane", "pw"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://registry.example:5000", "http://registry.example:5000/v1/", "registry.example:5000/v2"})
    void findsARegistryUnderAKeyWithSchemeOrPath(String key) throws IOException {
        config("{'auths': {'" + key + "': {'auth': '" + base64("jane:pw") + "'}}}");

        assertThat(credentialsFor("registry.example:5000")).contains(new RegistryCredentials("jane", "pw"));
        assertThat(credentialsFor("registry.example")).isEmpty();
    }

    @Test
    void takesAnEmptyEntryForNoCredentials() throws IOException {
        config("{'auths': {'ghcr.io': {}}}");

        assertThat(credentialsFor("ghcr.io")).isEmpty();
    }

    @Test
    void saysWhichEntryIsDamagedAndNotWhatItHolds() throws IOException {
        config("{'auths': {'ghcr.io': {'auth': 'hunter2hunter2!'}}}");

        assertThatThrownBy(() -> credentialsFor("ghcr.io"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("'ghcr.io'", "config.json", "docker login ghcr.io")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void saysWhichLineIsNotJsonAndNotWhatItHolds() throws IOException {
        config("{'auths': {\n hunter2 }}");

        assertThatThrownBy(() -> credentialsFor("ghcr.io"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("config.json", "line 2")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void asksTheHelperOfARegistryBeforeTheStoreForAll() throws IOException {
        config("{'credsStore': 'store', 'credHelpers': {'ghcr.io': 'own'}}");
        helper("own", HELPER_ANSWER);
        helper("store", "echo '{\"Username\": \"stored\", \"Secret\": \"s\"}'");

        assertThat(credentialsFor("ghcr.io")).contains(new RegistryCredentials("helped", "by-ghcr.io"));
        assertThat(credentialsFor("quay.io")).contains(new RegistryCredentials("stored", "s"));
    }

    @Test
    void asksTheHelperForDockerHubUnderItsOldAddress() throws IOException {
        config("{'credsStore': 'store'}");
        helper("store", HELPER_ANSWER);

        assertThat(credentialsFor("docker.io"))
                .contains(new RegistryCredentials("helped", "by-https://index.docker.io/v1/"));
    }

    @Test
    void asksAHelperOnceUntilTheAnswerIsForgotten() throws IOException {
        config("{'credsStore': 'store'}");
        Path helper = helper("store", HELPER_ANSWER);
        var keychain = DockerConfig.load(settings()).keychain();

        keychain.credentialsFor("ghcr.io");
        keychain.credentialsFor("ghcr.io");
        assertThat(Path.of(helper + ".asked")).hasContent("ghcr.io");

        keychain.forget("ghcr.io");
        keychain.credentialsFor("ghcr.io");
        assertThat(Path.of(helper + ".asked")).hasContent("ghcr.io\nghcr.io");
    }

    @Test
    void fallsBackToAuthsWhenTheHelperKnowsNothing() throws IOException {
        config("{'credsStore': 'store', 'auths': {'ghcr.io': {'auth': '" + base64("jane:pw") + "'}}}");
        helper("store", "echo 'credentials not found in native keychain'; exit 1");

        assertThat(credentialsFor("ghcr.io")).contains(new RegistryCredentials("jane", "pw"));
        assertThat(credentialsFor("quay.io")).isEmpty();
    }

    @Test
    void namesAHelperThatIsNotOnThePath() throws IOException {
        config("{'credHelpers': {'ghcr.io': 'missing'}}");

        assertThatThrownBy(() -> credentialsFor("ghcr.io"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("docker-credential-missing", "PATH");
    }

    @Test
    void saysWhatAFailingHelperSaid() throws IOException {
        config("{'credsStore': 'store'}");
        helper("store", "echo 'the vault is locked' >&2; exit 3");

        assertThatThrownBy(() -> credentialsFor("ghcr.io"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("docker-credential-store", "status 3", "the vault is locked", "ghcr.io");
    }

    @Test
    void doesNotRepeatAHelpersNonsense() throws IOException {
        config("{'credsStore': 'store'}");
        helper("store", "echo 'hunter2'");

        assertThatThrownBy(() -> credentialsFor("ghcr.io"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("not JSON")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void doesNotKeepWhatAHelperPrintsWithoutEnd() throws IOException {
        config("{'credsStore': 'store'}");
        helper("store", "head -c 3000000 /dev/zero");

        assertThatThrownBy(() -> credentialsFor("ghcr.io"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("docker-credential-store", "it has more than 1 MiB");
    }

    @Test
    void givesUpOnAHelperThatDoesNotAnswer() throws IOException {
        helper("slow", "exec sleep 30");

        assertThatThrownBy(() -> new CredentialHelper(settings(), Duration.ofMillis(100)).get("slow", "ghcr.io"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("docker-credential-slow", "did not answer");
    }

    @Test
    void passesTheProxiesOnAsTheDockerCommandLineDoes() throws IOException {
        config("{'proxies': {'default': {'httpProxy': 'http://proxy:3128', 'noProxy': 'localhost'},"
                + " 'tcp://far:2376': {'httpsProxy': 'http://far-proxy:3128'}}}");
        DockerConfig config = DockerConfig.load(settings());

        assertThat(config.proxyBuildArgs("unix:///var/run/docker.sock"))
                .containsOnly(
                        Map.entry("HTTP_PROXY", "http://proxy:3128"),
                        Map.entry("http_proxy", "http://proxy:3128"),
                        Map.entry("NO_PROXY", "localhost"),
                        Map.entry("no_proxy", "localhost"));
        assertThat(config.proxyBuildArgs("tcp://far:2376")).containsOnlyKeys("HTTPS_PROXY", "https_proxy");
    }

    @Test
    void hidesSecretsInEveryText() throws IOException {
        config("{'auths': {'ghcr.io': {'auth': '" + base64("jane:hunter2") + "'}}}");
        DockerConfig config = DockerConfig.load(settings());

        assertThat(config + " " + config.keychain() + " " + settings())
                .doesNotContain("hunter2", base64("jane:hunter2"));
    }

    private Optional<RegistryCredentials> credentialsFor(String registry) {
        return DockerConfig.load(settings()).keychain().credentialsFor(registry);
    }

    private DockerSettings settings() {
        return new DockerSettings(Optional.empty(), Map.of("PATH", home.resolve("bin") + ":/usr/bin:/bin"), home);
    }

    private void config(String json) throws IOException {
        Path directory = Files.createDirectories(home.resolve(".docker"));
        Files.writeString(directory.resolve("config.json"), json.replace('\'', '"'));
    }

    private Path helper(String name, String script) throws IOException {
        Path file = Files.createDirectories(home.resolve("bin")).resolve("docker-credential-" + name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
