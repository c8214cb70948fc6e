package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.docker.DockerSettings;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuildSecret;
import io.github.ecsmaven.image.BuildStep;
import io.github.ecsmaven.image.ImageBuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Builds the directory that it is given, in a JVM of its own, with the secret of its environment. */
final class BuildMain {
    private BuildMain() {}

    public static void main(String[] arguments) throws Exception {
        Path context = Path.of(arguments[0]);
        ImageBuild build = BuildRequest.of(context, Files.readString(context.resolve("Dockerfile")))
                .secret(BuildSecret.ofText("token", System.getenv("SECRET")))
                .build();
        try (DockerEngine engine = DockerEngine.connect(DockerSettings.ofThisProcess(Optional.empty()));
                BuildKit buildKit = BuildKit.of(engine)) {
            buildKit.into(engine).build(build, new Printed());
        }
    }

    private static final class Printed implements BuildListener {
        @Override
        public void output(String line) {}

        @Override
        public void warning(String message) {}

        @Override
        public void stepOutput(BuildStep step, String line) {
            System.out.println(line);
        }
    }
}
