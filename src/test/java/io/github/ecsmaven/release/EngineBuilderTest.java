package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.docker.EngineInfo;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which engines are not even asked whether they have a BuildKit. */
class EngineBuilderTest {
    private static final BuilderSettings AUTO = settings(Map.of());

    @ParameterizedTest
    @CsvSource({"20.10.24,1.41", "18.09.9,1.39", "28.5.2,1.51", "29.0.0,1.52", "40.0.0,2.0"})
    void asksDockerEnginesSince1809(String version, String api) {
        assertThat(EngineBuilder.reasonAgainst(engine("Docker", version, api, "linux"), AUTO))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"18.06.3,1.38", "17.03.0,1.26", "1.9.1,1.9"})
    void knowsThatOlderOnesHaveNone(String version, String api) {
        assertThat(EngineBuilder.reasonAgainst(engine("Docker", version, api, "linux"), AUTO))
                .contains("Docker Engine " + version + " is older than 18.09");
    }

    @Test
    void knowsThatPodmanAndWindowsContainersHaveNone() {
        assertThat(EngineBuilder.reasonAgainst(engine("Libpod", "5.4.0", "1.41", "linux"), AUTO))
                .contains("Podman has none");
        assertThat(EngineBuilder.reasonAgainst(engine("Docker", "28.5.2", "1.51", "windows"), AUTO))
                .contains("Docker has none for Windows containers");
    }

    @Test
    void obeysDockerBuildKit() {
        assertThat(EngineBuilder.reasonAgainst(
                        engine("Docker", "28.5.2", "1.51", "linux"), settings(Map.of("DOCKER_BUILDKIT", "0"))))
                .contains("DOCKER_BUILDKIT=0 switches it off");
    }

    private static BuilderSettings settings(Map<String, String> environment) {
        return BuilderSettings.of("auto", Optional.empty(), Optional.empty(), environment);
    }

    private static EngineInfo engine(String server, String version, String api, String os) {
        return new EngineInfo("unix:///d.sock", "the default", server, version, api, os, "amd64");
    }
}
