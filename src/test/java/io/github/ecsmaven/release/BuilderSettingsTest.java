package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderSettingsTest {
    private static final String DAEMON = "tcp://builder:1234";

    @Test
    void takesTheDaemonOfThePomBeforeThatOfTheEnvironment() {
        Map<String, String> environment = Map.of("BUILDKIT_HOST", "unix:///run/buildkit/buildkitd.sock");

        assertThat(of("auto", Optional.of(DAEMON), environment).buildkitHost()).contains(URI.create(DAEMON));
        assertThat(of("auto", Optional.empty(), environment).buildkitHost())
                .contains(URI.create("unix:///run/buildkit/buildkitd.sock"));
        assertThat(of("auto", Optional.empty(), Map.of("BUILDKIT_HOST", " ")).buildkitHost())
                .isEmpty();
    }

    @Test
    void letsTheClassicBuilderIgnoreADaemonOfTheEnvironment() {
        BuilderSettings settings = of("Classic", Optional.empty(), Map.of("BUILDKIT_HOST", DAEMON));

        assertThat(settings.kind()).isEqualTo(BuilderSettings.Kind.CLASSIC);
        assertThat(settings.buildkitHost()).isEmpty();
    }

    @Test
    void refusesTheClassicBuilderOfADaemon() {
        assertThatThrownBy(() -> of("classic", Optional.of(DAEMON), Map.of()))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("<builder> is classic", "<buildkitHost>");
    }

    @Test
    void hearsThatTheEnginesBuildKitIsSwitchedOff() {
        assertThat(of("auto", Optional.empty(), Map.of("DOCKER_BUILDKIT", "0")).engineBuildKitOff())
                .isTrue();
        assertThat(of("auto", Optional.empty(), Map.of("DOCKER_BUILDKIT", "1")).engineBuildKitOff())
                .isFalse();
        assertThat(of("auto", Optional.empty(), Map.of()).engineBuildKitOff()).isFalse();
    }

    @Test
    void refusesABuilderThatItDoesNotKnow() {
        assertThatThrownBy(() -> of("buildx", Optional.empty(), Map.of()))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("<builder> is 'buildx'", "auto, buildkit or classic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:///run/b.sock", "tcp://127.0.0.1:1234", "tcp://[::1]:1234", "tcp://b.acme.com:1/"})
    void takesTheAddressOfADaemon(String address) {
        assertThat(of("buildkit", Optional.of(address), Map.of()).buildkitHost())
                .contains(URI.create(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-container://b", "tcp://b", "http://b:1", "unix://", "b:1234", "tcp://b:x"})
    void refusesWhatIsNoAddressOfADaemon(String address) {
        assertThatThrownBy(() -> of("auto", Optional.of(address), Map.of()))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("<buildkitHost>", "'" + address + "'", "tcp://host:port");
        assertThatThrownBy(() -> of("auto", Optional.empty(), Map.of("BUILDKIT_HOST", address)))
                .hasMessageContaining("The environment variable BUILDKIT_HOST is '" + address + "'");
    }

    private static BuilderSettings of(String builder, Optional<String> host, Map<String, String> environment) {
        return BuilderSettings.of(builder, host, Optional.empty(), environment);
    }
}
