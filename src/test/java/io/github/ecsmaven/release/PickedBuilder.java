package io.github.ecsmaven.release;

import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.docker.DockerSettings;
import io.github.ecsmaven.docker.EngineInfo;
import java.util.Map;
import java.util.Optional;

/** Prints what {@code <builder>auto</builder>} picks on the engine of {@code DOCKER_HOST}, for {@code src/it/support.sh}. */
final class PickedBuilder {
    private PickedBuilder() {}

    public static void main(String[] arguments) {
        BuilderSettings auto = BuilderSettings.of("auto", Optional.empty(), Optional.empty(), Map.of());
        try (DockerEngine engine = DockerEngine.connect(DockerSettings.ofThisProcess(Optional.empty()));
                EngineBuilder builder = EngineBuilder.of(engine, auto)) {
            EngineInfo info = builder.engine();
            String store = engine.keepsImagesInContainerd() ? "containerd" : "classic";
            String picked = builder.buildKit()
                    .map(found -> ("BuildKit " + found.version()).strip() + " by " + found.route())
                    .orElse("the classic builder");
            System.out.println(
                    "Docker Engine " + info.version() + " (API " + info.apiVersion() + ") | " + store + " | " + picked);
        }
    }
}
