package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostResolverTest {
    /** SHA-256 of {@code remote}. */
    private static final String REMOTE = "b71199ebd070b36beab7317920c2c2f1d777df8d05e5527d8458fda57cb17a7a";

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();
    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectories(root.resolve("home"));
    }

    @Test
    void takesTheParameterBeforeEverythingElse() throws IOException {
        environment.put("DOCKER_HOST", "tcp://elsewhere:2375");
        context("unix:///from/context.sock");

        EngineHost host = resolve("unix:///from/parameter.sock");

        assertThat(host.uri()).isEqualTo(URI.create("unix:///from/parameter.sock"));
        assertThat(host.origin()).contains("-Decs.dockerHost");
    }

    @Test
    void takesDockerHostBeforeAContext() throws IOException {
        environment.put("DOCKER_HOST", "unix:///from/environment.sock");
        environment.put("DOCKER_CONTEXT", "remote");
        context("unix:///from/context.sock");

        EngineHost host = resolve();

        assertThat(host.uri()).isEqualTo(URI.create("unix:///from/environment.sock"));
        assertThat(host.origin()).contains("DOCKER_HOST");
    }

    @Test
    void takesTheContextThatDockerContextNames() throws IOException {
        environment.put("DOCKER_CONTEXT", "remote");
        context("tcp://build-server");

        EngineHost host = resolve();

        assertThat(host.uri()).isEqualTo(URI.create("tcp://build-server:2375"));
        assertThat(host.origin()).contains("'remote'").contains("DOCKER_CONTEXT");
    }

    @Test
    void takesTheCurrentContextOfConfigJson() throws IOException {
        write(home.resolve(".docker/config.json"), "{\"currentContext\": \"remote\"}");
        context("unix:///from/context.sock");

        EngineHost host = resolve();

        assertThat(host.uri()).isEqualTo(URI.create("unix:///from/context.sock"));
        assertThat(host.origin()).contains("currentContext in " + home.resolve(".docker/config.json"));
    }

    @Test
    void readsContextsBesideTheConfigThatDockerConfigNames() throws IOException {
        Path config = root.resolve("ci");
        environment.put("DOCKER_CONFIG", config.toString());
        environment.put("DOCKER_CONTEXT", "remote");
        write(config.resolve("contexts/meta/" + REMOTE + "/meta.json"), meta("unix:///from/ci.sock"));

        assertThat(resolve().uri()).isEqualTo(URI.create("unix:///from/ci.sock"));
    }

    @Test
    void takesTheContextNamedDefaultForNoContext() throws IOException {
        environment.put("DOCKER_CONTEXT", "default");
        Path socket = write(root.resolve("var/run/docker.sock"), "");

        assertThat(resolve().socket()).contains(socket);
    }

    @Test
    void namesAContextThatDoesNotExist() {
        environment.put("DOCKER_CONTEXT", "remote");

        assertThatThrownBy(this::resolve)
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("'remote'", "DOCKER_CONTEXT", "docker context ls");
    }

    @Test
    void refusesAContextThatSkipsTheVerificationOfTls() throws IOException {
        environment.put("DOCKER_CONTEXT", "remote");
        write(
                home.resolve(".docker/contexts/meta/" + REMOTE + "/meta.json"),
                "{\"Endpoints\": {\"docker\": {\"Host\": \"tcp://a:2376\", \"SkipTLSVerify\": true}}}");

        assertThatThrownBy(this::resolve).hasMessageContaining("skips the verification");
    }

    @Test
    void takesTheFirstDefaultSocketThatExists() throws IOException {
        environment.put("XDG_RUNTIME_DIR", root.resolve("run/user/1000").toString());
        Path podman = write(root.resolve("run/user/1000/podman/podman.sock"), "");
        assertThat(resolve().socket()).contains(podman);

        Path desktop = write(home.resolve(".docker/run/docker.sock"), "");
        assertThat(resolve().socket()).contains(desktop);

        Path rootless = write(root.resolve("run/user/1000/docker.sock"), "");
        assertThat(resolve().socket()).contains(rootless);

        Path docker = write(root.resolve("var/run/docker.sock"), "");
        assertThat(resolve().socket()).contains(docker);
    }

    @Test
    void namesTheUsualSocketWhenThereIsNone() {
        assertThat(resolve().socket()).contains(root.resolve("var/run/docker.sock"));
    }

    @Test
    void takesTheNamedPipeOnWindows() {
        EngineHost host = new HostResolver(settings(Optional.empty()), config(), root, true).resolve();

        assertThat(host.uri()).isEqualTo(URI.create("npipe:////./pipe/docker_engine"));
    }

    @Test
    void refusesSshWithTheTunnelThatWorks() {
        assertThatThrownBy(() -> resolve("ssh://deploy@build-server:2222"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("ssh -nNT -p 2222 -L /tmp/docker.sock:/var/run/docker.sock deploy@build-server")
                .hasMessageContaining("DOCKER_HOST=unix:///tmp/docker.sock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/run/docker.sock", "http://host", "unix:", "tcp://", "tcp:// spaced"})
    void refusesWhatIsNotAnAddress(String text) {
        assertThatThrownBy(() -> resolve(text))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("'" + text.trim() + "'");
    }

    @Test
    void saysWhichTlsFileIsMissing() throws IOException {
        write(home.resolve(".docker/cert.pem"), "");
        environment.put("DOCKER_TLS_VERIFY", "1");

        assertThatThrownBy(() -> resolve("tcp://build-server"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining(home.resolve(".docker/key.pem").toString());
    }

    @Test
    void usesThePortOfTlsWithTls() {
        environment.put("DOCKER_TLS_VERIFY", "1");

        EngineHost host = resolve("tcp://build-server");

        assertThat(host.uri()).isEqualTo(URI.create("tcp://build-server:2376"));
        assertThat(host.tls()).isPresent();
    }

    private EngineHost resolve() {
        return new HostResolver(settings(Optional.empty()), config(), root, false).resolve();
    }

    private EngineHost resolve(String parameter) {
        return new HostResolver(settings(Optional.of(parameter)), config(), root, false).resolve();
    }

    private DockerSettings settings(Optional<String> parameter) {
        return new DockerSettings(parameter, environment, home);
    }

    private DockerConfig config() {
        return DockerConfig.load(settings(Optional.empty()));
    }

    private void context(String host) throws IOException {
        write(home.resolve(".docker/contexts/meta/" + REMOTE + "/meta.json"), meta(host));
    }

    private static String meta(String host) {
        return "{\"Name\": \"remote\", \"Metadata\": {}, \"Endpoints\": {\"docker\": {\"Host\": \"" + host
                + "\", \"SkipTLSVerify\": false}}}";
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
